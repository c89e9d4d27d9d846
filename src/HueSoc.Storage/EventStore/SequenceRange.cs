namespace HueSoc.Storage.EventStore;

/// <summary>A run of sequence numbers.</summary>
/// <param name="First">The first.</param>
/// <param name="Last">The last, which is part of the run.</param>
public readonly record struct SequenceRange(long First, long Last)
{
    /// <summary>How many numbers there are.</summary>
    public long Count => Last - First + 1;
}
