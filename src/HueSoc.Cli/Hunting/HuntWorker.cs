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
internal sealed class HuntWorker(RuleSet rules, EventFeed feed, OrderedResults results, IMatchWriter writer, TimeRange range)
{
    private readonly bool correlates = rules.Correlations.Rules.Length > 0;
    private readonly bool hides = rules.Shown.Contains(false);
    private readonly List<int> visible = [];
    private readonly EventBatch batch = new();
    private readonly BatchMatcher batchMatcher = new(rules.Engine.CreateMatcher());

    /// <summary>What was counted. To be read when <see cref="Run"/> has returned.</summary>
    public HuntTally Tally { get; } = new(rules.Headings.Length);

    private EventMatcher Matcher => batchMatcher.Matcher;

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

        Tally.CountCutOff(Matcher.CutOff);
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
            if ((range.IsBounded && !IsInRange()) || Matcher.Matches.IsEmpty)
                continue;
            if (correlates)
                Collect(result, slice.Record);
            ReadOnlySpan<int> shown = Shown();
            if (shown.IsEmpty)
                continue;
            Tally.Count(shown, Matcher.Timestamp, Matcher.Host);
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
            return Matcher.Matches;
        visible.Clear();
        foreach (int rule in Matcher.Matches)
        {
            if (rules.Shown[rule])
                visible.Add(rule);
        }

        return CollectionsMarshal.AsSpan(visible);
    }

    private void Collect(BatchResult result, long record)
    {
        foreach (int rule in Matcher.Matches)
        {
            string id = rules.Engine.Rules[rule].Id;
            if (!rules.Correlations.Uses(id))
                continue;
            if (!EventTime.TryParse(Matcher.Timestamp, out EventTime time))
            {
                Tally.Uncorrelated++;
                continue;
            }

            SignalPlace place = new(time.Utc, result.Ticket.Sequence, result.Ticket.File.Path, record, Matcher.Timestamp, Matcher.Host);
            result.Signals.Add(new()
            {
                RuleId = id,
                Time = new(time.Utc),
                Reference = place.Text,
                Values = Matcher.WatchedValues(rule),
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
                Timestamp = Matcher.Timestamp,
                Host = Matcher.Host,
                File = result.Ticket.File.Path,
                Record = record,
                Fields = writer.WantsFields ? Matcher.Explain(rule) : [],
            });
        }
    }

    private bool IsInRange()
    {
        if (!EventTime.TryParse(Matcher.Timestamp, out EventTime time))
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
