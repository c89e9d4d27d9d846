using System.Runtime.InteropServices;
using HueSoc.Cli.Output;
using HueSoc.Cli.Rules;
using HueSoc.Events.Readers;
using HueSoc.Sigma.Matching;

namespace HueSoc.Cli.Hunting;

/// <summary>
/// Takes batches, matches their events and renders the hits, until nothing is left or the run ends. One thread's own;
/// nothing is allocated for an event without a hit.
/// </summary>
internal sealed class HuntWorker
{
    private readonly RuleSet rules;
    private readonly EventFeed feed;
    private readonly OrderedResults results;
    private readonly IMatchWriter writer;
    private readonly TimeRange range;
    private readonly bool correlates;
    private readonly bool hides;
    private readonly List<int> visible = [];
    private readonly EventBatch batch = new();
    private readonly EventMatcher matcher;
    private readonly BatchMatcher batchMatcher;

    /// <param name="rules">The rules.</param>
    /// <param name="feed">Where batches come from.</param>
    /// <param name="results">Where what was found goes.</param>
    /// <param name="writer">Renders it.</param>
    /// <param name="range">The events that are asked for.</param>
    public HuntWorker(RuleSet rules, EventFeed feed, OrderedResults results, IMatchWriter writer, TimeRange range)
    {
        this.rules = rules;
        this.feed = feed;
        this.results = results;
        this.writer = writer;
        this.range = range;
        correlates = rules.Correlations.Rules.Length > 0;
        hides = rules.Shown.Contains(false);
        matcher = rules.Engine.CreateMatcher();
        batchMatcher = new(matcher);
        Tally = new(rules.Headings.Length);
    }

    /// <summary>What was counted. To be read when <see cref="Run"/> has returned.</summary>
    public HuntTally Tally { get; }

    /// <summary>Works until nothing is left. A batch that was taken is finished, so that the output has no holes.</summary>
    public void Run(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested && feed.TryTake(batch, out BatchTicket ticket))
        {
            BatchResult result = results.Rent(ticket);
            Evaluate(result);
            if (!results.Complete(result))
                break;
        }

        Tally.CountCutOff(matcher.CutOff);
    }

    private void Evaluate(BatchResult result)
    {
        long eventsBefore = Tally.Events;
        long matchesBefore = Tally.Matches;
        ReadOnlySpan<ReadProblem> problems = batch.Problems;
        int problem = 0;
        foreach (EventSlice slice in batch.Events)
        {
            while (problem < problems.Length && problems[problem].Record < slice.Record)
                result.Add(problems[problem++]);
            EventFault fault = batchMatcher.Match(batch, slice);
            if (fault != EventFault.None)
            {
                result.Add(new(slice.Record, ReasonOf(fault)));
                continue;
            }

            Tally.Events++;
            if ((range.IsBounded && !IsInRange()) || matcher.Matches.IsEmpty)
                continue;
            if (correlates)
                Collect(result, slice.Record);
            ReadOnlySpan<int> shown = Shown();
            if (shown.IsEmpty)
                continue;
            Tally.Count(shown, matcher.Timestamp, matcher.Host);
            Render(result, slice.Record, shown);
        }

        while (problem < problems.Length)
            result.Add(problems[problem++]);
        Tally.Bytes += batch.Bytes;
        Tally.ParseErrors += result.ProblemCount;
        result.Events = Tally.Events - eventsBefore;
        result.Matches = Tally.Matches - matchesBefore;
    }

    /// <summary>The rules that matched, without those that are only material for correlations.</summary>
    private ReadOnlySpan<int> Shown()
    {
        if (!hides)
            return matcher.Matches;
        visible.Clear();
        foreach (int rule in matcher.Matches)
        {
            if (rules.Shown[rule])
                visible.Add(rule);
        }

        return CollectionsMarshal.AsSpan(visible);
    }

    private void Collect(BatchResult result, long record)
    {
        foreach (int rule in matcher.Matches)
        {
            string id = rules.Engine.Rules[rule].Id;
            if (!rules.Correlations.Uses(id))
                continue;
            if (!EventTime.TryParse(matcher.Timestamp, out EventTime time))
            {
                Tally.Uncorrelated++;
                continue;
            }

            SignalPlace place = new(time.Utc, result.Ticket.Sequence, result.Ticket.File.Path, record, matcher.Timestamp, matcher.Host);
            result.Signals.Add(new()
            {
                RuleId = id,
                Time = new(time.Utc),
                Reference = place.Text,
                Values = matcher.WatchedValues(rule),
            });
        }
    }

    private void Render(BatchResult result, long record, ReadOnlySpan<int> shown)
    {
        foreach (int rule in shown)
        {
            writer.Write(result.Output, new Hit
            {
                Rule = rules.Headings[rule],
                Timestamp = matcher.Timestamp,
                Host = matcher.Host,
                File = result.Ticket.File.Path,
                Record = record,
                Fields = writer.WantsFields ? matcher.Explain(rule) : [],
            });
        }
    }

    private bool IsInRange()
    {
        if (!EventTime.TryParse(matcher.Timestamp, out EventTime time))
        {
            // What cannot be placed in time might have happened in it: it is kept, and counted.
            Tally.Untimed++;
            return true;
        }

        if (range.Contains(time.Utc))
            return true;
        Tally.OutOfRange++;
        return false;
    }

    private static string ReasonOf(EventFault fault) => fault switch
    {
        EventFault.TooDeep => "nested deeper than 64 levels",
        _ => "not one JSON object",
    };
}
