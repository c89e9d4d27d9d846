using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using HueSoc.Detection.Rules;
using HueSoc.Detection.Signals;
using HueSoc.Sigma.Matching;
using HueSoc.Sigma.Rules;
using HueSoc.Storage.EventStore;

namespace HueSoc.Detection.Evaluation;

/// <summary>Evaluates events with the rules of one time. One thread's own.</summary>
internal sealed class EventEvaluation
{
    private const int MostFields = 32;
    private const int LongestValue = 1024;
    private const int LongestHost = 256;

    private readonly EventMatcher matcher;
    private readonly int measureEvery;
    private readonly RuleTimes times;
    private readonly long[] timesBefore;
    private readonly Dictionary<int, long> cutOffBefore = [];
    private long totalBefore;
    private long cutOffs;
    private long number;

    /// <param name="rules">The rules.</param>
    /// <param name="measureEvery">Of so many events one is measured; 0 for none.</param>
    /// <param name="only">The rules to evaluate, by id; null for all.</param>
    public EventEvaluation(ActiveRules rules, int measureEvery, IReadOnlySet<string>? only = null)
    {
        Rules = rules;
        this.measureEvery = measureEvery;
        matcher = rules.Engine.CreateMatcher();
        bool[]? off = rules.OffInCity();
        if (only is not null)
        {
            off ??= new bool[rules.Engine.Rules.Length];
            for (int i = 0; i < off.Length; i++)
                off[i] |= !only.Contains(rules.Engine.Rules[i].Id);
        }

        matcher.LeaveOut(off);
        times = new(rules.Engine.Rules.Length);
        timesBefore = new long[rules.Engine.Rules.Length];
    }

    /// <summary>The rules.</summary>
    public ActiveRules Rules { get; }

    /// <summary>Evaluates one event.</summary>
    public void Evaluate(StoredEvent stored, Findings into)
    {
        into.Events++;
        bool measures = measureEvery > 0 && number++ % measureEvery == 0;
        if (measures)
            matcher.Times = times;
        EventFault fault = matcher.Match(stored.Document);
        if (measures)
            matcher.Times = null;
        if (fault != EventFault.None)
            into.Unreadable.Add(stored.Sequence);
        else if (!matcher.Matches.IsEmpty)
            Take(stored, into);
        if (matcher.CutOffs != cutOffs)
            TakeCutOffs(stored, into);
        if (measures)
            TakeTimes(into);
    }

    private void Take(StoredEvent stored, Findings into)
    {
        string host = Bounded(Encoding.UTF8.GetString(matcher.Host), LongestHost);
        string drill = DrillMark.Read(stored.Document.Span);
        foreach (int index in matcher.Matches)
        {
            SigmaRule rule = Rules.Engine.Rules[index];
            if (!Rules.IsOn(rule.Id, stored.Agency))
                continue;
            into.Signals.Add(new()
            {
                Id = SignalId.OfEvent(rule.Id, stored.Key),
                Rule = rule,
                Event = stored,
                Host = host,
                Drill = drill,
                Matched = Bounded(matcher.Explain(index)),
                Watched = Rules.Correlations.Uses(rule.Id)
                    ? matcher.WatchedValues(index)
                    : ImmutableDictionary<string, ImmutableArray<string>>.Empty,
            });
        }
    }

    private void TakeCutOffs(StoredEvent stored, Findings into)
    {
        cutOffs = matcher.CutOffs;
        foreach ((int index, long count) in matcher.CutOff)
        {
            long added = count - cutOffBefore.GetValueOrDefault(index);
            if (added == 0)
                continue;
            cutOffBefore[index] = count;
            string id = Rules.Engine.Rules[index].Id;
            RuleHealthChange health = into.HealthOf(id);
            health.Errors += added;
            health.LastError = string.Create(CultureInfo.InvariantCulture, $"a regular expression was cut off on event {stored.Sequence}");
            into.CutOff[id] = into.CutOff.TryGetValue(id, out SequenceRange range)
                ? new(Math.Min(range.First, stored.Sequence), Math.Max(range.Last, stored.Sequence))
                : new(stored.Sequence, stored.Sequence);
        }
    }

    private void TakeTimes(Findings into)
    {
        into.Measured += InTicks(totalBefore, times.Total) * measureEvery;
        totalBefore = times.Total;
        ReadOnlySpan<long> spent = times.Spent;
        for (int i = 0; i < spent.Length; i++)
        {
            if (spent[i] == timesBefore[i])
                continue;
            into.HealthOf(Rules.Engine.Rules[i].Id).TimeSpent += InTicks(timesBefore[i], spent[i]) * measureEvery;
            timesBefore[i] = spent[i];
        }
    }

    // Most evaluations take less than a tick: what is left of one counts for the next.
    private static long InTicks(long before, long now) => InTicks(now) - InTicks(before);

    private static long InTicks(long elapsed) => (long)(elapsed * ((double)TimeSpan.TicksPerSecond / Stopwatch.Frequency));

    private static ImmutableArray<MatchedField> Bounded(IReadOnlyList<MatchedField> fields) =>
        [.. fields.Take(MostFields).Select(field => new MatchedField(Bounded(field.Field, LongestHost), Bounded(field.Value, LongestValue)))];

    private static string Bounded(string text, int longest)
    {
        if (text.Length <= longest)
            return text;
        // Half of a surrogate pair would not survive UTF-8.
        int end = char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest;
        return string.Concat(text.AsSpan(0, end), "…");
    }
}
