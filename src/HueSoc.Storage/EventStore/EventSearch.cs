using HueSoc.Storage.Queries;
using HueSoc.Storage.Tenancy;

namespace HueSoc.Storage.EventStore;

/// <summary>A question to the store. Every question has a time range, a deadline and a limit.</summary>
public sealed record EventSearch
{
    /// <summary>Whose events may be seen.</summary>
    public required AgencyScope Scope { get; init; }

    /// <summary>When the events happened.</summary>
    public required TimeRange Range { get; init; }

    /// <summary>Which events; null for all.</summary>
    public QueryNode? Query { get; init; }

    /// <summary>How many events an answer holds at most, 1 to 10,000.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>Whether the newest come first, by when they happened.</summary>
    public bool NewestFirst { get; init; } = true;

    /// <summary>Where the page before ended (<see cref="EventPage.Next"/>); null for the first page.</summary>
    public string? After { get; init; }

    /// <summary>How long the store may look; what was found until then is the answer, and it says that it was cut.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(10);
}
