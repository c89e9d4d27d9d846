namespace HueSoc.Agent.Collectors.WindowsLog;

/// <summary>Where reading a channel goes on.</summary>
/// <param name="Generation">Counts the numberings of its records, from 1: when it is cleared they may begin again.</param>
/// <param name="Next">The number that the next record should have; 0 when that is not known.</param>
/// <param name="Bookmark">The bookmark of the last record, as XML; null to begin with the oldest there is.</param>
/// <param name="Time">When the last record happened, as it says: tells it from another that got its number; empty when not known.</param>
internal readonly record struct EventLogPlace(int Generation, long Next, string? Bookmark, string Time)
{
    /// <summary>The beginning of a channel.</summary>
    public static EventLogPlace Start { get; } = new(1, 0, null, string.Empty);

    /// <summary>As the spool keeps it: the cursor is the time, a space and the bookmark.</summary>
    public SourcePosition Position => new(Next, Bookmark is null ? null : $"{Time} {Bookmark}");

    /// <summary>The place that is kept.</summary>
    public static EventLogPlace Of(SourceState state)
    {
        string? cursor = state.Position.Cursor;
        int space = cursor is null ? -1 : cursor.IndexOf(' ', StringComparison.Ordinal);
        return new(state.Generation, state.Position.Offset, space < 0 ? null : cursor![(space + 1)..], space < 0 ? string.Empty : cursor![..space]);
    }
}
