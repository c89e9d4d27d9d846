using System.Collections.Immutable;
using System.Globalization;
using HueSoc.Sigma.Correlations;
using HueSoc.Sigma.Rules;
using HueSoc.Sigma.Tests.Matching;

namespace HueSoc.Sigma.Tests.Correlations.Model;

/// <summary>Random correlation rules of every type over four rules, and random signals of these.</summary>
/// <param name="random">The source of chance.</param>
internal sealed class RandomCorrelations(Random random)
{
    private static readonly string[] Types = ["event_count", "value_count", "temporal", "temporal_ordered", "value_sum", "value_avg", "value_percentile"];
    private static readonly string[] Numbers = ["1", "2.5", "-3", "1e1", "0.1", "0.2", "12", "7", "x"];

    /// <summary>A set of correlations, some of which build on others.</summary>
    /// <param name="onlyAtOnce">Whether only conditions are wanted that more signals cannot make false.</param>
    /// <param name="text">The rules, for messages.</param>
    public CorrelationSet Set(bool onlyAtOnce, out string text)
    {
        List<string> documents = [.. Enumerable.Range(0, 4).Select(r =>
            $"title: r{r}\nid: r{r}\nname: n{r}\nlogsource: {{product: windows}}\ndetection: {{s: {{A: {r}}}, condition: s}}")];
        int number = random.Next(1, 5);
        for (int c = 0; c < number; c++)
            documents.Add(Correlation(c, onlyAtOnce));
        text = string.Join("\n---\n", documents);
        RuleCollection rules = RuleLoader.Parse([("rules.yml", text)]);
        rules.Problems.ShouldBeEmpty(text);
        SigmaEngine engine = SigmaEngine.Compile(rules.Rules, [], [TestLayouts.Flat], watchedFields: CorrelationSet.WatchedFields(rules.Correlations));
        return CorrelationSet.Compile(rules.Correlations, engine);
    }

    /// <summary>Signals within half a minute or so.</summary>
    public List<CorrelationSignal> Signals(int count)
    {
        DateTimeOffset start = DateTimeOffset.UnixEpoch.AddSeconds(random.Next(-20, 100));
        List<CorrelationSignal> signals = [];
        while (signals.Count < count)
        {
            CorrelationSignal signal = new()
            {
                RuleId = $"r{random.Next(4)}",
                Time = start.AddMilliseconds(random.Next(4) == 0 ? random.Next(60_000) : random.Next(60) * 1000),
                Reference = $"e{signals.Count.ToString(CultureInfo.InvariantCulture)}",
                Agency = random.Next(5) == 0 ? "H57.1" : "H57.2",
                Drill = random.Next(8) == 0 ? "d1" : "",
                Values = Values(),
            };
            signals.Add(signal);

            // An event that two rules match.
            if (random.Next(6) == 0)
                signals.Add(signal with { RuleId = signal.RuleId == "r0" ? "r1" : "r0" });
        }

        return signals;
    }

    private ImmutableDictionary<string, ImmutableArray<string>> Values()
    {
        var values = ImmutableDictionary<string, ImmutableArray<string>>.Empty;
        if (random.Next(10) > 0)
            values = values.Add("G", random.Next(10) == 0 ? ["a", "B"] : [random.Next(3) == 0 ? "b" : random.Next(2) == 0 ? "a" : "A"]);
        if (random.Next(10) > 0)
            values = values.Add("H", [random.Next(2) == 0 ? "x" : "y\""]);
        if (random.Next(6) > 0)
            values = values.Add("V", [.. Enumerable.Range(0, random.Next(8) == 0 ? 3 : 1).Select(_ => Numbers[random.Next(Numbers.Length)])]);
        return values;
    }

    private string Correlation(int number, bool onlyAtOnce)
    {
        string type = Types[random.Next(onlyAtOnce ? 4 : Types.Length)];
        List<string> candidates = ["n0", "r1", "n2", "r3", .. Enumerable.Range(0, number).SelectMany(c => new[] { $"c{c}", $"m{c}" })];
        string[] rules = [.. Enumerable.Range(0, random.Next(1, type.StartsWith("temporal", StringComparison.Ordinal) ? 4 : 3)).Select(_ => candidates[random.Next(candidates.Count)])];
        string groupBy = random.Next(4) switch { 0 => "[]", 1 => "[G, H]", 2 => "[alias]", _ => "[G]" };
        string aliases = groupBy == "[alias]" ? $"\n  aliases: {{alias: {{{string.Join(", ", rules.DistinctBy(r => r[1] + (r[0] is 'c' or 'm' ? "c" : "r")).Select(r => $"{r}: {(random.Next(3) == 0 ? "H" : "G")}"))}}}}}" : "";
        string scope = random.Next(3) == 0 ? "\nhuesoc.scope: city" : "";
        return $"title: c{number}\nid: c{number}\nname: m{number}{scope}\ncorrelation:\n  type: {type}\n  rules: [{string.Join(", ", rules)}]\n  group-by: {groupBy}{aliases}"
            + $"\n  timespan: {random.Next(1, 20)}s{Condition(type, rules, onlyAtOnce)}";
    }

    private string Condition(string type, string[] rules, bool onlyAtOnce)
    {
        int different = rules.Distinct().Count();
        if (type == "temporal" && random.Next(3) == 0)
        {
            string[] names = [.. rules.Distinct()];
            string joined = string.Join(random.Next(2) == 0 ? " and " : " or ", names.Select(n => !onlyAtOnce && random.Next(3) == 0 ? $"not {n}" : n));
            return $"\n  condition: {joined}";
        }

        if (type.StartsWith("temporal", StringComparison.Ordinal))
        {
            return random.Next(2) == 0 ? "" : onlyAtOnce || random.Next(2) == 0
                ? $"\n  condition: {{gte: {random.Next(1, different + 1)}}}"
                : $"\n  condition: {{{Operator()}: {random.Next(1, different + 1)}}}".Replace("{gt:", "{gte:", StringComparison.Ordinal);
        }

        string field = type == "event_count" ? "" : type == "value_count" && random.Next(3) == 0 ? ", field: [V, H]" : ", field: V";
        string percentile = type == "value_percentile" ? $", percentile: {random.Next(101)}" : "";
        string bound = onlyAtOnce || random.Next(3) == 0
            ? $"{(random.Next(2) == 0 ? "gte" : "gt")}: {random.Next(1, 5)}"
            : random.Next(3) == 0 ? "gt: 1, lte: 3" : $"{Operator()}: {random.Next(-2, 8)}";
        return $"\n  condition: {{{bound}{field}{percentile}}}";
    }

    private string Operator() => new[] { "lt", "lte", "eq", "neq", "gt", "gte" }[random.Next(6)];
}
