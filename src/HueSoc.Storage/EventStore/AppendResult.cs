namespace HueSoc.Storage.EventStore;

/// <summary>What became of an event that was appended.</summary>
#pragma warning disable MA0048 // The outcome and its words are one thing.
public enum AppendOutcome
{
    /// <summary>It is on disk.</summary>
    Stored,

    /// <summary>An event of this key is on disk already, or comes earlier in the same batch.</summary>
    Duplicate,

    /// <summary>It could not be stored now, for a reason that may pass: a full disk, a store that is busy or being repaired.</summary>
    Retry,

    /// <summary>It will never be stored.</summary>
    Rejected,
}

/// <summary>What became of one event of a batch.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Sequence">The number it has in the store, for <see cref="AppendOutcome.Stored"/> and, where it is known, <see cref="AppendOutcome.Duplicate"/>; else 0.</param>
/// <param name="SameBytes">For <see cref="AppendOutcome.Duplicate"/>: whether the stored event was received with the same bytes.</param>
/// <param name="Reason">For <see cref="AppendOutcome.Retry"/> and <see cref="AppendOutcome.Rejected"/>: why.</param>
public readonly record struct AppendResult(AppendOutcome Outcome, long Sequence = 0, bool SameBytes = false, string? Reason = null);
