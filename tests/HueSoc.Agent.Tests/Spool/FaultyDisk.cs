using HueSoc.Agent.Spool;
using Microsoft.Win32.SafeHandles;

namespace HueSoc.Agent.Tests.Spool;

/// <summary>
/// A disk on real files that fails and loses power. It knows what was flushed; after a crash the folder has that, and of everything
/// else some blocks and some names: names in the order in which they were made, blocks in none.
/// </summary>
internal sealed class FaultyDisk(Random random) : ISpoolDisk
{
    private const int Block = 64;

    private readonly SpoolDisk _real = new();
    private readonly Dictionary<SafeFileHandle, Node> _open = [];
    private readonly Dictionary<string, Node> _durableNames = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Node> _names = new(StringComparer.Ordinal);
    private readonly List<Action<Dictionary<string, Node>>> _unflushedNames = [];
    private bool _isDead;

    /// <summary>How likely an operation that changes something fails.</summary>
    public double FailureRate { get; set; }

    /// <summary>How many operations are left until the power goes; negative for never.</summary>
    public int CrashAfter { get; set; } = -1;

    /// <summary>How many bytes the disk still takes.</summary>
    public long Free { get; set; } = 1L << 40;

    /// <summary>Learns what is in a folder when the machine starts: all of it is on disk.</summary>
    public void Mount(string folder)
    {
        foreach (string path in Directory.EnumerateFiles(folder))
        {
            Node node = new(File.ReadAllBytes(path));
            _names[path] = node;
            _durableNames[path] = node;
        }
    }

    /// <summary>What is on disk after the power went, written into another folder.</summary>
    public void SurviveInto(string folder)
    {
        foreach (Action<Dictionary<string, Node>> change in _unflushedNames.Take(random.Next(_unflushedNames.Count + 1)))
            change(_durableNames);

        foreach ((string path, Node node) in _durableNames)
            File.WriteAllBytes(Path.Combine(folder, Path.GetFileName(path)), node.Survivor(random));
    }

    public SafeFileHandle OpenToRead(string path)
    {
        ObjectDisposedException.ThrowIf(_isDead, this);
        return _real.OpenToRead(path);
    }

    public SafeFileHandle OpenToWrite(string path)
    {
        Step();
        SafeFileHandle file = _real.OpenToWrite(path);
        if (!_names.TryGetValue(path, out Node? node))
        {
            node = new Node([]);
            Node made = node;
            _names[path] = node;
            _unflushedNames.Add(names => names[path] = made);
        }

        _open[file] = node;
        return file;
    }

    public int Read(SafeFileHandle file, Span<byte> bytes, long offset) => _real.Read(file, bytes, offset);

    public void Write(SafeFileHandle file, ReadOnlySpan<byte> bytes, long offset)
    {
        bool fails = Fails() || Dies();
        int taken = (int)Math.Min(fails ? random.Next(bytes.Length + 1) : bytes.Length, Free);
        _real.Write(file, bytes[..taken], offset);
        Free -= taken;
        _open[file].Write(bytes[..taken], offset);
        if (_isDead)
            throw new CrashException();

        if (taken < bytes.Length || fails)
            throw new IOException("No space left on device");
    }

    public long Length(SafeFileHandle file) => _real.Length(file);

    public void Cut(SafeFileHandle file, long length)
    {
        Step();
        _real.Cut(file, length);
        _open[file].Cut(length);
    }

    public void Flush(SafeFileHandle file)
    {
        Step();
        _open[file].Flush();
    }

    public void FlushFolder(string folder)
    {
        Step();
        foreach (Action<Dictionary<string, Node>> change in _unflushedNames)
            change(_durableNames);

        _unflushedNames.Clear();
    }

    public void Rename(string from, string to)
    {
        Step();
        _real.Rename(from, to);
        Node node = _names[from];
        _names.Remove(from);
        _names[to] = node;
        _unflushedNames.Add(names =>
        {
            names.Remove(from);
            names[to] = node;
        });
    }

    public void Delete(string path)
    {
        Step();
        _real.Delete(path);
        _names.Remove(path);
        _unflushedNames.Add(names => names.Remove(path));
    }

    public long FreeBytes(string folder) => Free;

    private void Step()
    {
        if (Dies())
            throw new CrashException();

        if (Fails())
            throw new IOException("Input/output error");
    }

    private bool Fails() => random.NextDouble() < FailureRate;

    private bool Dies()
    {
        _isDead = _isDead || CrashAfter == 0;
        if (CrashAfter > 0)
            CrashAfter--;

        return _isDead;
    }

    private sealed class Node(byte[] durable)
    {
        private byte[] _durable = durable;
        private byte[] _current = durable;

        public void Write(ReadOnlySpan<byte> bytes, long offset)
        {
            byte[] changed = new byte[Math.Max(_current.Length, offset + bytes.Length)];
            _current.CopyTo(changed, 0);
            bytes.CopyTo(changed.AsSpan((int)offset));
            _current = changed;
        }

        public void Cut(long length)
        {
            byte[] changed = new byte[length];
            _current.AsSpan(0, (int)Math.Min(length, _current.Length)).CopyTo(changed);
            _current = changed;
        }

        public void Flush() => _durable = _current;

        public byte[] Survivor(Random random)
        {
            if (_durable == _current)
                return _durable;

            // The length is the old, the new or one between; of what changed some blocks are on disk, others are as they were, or 0.
            int length = random.Next(3) switch
            {
                0 => _durable.Length,
                1 => _current.Length,
                _ => random.Next(Math.Min(_durable.Length, _current.Length), Math.Max(_durable.Length, _current.Length) + 1),
            };
            byte[] survivor = new byte[length];
            _durable.AsSpan(0, Math.Min(length, _durable.Length)).CopyTo(survivor);
            int keep = random.Next(0, 5);
            for (int at = 0; at < Math.Min(length, _current.Length); at += Block)
            {
                int bytes = Math.Min(Block, Math.Min(length, _current.Length) - at);
                if (random.Next(4) < keep)
                    _current.AsSpan(at, bytes).CopyTo(survivor.AsSpan(at));
            }

            return survivor;
        }
    }
}
