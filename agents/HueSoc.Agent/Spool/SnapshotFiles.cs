namespace HueSoc.Agent.Spool;

/// <summary>
/// The two last snapshots. There are two so that damage to one does not cost the positions:
/// segments are kept until both cover them, and the older with what follows it says the same as the newer.
/// </summary>
internal sealed class SnapshotFiles(ISpoolDisk disk, string folder, DurableFile files)
{
    private static readonly string[] Names = ["positions.a", "positions.b"];

    private readonly Snapshot?[] _slots = new Snapshot?[Names.Length];
    private readonly FrameWriter _writer = new(16 << 10);

    /// <summary>Segments with a smaller number are covered by both.</summary>
    public long CoveredBelow => Math.Min(_slots[0]?.Segment ?? 0, _slots[1]?.Segment ?? 0);

    /// <summary>The number of the next one.</summary>
    public long NextSequence => Math.Max(_slots[0]?.Sequence ?? 0, _slots[1]?.Sequence ?? 0) + 1;

    /// <summary>Reads both.</summary>
    /// <returns>The newer that is right.</returns>
    public Snapshot Read()
    {
        Snapshot newest = Snapshot.Empty;
        for (int slot = 0; slot < Names.Length; slot++)
        {
            _slots[slot] = Snapshot.Read(disk, Path.Combine(folder, Names[slot]));
            if (_slots[slot] is { } read && read.Sequence > newest.Sequence)
                newest = read;
        }

        return newest;
    }

    /// <summary>Replaces the older of the two.</summary>
    /// <exception cref="IOException">The disk did not take it.</exception>
    public void Write(Snapshot snapshot)
    {
        int older = (_slots[0]?.Sequence ?? 0) <= (_slots[1]?.Sequence ?? 0) ? 0 : 1;
        snapshot.Write(_writer);
        files.Replace(Names[older], _writer.Written);
        _slots[older] = snapshot with { States = [] };
        _writer.Clear();
    }
}
