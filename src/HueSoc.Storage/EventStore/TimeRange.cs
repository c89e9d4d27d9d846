namespace HueSoc.Storage.EventStore;

/// <summary>A span of time.</summary>
/// <param name="From">Its beginning, which is part of it.</param>
/// <param name="To">Its end, which is not.</param>
public readonly record struct TimeRange(DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>Whether a moment is part of it.</summary>
    public bool Contains(DateTimeOffset moment) => From <= moment && moment < To;
}
