using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using HueSoc.Sigma.Matching;
using HueSoc.Sigma.Pipelines;
using HueSoc.Sigma.Rules;

namespace HueSoc.Sigma.Tests.Model;

/// <summary>Rules compiled together, and events that one matcher gets one after the other.</summary>
/// <param name="Rules">Rule documents.</param>
/// <param name="Events">Events.</param>
/// <param name="Space">What stands between the tokens of the events.</param>
internal sealed record ModelCase(ImmutableArray<Node> Rules, ImmutableArray<Node> Events, string Space = "")
{
    /// <summary>The layouts of the events.</summary>
    public ImmutableArray<EventLayout> Layouts { get; init; } = ModelLayouts.All;

    /// <summary>How often the events are matched before they are compared: matchers learn from what they see.</summary>
    public int WarmUp { get; init; }

    /// <summary>What came of a case.</summary>
    /// <param name="Comparisons">Pairs of rule and event.</param>
    /// <param name="Matches">The pairs of them that match.</param>
    /// <param name="Refused">Rules that could not be read or compiled.</param>
    /// <param name="Disagreement">The first pair on which model and matcher disagree.</param>
    internal sealed record Outcome(long Comparisons, long Matches, int Refused, string? Disagreement);

    /// <summary>Makes a case.</summary>
    /// <param name="seed">The same seed makes the same case.</param>
    /// <param name="rules">The number of rules.</param>
    /// <param name="events">The number of events.</param>
    /// <param name="literals">How many values one item of the first rule gets, and how many rules of one value are added.</param>
    public static ModelCase Create(int seed, int rules, int events, int literals = 0)
    {
        Random random = new(seed);
        Vocabulary words = new(random);
        RandomRules makeRule = new(words);
        RandomEvents makeEvent = new(words, fixedSource: false);
        return new(
            [
                .. Enumerable.Range(0, rules).Select(i => makeRule.Next(i, i == 0 ? literals : 0)),
                .. Enumerable.Range(rules, literals).Select(makeRule.NextLiteral),
            ],
            [.. Enumerable.Range(0, events).Select(_ => makeEvent.Next())],
            makeEvent.Space());
    }

    /// <summary>
    /// Makes a case of many events that all come from one channel and id. The first ones speak of other things than the
    /// rules: what is learnt from them about the rules' predicates does not hold for the last ones.
    /// </summary>
    /// <param name="seed">The same seed makes the same case.</param>
    /// <param name="rules">The number of rules.</param>
    /// <param name="quiet">The number of events that speak of other things.</param>
    /// <param name="lively">The number of events after them.</param>
    public static ModelCase CreateLong(int seed, int rules, int quiet, int lively)
    {
        Random random = new(seed);
        Vocabulary words = new(random);
        RandomRules makeRule = new(words);
        RandomEvents others = new(new Vocabulary(random), fixedSource: true), makeEvent = new(words, fixedSource: true);
        return new(
            [.. Enumerable.Range(0, rules).Select(i => makeRule.Next(i, i == 0 ? 100 : 0))],
            [.. Enumerable.Range(0, quiet).Select(_ => others.Next()), .. Enumerable.Range(0, lively).Select(_ => makeEvent.Next())]);
    }

    /// <summary>Reads and compiles the rules.</summary>
    /// <param name="evaluators">The model of each of the engine's rules.</param>
    public SigmaEngine Compile(out ImmutableArray<NaiveEvaluator> evaluators)
    {
        RuleCollection collection = RuleLoader.Parse(Rules.Select((rule, i) => ($"{i}.yml", rule.ToYaml())));
        PipelineSet set = new(ModelLayouts.Pipelines, [.. Layouts.Select(l => l.Product).OfType<string>().Distinct()]);
        SigmaEngine engine = SigmaEngine.Compile(collection.Rules, ModelLayouts.Pipelines, Layouts);
        evaluators = [.. engine.Rules.Select(rule => new NaiveEvaluator(rule, set))];
        return engine;
    }

    /// <summary>Compares the matcher with the model, pair by pair.</summary>
    public Outcome Compare()
    {
#pragma warning disable CA1031 // An exception is a disagreement like any other, to be made smaller and shown.
        try
        {
            SigmaEngine engine = Compile(out ImmutableArray<NaiveEvaluator> evaluators);
            return Compare(engine, evaluators, Enumerable.Range(0, Events.Length));
        }
        catch (Exception e)
        {
            return new(0, 0, 0, e.ToString());
        }
#pragma warning restore CA1031
    }

    /// <summary>Compares several matchers of one engine with the model, all at once and each in an order of its own.</summary>
    public Outcome[] CompareAtOnce(int matchers)
    {
        SigmaEngine engine = Compile(out _);
        Outcome[] outcomes = new Outcome[matchers];
        Thread[] threads = [.. Enumerable.Range(0, matchers).Select(m => new Thread(() =>
        {
            // The model keeps what it has worked out; each thread has one of its own.
            _ = Compile(out ImmutableArray<NaiveEvaluator> evaluators);
            outcomes[m] = Compare(engine, evaluators, Enumerable.Range(0, Events.Length).Select(i => ((i * (m + 1)) + (m * 7)) % Events.Length));
        }))];
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();
        return outcomes;
    }

    private Outcome Compare(SigmaEngine engine, ImmutableArray<NaiveEvaluator> evaluators, IEnumerable<int> order)
    {
        EventMatcher matcher = engine.CreateMatcher();
        int refused = Rules.Length - engine.Rules.Length;
        long comparisons = 0, matches = 0;
        NotedPlaces noted = new();
        byte[][] known = [.. Events.Select(e => EventBytes.Raw(e.ToJson(Space)))];
        for (int i = 0; i < WarmUp * known.Length; i++)
            matcher.Match(known[i % known.Length]);
        foreach (int e in order)
        {
            string text = Events[e].ToJson(Space);
            byte[] json = EventBytes.Raw(text);
            string? other = null;
            if (noted.Of(json) is { } places)
            {
                matcher.Match(json, places).ShouldBe(EventFault.None);
                other = Describe(matcher);
            }

            EventFault fault = matcher.Match(json);
            if (fault != EventFault.None)
                return new(comparisons, matches, refused, $"event {e}: {fault}");
            if (other is not null && other != Describe(matcher))
                return new(comparisons, matches, refused, $"event {e}: '{Describe(matcher)}', but where its values stand is known: '{other}'");
            using JsonDocument document = JsonDocument.Parse(EventBytes.Strict(text));
            NaiveEvent theEvent = new(document.RootElement, Layouts);
            HashSet<int> found = [.. matcher.Matches.ToArray()];
            for (int r = 0; r < evaluators.Length; r++)
            {
                bool expected = evaluators[r].Matches(theEvent);
                comparisons++;
                matches += expected ? 1 : 0;
                if (expected != found.Contains(r))
                    return new(comparisons, matches, refused, $"rule '{engine.Rules[r].Title}', event {e}: expected {expected}, was {!expected}");
            }

            if (Difference(matcher, theEvent) is { } difference)
                return new(comparisons, matches, refused, $"event {e}: {difference}");
        }

        return new(comparisons, matches, refused, null);
    }

    /// <summary>The smallest case found in which the two still disagree, as text.</summary>
    public string Counterexample()
    {
        ModelCase smallest = this;
        for (bool smaller = true; smaller;)
        {
            smaller = false;
            foreach (ModelCase candidate in smallest.Smaller())
            {
                if (!candidate.Disagrees())
                    continue;
                smallest = candidate;
                smaller = true;
                break;
            }
        }

        StringBuilder text = new();
        text.AppendLine(smallest.Compare().Disagreement);
        foreach (Node rule in smallest.Rules)
            text.AppendLine("---").Append(rule.ToYaml());
        text.AppendLine("===");
        foreach (Node theEvent in smallest.Events)
            text.AppendLine(theEvent.ToJson(smallest.Space));
        return text.ToString();
    }

    private bool Disagrees() => Rules.Length > 0 && Events.Length > 0 && Compare().Disagreement is not null;

    private static string Describe(EventMatcher matcher)
    {
        StringBuilder text = new();
        text.Append(Encoding.UTF8.GetString(matcher.Timestamp)).Append('|').Append(Encoding.UTF8.GetString(matcher.Host)).Append('|')
            .Append(Encoding.UTF8.GetString(matcher.SourceRecord));
        foreach (int rule in matcher.Matches.ToArray())
        {
            text.Append('|').Append(rule).AppendJoin(';', matcher.Explain(rule));
            foreach ((string field, ImmutableArray<string> values) in matcher.WatchedValues(rule).OrderBy(v => v.Key, StringComparer.Ordinal))
                text.Append(field).AppendJoin(',', values);
        }

        return text.ToString();
    }

    private static string? Difference(EventMatcher matcher, NaiveEvent theEvent)
    {
        // What explains a match stands in the event; and explaining must not disturb what comes after it.
        foreach (int rule in matcher.Matches.ToArray())
        {
            foreach (MatchedField field in matcher.Explain(rule))
            {
                if (!theEvent.Scalars.Any(s => s.Text == field.Value))
                    return $"explained by {field.Field} = '{field.Value}', which is not there";
            }
        }

        EventLayout layout = theEvent.Layout;
        return Differs("timestamp", matcher.Timestamp, theEvent.FirstText(layout.TimestampPaths))
            ?? Differs("host", matcher.Host, theEvent.FirstText(layout.HostPaths))
            ?? Differs("record", matcher.SourceRecord, theEvent.FirstText(layout.RecordPaths));
    }

    private static string? Differs(string what, ReadOnlySpan<byte> actual, string expected) =>
        Encoding.UTF8.GetString(actual) == expected ? null : $"{what}: expected '{expected}', was '{Encoding.UTF8.GetString(actual)}'";

    private IEnumerable<ModelCase> Smaller()
    {
        foreach (ImmutableArray<Node> events in Fewer(Events))
            yield return this with { Events = events };
        foreach (ImmutableArray<Node> rules in Fewer(Rules))
            yield return this with { Rules = rules };
        if (WarmUp > 0)
            yield return this with { WarmUp = 0 };
        if (Space.Length > 0)
            yield return this with { Space = string.Empty };
        if (Events.Length + Rules.Length > 12)
            yield break;
        for (int i = 0; i < Rules.Length; i++)
        {
            foreach (Node rule in Rules[i].Smaller())
                yield return this with { Rules = Rules.SetItem(i, rule) };
            if (Rules[i] is not Node.Map map || map.Entries.FirstOrDefault(e => e.Key == "detection").Value is not Node.Map detection)
                continue;
            int condition = detection.Entries.ToList().FindIndex(e => e.Key == "condition");
            foreach (string name in detection.Entries.Select(e => e.Key).Where(k => k != "condition"))
            {
                foreach (string shorter in (string[])[$"\"{name}\"", $"\"not {name}\""])
                {
                    if (condition < 0 || detection.Entries[condition].Value.ToYaml().Length <= shorter.Length + 2)
                        continue;
                    Node changed = new Node.Map(detection.Entries.SetItem(condition, ("condition", new Node.Scalar(shorter))));
                    yield return this with { Rules = Rules.SetItem(i, new Node.Map([.. map.Entries.Select(e => e.Key == "detection" ? (e.Key, changed) : e)])) };
                }
            }
        }

        for (int i = 0; i < Events.Length; i++)
        {
            foreach (Node theEvent in Events[i].Smaller())
                yield return this with { Events = Events.SetItem(i, theEvent) };
        }
    }

    private static IEnumerable<ImmutableArray<Node>> Fewer(ImmutableArray<Node> nodes)
    {
        for (int size = nodes.Length / 2; size >= 1; size /= 2)
        {
            for (int start = 0; start < nodes.Length; start += size)
                yield return nodes.RemoveRange(start, Math.Min(size, nodes.Length - start));
        }
    }
}
