using System.Collections.Immutable;

namespace HueSoc.Fleet.Configuration;

/// <summary>What of the Windows Event Log is read.</summary>
public sealed record EventLogConfiguration
{
    /// <summary>
    /// The channels, 1 to 64, by their names, such as <c>Security</c> and <c>Microsoft-Windows-Sysmon/Operational</c>; whether letters are small or not makes no difference. No channel twice in a configuration:
    /// an agent remembers by the channel where it was.
    /// </summary>
    public ImmutableArray<string> Channels { get; init; } = [];

    /// <summary>
    /// Which of their events: an XPath expression that begins with <c>*</c> or <c>Event</c>, such as <c>*[System[(EventID=4624)]]</c>, 1 to 2,048 characters; null for all. (Structured queries, which can name files, are not taken.)
    /// </summary>
    public string? Query { get; init; }

    /// <summary>Whether two say the same. (Equality of the record compares its list by reference.)</summary>
    public bool IsSame(EventLogConfiguration other) => Query == other.Query && Channels.AsSpan().SequenceEqual(other.Channels.AsSpan());
}
