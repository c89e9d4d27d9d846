using System.Buffers;
using System.Globalization;
using System.Text;
using HueSoc.Cli.Output;
using HueSoc.Cli.Rules;
using HueSoc.Sigma.Correlations;
using HueSoc.Sigma.Matching;

namespace HueSoc.Cli.Hunting;

/// <summary>
/// Evaluates correlations over the hits of a hunt. What more events could make false is decided at the end of the run; the
/// firings are written then, in the order of their last events, so they are the same for every number of threads.
/// </summary>
/// <param name="rules">The rules.</param>
internal sealed class HuntCorrelations(RuleSet rules)
{
    private const int TakeEvery = 100_000;
    private readonly CorrelationEvaluator evaluator = new(rules.Correlations, new());
    private readonly Dictionary<CorrelationFiringKey, (CorrelationFiring Firing, string Last)> firings = [];
    private int untaken;

    /// <summary>Takes the signals of a batch. One call at a time.</summary>
    public void Add(List<CorrelationSignal> signals)
    {
        foreach (CorrelationSignal signal in signals)
            evaluator.Add(signal);
        untaken += signals.Count;
        if (untaken < TakeEvery)
            return;
        untaken = 0;
        Take();
    }

    /// <summary>Decides what is left and writes every firing that counts by itself.</summary>
    /// <param name="writer">The format.</param>
    /// <param name="tally">Counts the hits.</param>
    public ArrayBufferWriter<byte> Complete(IMatchWriter writer, HuntTally tally)
    {
        evaluator.Complete();
        Take();
        tally.SignalsLost += evaluator.Counters.SignalsEvicted;
        Dictionary<string, int> indices = new(StringComparer.Ordinal);
        for (int i = rules.Engine.Rules.Length; i < rules.Headings.Length; i++)
            indices.Add(rules.Headings[i].Id, i);
        ArrayBufferWriter<byte> output = new();
        foreach ((CorrelationFiring firing, string last) in firings.Values
            .OrderBy(f => f.Last, StringComparer.Ordinal).ThenBy(f => indices[f.Firing.Key.RuleId]).ThenBy(f => f.Firing.Key.GroupKey, StringComparer.Ordinal))
        {
            int rule = indices[firing.Key.RuleId];
            if (!rules.Shown[rule])
                continue;
            SignalPlace place = SignalPlace.Parse(last);
            byte[] timestamp = Encoding.UTF8.GetBytes(place.Timestamp);
            byte[] host = Encoding.UTF8.GetBytes(place.Host);
            tally.Count([rule], timestamp, host);
            writer.Write(output, new Hit
            {
                Rule = rules.Headings[rule],
                Timestamp = timestamp,
                Host = host,
                File = place.File,
                Record = place.Record,
                Fields = Fields(firing, rules.Correlations.Rules[rule - rules.Engine.Rules.Length].Type),
            });
        }

        return output;
    }

    private static List<MatchedField> Fields(CorrelationFiring firing, CorrelationType type)
    {
        string name = type switch
        {
            CorrelationType.EventCount => "event_count",
            CorrelationType.ValueCount => "value_count",
            CorrelationType.ValueSum => "value_sum",
            CorrelationType.ValueAverage => "value_avg",
            CorrelationType.ValuePercentile => "value_percentile",
            _ => "rules",
        };
        return [.. firing.Group.Select(g => new MatchedField(g.Field, g.Value)), new(name, firing.Value.ToString(CultureInfo.InvariantCulture))];
    }

    private void Take()
    {
        foreach (CorrelationFiring firing in evaluator.Take().Firings)
        {
            string last = firing.References[^1];
            if (firings.TryGetValue(firing.Key, out (CorrelationFiring Firing, string Last) before) && string.CompareOrdinal(before.Last, last) > 0)
                last = before.Last;
            firings[firing.Key] = (firing with { References = [], Parts = [] }, last);
        }
    }
}
