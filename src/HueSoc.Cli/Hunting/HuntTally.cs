using System.Text;
using HueSoc.Cli.Output;

namespace HueSoc.Cli.Hunting;

/// <summary>What one worker counted. Workers count for themselves and are added up at the end.</summary>
/// <param name="rules">How many rules are evaluated.</param>
internal sealed class HuntTally(int rules)
{
    /// <summary>How many machines are counted apart; a log can be made to name any number.</summary>
    public const int MaxHosts = 10_000;

    private const int LongestHost = 256;
    private readonly long[] byRule = new long[rules];
    private readonly Dictionary<string, long> byHost = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<int, long> cutOff = [];

    /// <summary>Events that were read and evaluated, those outside the time range included.</summary>
    public long Events { get; set; }

    /// <summary>Bytes of events, decompressed.</summary>
    public long Bytes { get; set; }

    /// <summary>What could not be read as an event.</summary>
    public long ParseErrors { get; set; }

    /// <summary>Events left out because of their time.</summary>
    public long OutOfRange { get; set; }

    /// <summary>Events kept although their time could not be read while a time range was asked for.</summary>
    public long Untimed { get; set; }

    /// <summary>Hits that correlations wanted and could not take, for want of a time.</summary>
    public long Uncorrelated { get; set; }

    /// <summary>Hits that correlations had to let go for their bounds.</summary>
    public long SignalsLost { get; set; }

    /// <summary>Hits: pairs of event and rule, and firings of correlations. What only correlations build on is not counted.</summary>
    public long Matches { get; private set; }

    /// <summary>The time of the earliest hit, UTC.</summary>
    public DateTime? FirstSeen { get; private set; }

    /// <summary>The time of the latest hit, UTC.</summary>
    public DateTime? LastSeen { get; private set; }

    /// <summary>Hits by rule index.</summary>
    public ReadOnlySpan<long> ByRule => byRule;

    /// <summary>Hits by machine.</summary>
    public IReadOnlyDictionary<string, long> ByHost => byHost;

    /// <summary>Hits on machines beyond <see cref="MaxHosts"/>.</summary>
    public long OnOtherHosts { get; private set; }

    /// <summary>Evaluations cut off, by rule index.</summary>
    public IReadOnlyDictionary<int, long> CutOff => cutOff;

    /// <summary>Counts an event with hits.</summary>
    public void Count(ReadOnlySpan<int> matches, ReadOnlySpan<byte> timestamp, ReadOnlySpan<byte> host)
    {
        Matches += matches.Length;
        foreach (int rule in matches)
            byRule[rule]++;
        if (EventTime.TryParse(timestamp, out EventTime time))
            Span(time.Utc, time.Utc);
        if (!host.IsEmpty)
            CountHost(Encoding.UTF8.GetString(host[..Math.Min(host.Length, LongestHost)]), matches.Length);
    }

    /// <summary>Counts what a matcher had to cut off.</summary>
    public void CountCutOff(IReadOnlyDictionary<int, long> rules)
    {
        foreach ((int rule, long times) in rules)
            cutOff[rule] = cutOff.GetValueOrDefault(rule) + times;
    }

    /// <summary>Adds another worker's counts.</summary>
    public void Add(HuntTally other)
    {
        Events += other.Events;
        Bytes += other.Bytes;
        ParseErrors += other.ParseErrors;
        OutOfRange += other.OutOfRange;
        Untimed += other.Untimed;
        Uncorrelated += other.Uncorrelated;
        SignalsLost += other.SignalsLost;
        Matches += other.Matches;
        OnOtherHosts += other.OnOtherHosts;
        for (int rule = 0; rule < byRule.Length; rule++)
            byRule[rule] += other.byRule[rule];
        foreach ((string host, long hits) in other.byHost)
            CountHost(host, hits);
        CountCutOff(other.cutOff);
        if (other.FirstSeen is { } first && other.LastSeen is { } last)
            Span(first, last);
    }

    private void CountHost(string host, long hits)
    {
        if (byHost.TryGetValue(host, out long before))
            byHost[host] = before + hits;
        else if (byHost.Count < MaxHosts)
            byHost.Add(host, hits);
        else
            OnOtherHosts += hits;
    }

    private void Span(DateTime first, DateTime last)
    {
        if (FirstSeen is not { } f || first < f)
            FirstSeen = first;
        if (LastSeen is not { } l || last > l)
            LastSeen = last;
    }
}
