using HueSoc.Agent.Collectors;

namespace HueSoc.Agent.Spool;

/// <summary>Where all sources stood at a place of the spool.</summary>
/// <param name="Sequence">Counts the snapshots; the one with the larger number is the newer.</param>
/// <param name="Segment">The segment of the place: every one with a smaller number is covered wholly.</param>
/// <param name="Offset">The place in it: the beginning of a batch.</param>
/// <param name="NextOrdinal">The ordinal of the next event there.</param>
/// <param name="NextBatch">The number of the next batch there.</param>
/// <param name="States">The sources.</param>
internal sealed record Snapshot(long Sequence, long Segment, long Offset, long NextOrdinal, long NextBatch, IReadOnlyCollection<SourceState> States)
{
    /// <summary>What is known at the beginning: nothing.</summary>
    public static Snapshot Empty { get; } = new(0, 0, 0, 0, 1, []);

    /// <summary>Writes it as the content of a file.</summary>
    public void Write(FrameWriter to)
    {
        to.Clear();
        to.Begin(FrameKind.Snapshot);
        to.Fixed(Sequence);
        to.Fixed(Segment);
        to.Fixed(Offset);
        to.Fixed(NextOrdinal);
        to.Fixed(NextBatch);
        to.End();
        foreach (SourceState state in States)
            StateFrame.Write(to, state);

        to.Begin(FrameKind.SnapshotEnd);
        to.Fixed(States.Count);
        to.End();
    }

    /// <summary>Reads a file.</summary>
    /// <returns>Null when there is none, or when anything in it is not as it was written.</returns>
    public static Snapshot? Read(ISpoolDisk disk, string path)
    {
        if (!File.Exists(path))
            return null;

        try
        {
            using FrameScanner scanner = new(disk);
            Microsoft.Win32.SafeHandles.SafeFileHandle file = disk.OpenToRead(path);
            scanner.Begin(file, 0);
            return Read(scanner, disk.Length(file));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static Snapshot? Read(FrameScanner scanner, long end)
    {
        FrameTexts texts = new();
        List<SourceState> states = [];
        Snapshot? snapshot = null;
        while (scanner.TryNext(end, out ReadOnlySpan<byte> payload) && scanner.BadAt < 0)
        {
            PayloadReader reader = new(payload, texts: null);
            switch (reader.Kind)
            {
                case FrameKind.Snapshot when snapshot is null:
                    snapshot = new Snapshot(reader.Fixed(), reader.Fixed(), reader.Fixed(), reader.Fixed(), reader.Fixed(), states);
                    break;
                case FrameKind.State when snapshot is not null && StateFrame.Read(payload, texts) is { } state:
                    states.Add(state);
                    break;
                case FrameKind.SnapshotEnd:
                    return reader.Fixed() == states.Count && scanner.Next == end ? snapshot : null;
                default:
                    return null;
            }
        }

        return null;
    }
}
