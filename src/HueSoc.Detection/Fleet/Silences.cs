using System.Collections.Immutable;
using HueSoc.Fleet.Enrollment;

namespace HueSoc.Detection.Fleet;

/// <summary>An agency that lost many devices at once.</summary>
/// <param name="Agency">The agency.</param>
/// <param name="Lost">How many it lost.</param>
/// <param name="Before">How many had reported before.</param>
#pragma warning disable MA0048 // What is found and how belong together.
public sealed record AgencyLoss(string Agency, int Lost, int Before);

/// <summary>Which silences are alerts, as a function of what was heard and of the time, and of nothing else.</summary>
/// <param name="Devices">Devices that are silent and should not be.</param>
/// <param name="Agencies">Agencies that lost many devices at once.</param>
/// <param name="Settled">Agencies whose devices can be judged, and that did not lose many.</param>
public sealed record Silences(ImmutableArray<WatchedAgent> Devices, ImmutableArray<AgencyLoss> Agencies, ImmutableHashSet<string> Settled)
{
    /// <summary>Looks at all agents.</summary>
    /// <param name="agents">The agents.</param>
    /// <param name="now">The time.</param>
    /// <param name="listening">Since when heartbeats could come: what was not heard before is nobody's silence.</param>
    /// <param name="options">What counts.</param>
    public static Silences Find(IReadOnlyCollection<WatchedAgent> agents, DateTimeOffset now, DateTimeOffset listening, FleetWatchOptions options)
    {
        ImmutableArray<WatchedAgent> devices =
        [
            .. agents.Where(agent => agent.Class != DeviceClass.Workstation && now - Later(agent.LastSeen, listening) >= options.DeviceSilence),
        ];
        TimeSpan window = options.LostAfter + options.AtOnce;
        if (now - listening < window || !options.WorkingHours.Contains(now))
            return new(devices, [], []);
        ImmutableArray<AgencyLoss>.Builder losses = ImmutableArray.CreateBuilder<AgencyLoss>();
        ImmutableHashSet<string>.Builder settled = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);
        foreach (IGrouping<string, WatchedAgent> agency in agents.Where(agent => agent.LastSeen > now - window).GroupBy(agent => agent.Agency, StringComparer.Ordinal))
        {
            int before = agency.Count();
            int lost = agency.Count(agent => now - agent.LastSeen >= options.LostAfter);
            if (lost >= options.AgencyLeast && lost > options.AgencyShare * before)
                losses.Add(new(agency.Key, lost, before));
            else
                settled.Add(agency.Key);
        }

        return new(devices, losses.ToImmutable(), settled.ToImmutable());
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
