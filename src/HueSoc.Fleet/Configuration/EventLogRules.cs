using System.Buffers;
using HueSoc.Fleet.Json;

namespace HueSoc.Fleet.Configuration;

/// <summary>
/// Rules for what an agent, which runs with many rights, is told to read of the Windows Event Log: channels of its own machine by their names, never a file or a structured query, which could name one on a share.
/// </summary>
internal static class EventLogRules
{
    private const int LongestChannel = 255;
    private const int LongestQuery = 2_048;

    // What Windows does not allow in the name of a channel (Event Manifest schema, ChannelType).
    private static readonly SearchValues<char> Forbidden = SearchValues.Create("<>&\"|\\:'?*");

    /// <summary>Checks the channels of a source.</summary>
    /// <param name="eventLog">The channels.</param>
    /// <param name="place">Where they stand.</param>
    /// <param name="known">The channels of the configuration so far; gets these.</param>
    /// <param name="faults">Takes what is wrong.</param>
    public static void Check(EventLogConfiguration eventLog, string place, HashSet<string> known, List<string> faults)
    {
        if (eventLog.Channels.IsDefaultOrEmpty || eventLog.Channels.Length > ConfigurationValidator.MostPaths)
            faults.Add($"{place}.channels: 1 to {ConfigurationValidator.MostPaths}, was {(eventLog.Channels.IsDefault ? "missing" : eventLog.Channels.Length)}");
        for (int i = 0; !eventLog.Channels.IsDefault && i < Math.Min(eventLog.Channels.Length, ConfigurationValidator.MostPaths); i++)
        {
            string? channel = eventLog.Channels[i];
            if (!IsName(channel))
                faults.Add($"{place}.channels[{i}]: must be the name of a channel, 1 to {LongestChannel} characters, was {FleetText.Shown(channel)}");
            else if (!known.Add(channel!))
                faults.Add($"{place}.channels[{i}]: {FleetText.Shown(channel)} is read already");
        }

        FleetText.Check($"{place}.query", eventLog.Query, LongestQuery, faults);
        if (eventLog.Query is { Length: > 0 } query && query[0] != '*' && !query.StartsWith("Event", StringComparison.Ordinal))
            faults.Add($"{place}.query: must be XPath that begins with * or Event, was {FleetText.Shown(query)}");
    }

    private static bool IsName(string? name) =>
        name is { Length: > 0 and <= LongestChannel } && !name.AsSpan().ContainsAny(Forbidden) && !name.Any(char.IsControl) && FleetText.IsWhole(name)
        && name[0] != '/' && name.Trim().Length == name.Length;
}
