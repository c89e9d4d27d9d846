namespace HueSoc.Events.Normalisers.Windows;

/// <summary>
/// Parts of scripts that are not whole yet. PowerShell writes a long script in several events, which may come in any order, twice, or not at all; whatever does not become
/// whole makes room for what comes after it. For several threads.
/// </summary>
public sealed class ScriptBlocks
{
    /// <summary>How many parts a script may have.</summary>
    public const int MostParts = 256;

    /// <summary>How many bytes a script may have. A longer one is not joined: its parts are events of their own in any case.</summary>
    public const int LongestText = 256 << 10;

    /// <summary>How many scripts are waited for at a time.</summary>
    public const int MostBlocks = 256;

    /// <summary>How many bytes are kept of all of them.</summary>
    public const int MostBytes = 4 << 20;

    private readonly Lock gate = new();
    private readonly Dictionary<ScriptBlockKey, LinkedListNode<Block>> blocks = [];
    private readonly LinkedList<Block> byAge = new();
    private int bytes;

    /// <summary>How many bytes are kept.</summary>
    public int Bytes
    {
        get
        {
            lock (gate)
                return bytes;
        }
    }

    /// <summary>How many scripts are waited for.</summary>
    public int Count
    {
        get
        {
            lock (gate)
                return blocks.Count;
        }
    }

    /// <summary>Adds a part.</summary>
    /// <param name="key">Its script.</param>
    /// <param name="number">Its number, from 1.</param>
    /// <param name="total">How many there are, up to <see cref="MostParts"/>.</param>
    /// <param name="text">Its text.</param>
    /// <param name="whole">Gets the text of the script, when this was the last part missing.</param>
    /// <returns>Whether it was.</returns>
    internal bool TryJoin(ScriptBlockKey key, int number, int total, ReadOnlySpan<byte> text, ByteSink whole)
    {
        lock (gate)
        {
            if (!blocks.TryGetValue(key, out LinkedListNode<Block>? node) || node.Value.Parts.Length != total)
            {
                if (node is not null)
                    Remove(node);
                node = byAge.AddLast(new Block(key, new byte[total][]));
                blocks.Add(key, node);
            }

            Block block = node.Value;
            if (block.IsTooLong || block.Parts[number - 1] is not null)
                return false;
            if (block.Bytes + text.Length > LongestText)
            {
                bytes -= block.Bytes;
                block.GiveUp();
            }
            else
            {
                block.Add(number, text);
                bytes += text.Length;
            }

            bool isWhole = block is { IsTooLong: false, Missing: 0 };
            if (isWhole)
            {
                whole.Clear();
                foreach (byte[]? part in block.Parts)
                    whole.Write(part);
                Remove(node);
            }

            while (blocks.Count > MostBlocks || bytes > MostBytes)
                Remove(byAge.First!);
            return isWhole;
        }
    }

    private void Remove(LinkedListNode<Block> node)
    {
        bytes -= node.Value.Bytes;
        byAge.Remove(node);
        blocks.Remove(node.Value.Key);
    }

    private sealed class Block(ScriptBlockKey key, byte[]?[] parts)
    {
        public ScriptBlockKey Key { get; } = key;

        public byte[]?[] Parts { get; } = parts;

        public int Missing { get; private set; } = parts.Length;

        public int Bytes { get; private set; }

        public bool IsTooLong { get; private set; }

        public void Add(int number, ReadOnlySpan<byte> text)
        {
            Parts[number - 1] = text.ToArray();
            Missing--;
            Bytes += text.Length;
        }

        // Nothing is kept of it, but that it was: its other parts would only wait in vain.
        public void GiveUp()
        {
            Array.Clear(Parts);
            Bytes = 0;
            IsTooLong = true;
        }
    }
}
