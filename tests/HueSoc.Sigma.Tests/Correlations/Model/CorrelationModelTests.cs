using System.Globalization;
using HueSoc.Sigma.Correlations;

namespace HueSoc.Sigma.Tests.Correlations.Model;

/// <summary>The evaluator against the definition, over random rules, signals and orders of arrival.</summary>
public sealed class CorrelationModelTests
{
    public static TheoryData<int> Seeds { get; } = [.. Enumerable.Range(1, 8)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Take_AnyOrderAndDivision_IsWhatTheDefinitionSays(int seed)
    {
        Random random = new(seed);
        for (int run = 0; run < 40; run++)
        {
            RandomCorrelations make = new(random);
            CorrelationSet set = make.Set(onlyAtOnce: false, out string rules);
            CorrelationSignal[] signals = [.. make.Signals(random.Next(1, 80))];
            random.Shuffle(signals);
            CorrelationEvaluator evaluator = new(set, new());
            SortedDictionary<string, SortedSet<string>> found = new(StringComparer.Ordinal);
            foreach (CorrelationSignal signal in signals)
            {
                evaluator.Add(signal);
                if (random.Next(4) == 0)
                    evaluator.Add(signals[random.Next(signals.Length)]);
                if (random.Next(5) == 0)
                    Collect(evaluator.Take(), found);
            }

            evaluator.Complete();
            Collect(evaluator.Take(), found);

            Text(found).ShouldBe(Text(NaiveCorrelation.Evaluate(set, signals)), $"seed {seed}, run {run}\n{rules}\n{Show(signals)}");
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Take_RestartsAndEvictionsWithHistory_ChangeNothing(int seed)
    {
        Random random = new(seed + 1000);
        for (int run = 0; run < 40; run++)
        {
            RandomCorrelations make = new(random);
            CorrelationSet set = make.Set(onlyAtOnce: true, out string rules);
            CorrelationSignal[] signals = [.. make.Signals(random.Next(1, 80))];
            random.Shuffle(signals);
            KeptHistory history = new();
            CorrelationOptions options = new() { MaxGroups = random.Next(1, 6), MaxSignalsPerGroup = random.Next(1, 12), MaxSignals = random.Next(1, 30) };
            CorrelationEvaluator evaluator = new(set, options, history);
            SortedDictionary<string, SortedSet<string>> found = new(StringComparer.Ordinal);
            foreach (CorrelationSignal signal in signals)
            {
                evaluator.Add(signal);
                if (random.Next(3) == 0)
                    Collect(evaluator.Take(), found, history);
                if (random.Next(10) == 0)
                {
                    Collect(evaluator.Take(), found, history);
                    evaluator = new(set, options, history);
                }
            }

            Collect(evaluator.Take(), found, history);

            Text(found).ShouldBe(Text(NaiveCorrelation.Evaluate(set, signals)), $"seed {seed}, run {run}\n{rules}\n{Show(signals)}");
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Advance_SignalsLateButInTime_DecideAsTheDefinitionSays(int seed)
    {
        Random random = new(seed + 2000);
        for (int run = 0; run < 40; run++)
        {
            RandomCorrelations make = new(random);
            CorrelationSet set = make.Set(onlyAtOnce: false, out string rules);
            (CorrelationSignal Signal, DateTimeOffset Arrives)[] arrivals =
                [.. make.Signals(random.Next(1, 80)).Select(s => (s, s.Time.AddMilliseconds(random.Next(10_000)))).OrderBy(a => a.Item2)];
            KeptHistory? history = random.Next(3) == 0 ? null : new();
            CorrelationOptions options = new() { Lateness = TimeSpan.FromSeconds(10) };
            if (history is not null)
                options = options with { MaxGroups = random.Next(1, 6), MaxSignalsPerGroup = random.Next(1, 12), MaxSignals = random.Next(1, 30) };
            CorrelationEvaluator evaluator = new(set, options, history);
            SortedDictionary<string, SortedSet<string>> found = new(StringComparer.Ordinal);
            foreach ((CorrelationSignal signal, DateTimeOffset arrives) in arrivals)
            {
                if (random.Next(3) == 0)
                {
                    Collect(evaluator.Take(), found, history);
                    evaluator.Advance(arrives.AddTicks(-1));
                    if (random.Next(2) == 0)
                        Collect(evaluator.Take(), found, history);
                }

                evaluator.Add(signal);
                if (history is not null && random.Next(10) == 0)
                {
                    Collect(evaluator.Take(), found, history);
                    evaluator = new(set, options with { DecidedThrough = evaluator.DecidedThrough }, history);
                }
            }

            Collect(evaluator.Take(), found, history);
            evaluator.Complete();
            Collect(evaluator.Take(), found, history);

            Text(found).ShouldBe(
                Text(NaiveCorrelation.Evaluate(set, arrivals.Select(a => a.Signal))), $"seed {seed}, run {run}\n{rules}\n{Show(arrivals.Select(a => a.Signal))}");
            evaluator.Counters.TooLate.ShouldBe(0);
        }
    }

    private static void Collect(CorrelationOutcome outcome, SortedDictionary<string, SortedSet<string>> found, KeptHistory? history = null)
    {
        history?.Keep(outcome.Inputs);
        foreach (CorrelationFiring firing in outcome.Firings)
        {
            string name = $"{firing.Key.RuleId} {firing.Key.GroupKey} {firing.Key.Bucket.ToString(CultureInfo.InvariantCulture)}";
            if (!found.TryGetValue(name, out SortedSet<string>? evidence))
                found.Add(name, evidence = new(StringComparer.Ordinal));
            evidence.UnionWith(firing.References);
            firing.IsIncomplete.ShouldBeFalse();
        }
    }

    private static string Text(SortedDictionary<string, SortedSet<string>> firings) => string.Join('\n', firings.Select(f => $"{f.Key}: {string.Join(' ', f.Value)}"));

    private static string Show(IEnumerable<CorrelationSignal> signals) => string.Join('\n', signals.OrderBy(s => s.Time).Select(s =>
        $"{(s.Time - DateTimeOffset.UnixEpoch).TotalSeconds.ToString(CultureInfo.InvariantCulture)} {s.RuleId} {s.Reference} {s.Agency} {s.Drill} {string.Join(' ', s.Values.Select(v => $"{v.Key}={string.Join(',', v.Value)}"))}"));
}
