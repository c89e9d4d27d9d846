using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace HueSoc.Sigma.Matching;

/// <summary>
/// Remembers which key followed which, because the events of one source repeat their keys in the same order: a key that
/// comes as expected is recognised by one comparison, without looking for its end or asking the tree of paths. It holds
/// short keys only, and only so many: what does not fit is looked up every time.
/// </summary>
internal sealed unsafe class KeyMemo
{
    /// <summary>How many bytes must be readable where a key is compared.</summary>
    public const int Width = 32;

    private const int MaxKeys = 4096;
    private const int MaxLength = Width - 1;

    /// <summary>How many places a key may be at: keys that were made to have one hash must not make the walk slow.</summary>
    private const int MaxProbes = 8;

    private readonly Dictionary<int, int> starts = [];
    private readonly int[] table = new int[MaxKeys * 2];
    private Entry[] entries = new Entry[64];
    private int count = 1;

    /// <summary>The entry before the first key of an object at a node.</summary>
    public int Start(int node)
    {
        if (node == PathTree.None)
            return 0;
        if (starts.TryGetValue(node, out int start))
            return start;
        if (count == MaxKeys)
            return 0;
        start = NewEntry();
        entries[start].Node = PathTree.None;
        starts.Add(node, start);
        return start;
    }

    /// <summary>The entry that is expected after another one; 0, which is no key, when nothing is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Next(int entry) => entries[entry].Next;

    /// <summary>Whether the bytes are an entry's key and the quote after it.</summary>
    /// <param name="entry">The entry; 0 never is.</param>
    /// <param name="key">The first byte of the key; <see cref="Width"/> bytes can be read.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Is(int entry, byte* key)
    {
        ref readonly Entry e = ref entries[entry];
        uint equal = Vector256.Equals(Vector256.Load(key), e.Bytes).ExtractMostSignificantBits();
        return (equal & e.Mask) == e.Mask && entry != 0;
    }

    /// <summary>The node an entry's key leads to.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Child(int entry) => entries[entry].Child;

    /// <summary>The length of an entry's key.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Length(int entry) => entries[entry].Length;

    /// <summary>The entry of a key, or -1.</summary>
    public int Find(int node, ReadOnlySpan<byte> key)
    {
        uint hash = ByteHash.Of(key, (uint)node);
        int i = (int)(hash % (uint)table.Length);
        for (int probes = 0; probes < MaxProbes && table[i] != 0; probes++, i = i + 1 == table.Length ? 0 : i + 1)
        {
            ref readonly Entry e = ref entries[table[i]];
            if (e.Hash == hash && e.Node == node && e.Length == key.Length && Equal(e, key))
                return table[i];
        }

        return -1;
    }

    /// <summary>Remembers a key.</summary>
    /// <returns>Its entry, or -1 when it is too long or there is no room.</returns>
    public int Add(int node, ReadOnlySpan<byte> key, int child)
    {
        if (key.Length > MaxLength || count == MaxKeys)
            return -1;
        uint hash = ByteHash.Of(key, (uint)node);
        int i = (int)(hash % (uint)table.Length);
        for (int probes = 0; table[i] != 0; i = i + 1 == table.Length ? 0 : i + 1)
        {
            if (++probes == MaxProbes)
                return -1;
        }

        int entry = NewEntry();
        ref Entry e = ref entries[entry];
        Span<byte> padded = stackalloc byte[Width];
        padded.Clear();
        key.CopyTo(padded);
        padded[key.Length] = (byte)'"';
        e.Bytes = Vector256.Create<byte>(padded);
        e.Mask = uint.MaxValue >> (31 - key.Length);
        e.Length = key.Length;
        e.Node = node;
        e.Child = child;
        e.Hash = hash;
        table[i] = entry;
        return entry;
    }

    /// <summary>Expects a key after another one from now on.</summary>
    public void Expect(int after, int entry)
    {
        if (after != 0)
            entries[after].Next = entry;
    }

    private static bool Equal(in Entry entry, ReadOnlySpan<byte> key)
    {
        Span<byte> bytes = stackalloc byte[Width];
        entry.Bytes.CopyTo(bytes);
        return bytes[..key.Length].SequenceEqual(key);
    }

    private int NewEntry()
    {
        if (count == entries.Length)
            Array.Resize(ref entries, count * 2);
        return count++;
    }

    private struct Entry
    {
        public Vector256<byte> Bytes;
        public uint Mask;
        public int Length;
        public int Next;
        public int Child;
        public int Node;
        public uint Hash;
    }
}
