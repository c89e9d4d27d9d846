namespace HueSoc.Server.Ingest;

#pragma warning disable MA0048 // The outcome and its words are one thing.
/// <summary>What became of a document.</summary>
public enum IngestOutcome
{
    /// <summary>It is on disk.</summary>
    Stored,

    /// <summary>An event of this key is on disk already.</summary>
    Duplicate,

    /// <summary>It could not be stored now.</summary>
    Retry,

    /// <summary>It will never be stored.</summary>
    Rejected,
}

/// <summary>What became of a document.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Id">The id it has.</param>
/// <param name="Sequence">The number the store gave it; 0 when it has none or it is not known.</param>
/// <param name="SameBytes">For a duplicate: whether the stored one was received with the same bytes.</param>
/// <param name="Reason">For what was refused: why.</param>
public readonly record struct IngestResult(IngestOutcome Outcome, string Id, long Sequence = 0, bool SameBytes = false, string? Reason = null);
