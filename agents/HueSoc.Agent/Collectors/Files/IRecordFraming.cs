namespace HueSoc.Agent.Collectors.Files;

/// <summary>Cuts what was read of a content into records.</summary>
internal interface IRecordFraming
{
    /// <summary>Finds the first record.</summary>
    /// <param name="data">What was read, from where reading goes on; at least <see cref="MaxBytes"/> when there is as much.</param>
    /// <param name="middle">Whether it begins in the middle of a line, of which an earlier part was split off.</param>
    /// <param name="mode">What may be made a record of.</param>
    /// <param name="cut">The record; it begins where <paramref name="data"/> does.</param>
    /// <returns>Whether there is one.</returns>
    bool TryCut(ReadOnlySpan<byte> data, bool middle, CutMode mode, out RecordCut cut);

    /// <summary>How many bytes must be seen to find any record, its end included.</summary>
    int MaxBytes { get; }
}
