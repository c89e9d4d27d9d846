using System.Collections.Immutable;
using HueSoc.Cli.Output;
using HueSoc.Cli.Rules;
using HueSoc.Cli.Terminal;
using HueSoc.Sigma.Rules;

namespace HueSoc.Cli.Hunting;

/// <summary>What a hunt found, as a person wants to hear it, ready to be shown plain or drawn.</summary>
internal sealed record HuntSummary
{
    private const int TopRules = 10;
    private const int TopHosts = 10;

    /// <summary>How many rules there were and what became of them. Always said.</summary>
    public required string Rules { get; init; }

    /// <summary>How much was looked at and how fast.</summary>
    public required string Work { get; init; }

    /// <summary>Hits by level, the gravest first; levels without hits are left out.</summary>
    public required ImmutableArray<(SigmaLevel Level, long Hits)> Levels { get; init; }

    /// <summary>The rules with the most hits.</summary>
    public required ImmutableArray<(HitRule Rule, long Hits)> Top { get; init; }

    /// <summary>How many more rules had hits.</summary>
    public required int OtherRules { get; init; }

    /// <summary>The machines with the most hits.</summary>
    public required ImmutableArray<(string Host, long Hits)> Hosts { get; init; }

    /// <summary>How many more machines had hits; at least, when there were too many to tell apart.</summary>
    public required int OtherHosts { get; init; }

    /// <summary>When the earliest and the latest hit happened; null without hits whose time can be read.</summary>
    public required string? Span { get; init; }

    /// <summary>What was not read, not looked at or not finished; empty when all was.</summary>
    public required ImmutableArray<string> Reservations { get; init; }

    /// <summary>All hits.</summary>
    public long Hits => Levels.Sum(level => level.Hits);

    /// <summary>Puts the summary together.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="tally">The counts of all workers.</param>
    /// <param name="statistics">The figures.</param>
    /// <param name="files">How many files there were.</param>
    /// <param name="unread">How many files, or parts of them, could not be read.</param>
    /// <param name="interrupted">Whether it was ended early.</param>
    public static HuntSummary Of(RuleSet rules, HuntTally tally, HuntStatistics statistics, int files, int unread, bool interrupted)
    {
        List<(HitRule Rule, long Hits)> hitting = [];
        for (int rule = 0; rule < tally.ByRule.Length; rule++)
        {
            if (tally.ByRule[rule] > 0)
                hitting.Add((rules.Headings[rule], tally.ByRule[rule]));
        }

        return new()
        {
            Rules = RuleLine(rules),
            Work = $"{Quantity.Of(tally.Events, "event")} ({Quantity.OfBytes(tally.Bytes)}) in {Quantity.Of(files, "file")}, "
                + $"{statistics.Elapsed.TotalSeconds:0.00} s, {Quantity.Of((long)statistics.EventsPerSecond)} events/s",
            Levels =
            [
                .. hitting.GroupBy(entry => entry.Rule.Level).OrderByDescending(group => group.Key)
                    .Select(group => (group.Key, group.Sum(entry => entry.Hits))),
            ],
            Top = [.. hitting.OrderByDescending(entry => entry.Rule.Level).ThenByDescending(entry => entry.Hits).Take(TopRules)],
            OtherRules = Math.Max(0, hitting.Count - TopRules),
            Hosts =
            [
                .. tally.ByHost.OrderByDescending(entry => entry.Value).ThenBy(entry => entry.Key, StringComparer.Ordinal)
                    .Take(TopHosts).Select(entry => (entry.Key, entry.Value)),
            ],
            OtherHosts = Math.Max(0, tally.ByHost.Count - TopHosts) + (tally.OnOtherHosts > 0 ? 1 : 0),
            Span = tally is { FirstSeen: { } first, LastSeen: { } last } ? $"first {EventTime.Show(first)}, last {EventTime.Show(last)} (UTC)" : null,
            Reservations = [.. WhatIsMissing(rules, tally, unread, interrupted)],
        };
    }

    /// <summary>How many rules there were and what became of them.</summary>
    public static string RuleLine(RuleSet rules)
    {
        string line = $"{Quantity.Of(rules.Headings.Length, "rule")} loaded, {Quantity.Of(rules.Failed.Length)} failed, "
            + $"{Quantity.Of(rules.NotApplicable.Length)} not applicable";
        return rules.BelowLevel > 0 ? $"{line}, {Quantity.Of(rules.BelowLevel)} below the level asked for" : line;
    }

    private static IEnumerable<string> WhatIsMissing(RuleSet rules, HuntTally tally, int unread, bool interrupted)
    {
        if (interrupted)
            yield return "ended early: this is what was found so far";
        if (unread > 0)
            yield return $"{Quantity.Of(unread, "source")} could not be read, or not to the end";
        if (tally.ParseErrors > 0)
            yield return $"{Quantity.Of(tally.ParseErrors, "record")} could not be read as an event";
        if (tally.OutOfRange > 0)
            yield return $"{Quantity.Of(tally.OutOfRange, "event")} outside the time range left out";
        if (tally.Untimed > 0)
            yield return $"{Quantity.Of(tally.Untimed, "event")} without a readable time kept";
        if (tally.Uncorrelated > 0)
            yield return $"{Quantity.Of(tally.Uncorrelated, "hit")} of events without a readable time took no part in correlations";
        if (tally.SignalsLost > 0)
            yield return $"{Quantity.Of(tally.SignalsLost, "hit")} no longer held for correlations, so some may have fired with less, or not at all";
        foreach ((int rule, long times) in tally.CutOff.OrderBy(entry => entry.Key))
            yield return $"rule failing: {rules.Headings[rule]} was cut off {Quantity.Of(times, "time")}, so hits of it may be missing";
    }
}
