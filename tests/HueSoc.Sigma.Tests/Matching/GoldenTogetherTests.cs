using System.Collections.Immutable;
using System.Text;
using HueSoc.Sigma.Matching;
using HueSoc.Sigma.Rules;

namespace HueSoc.Sigma.Tests.Matching;

/// <summary>
/// All golden rules compiled into one engine: what a rule says of an event must not depend on its neighbours, on what was
/// matched before, nor on the plan that the matcher has settled on by then.
/// </summary>
public sealed class GoldenTogetherTests
{
    private const int Rounds = 20;

    private static readonly Dictionary<(string Name, string Json), bool> SaysAlone = MatchAlone();

    [Fact]
    public void Match_AllRulesTogether_SaysOfEachWhatItSaysAlone()
    {
        SigmaEngine engine = SigmaEngine.Compile(
            [.. GoldenCase.All.Select(c => c.Load())], [], [TestLayouts.Flat]);
        engine.Failures.ShouldBeEmpty();
        engine.Rules.Select(r => r.Title).ShouldBe(GoldenCase.All.Select(c => c.Name));

        Wrong(engine).ShouldBeEmpty();
    }

    [Fact]
    public void Match_RulesGatedByChannelAndEvent_SaysOfEachWhatItSaysAlone()
    {
        // The same rules, each twice: behind one event id, and behind another. So that gates and partitions are in play.
        ImmutableArray<SigmaRule> rules =
        [
            .. GoldenCase.All.SelectMany(c => new[] { Gated(c, 4242, "one"), Gated(c, 4343, "two") }),
        ];
        SigmaEngine engine = SigmaEngine.Compile(rules, [], [TestLayouts.Flat]);
        engine.Failures.ShouldBeEmpty();
        EventMatcher matcher = engine.CreateMatcher();
        EventMatcher[] alone = [.. GoldenCase.All.Select(c => SigmaEngine.Compile([c.Load()], [], [TestLayouts.Flat]).CreateMatcher())];
        List<string> wrong = [];
        for (int round = 0; round < 3; round++)
        {
            for (int c = 0; c < GoldenCase.All.Count; c++)
            {
                GoldenCase golden = GoldenCase.All[c];
                foreach (string json in golden.Matches.Concat(golden.Misses).Where(e => e.TrimStart().StartsWith("{\"", StringComparison.Ordinal)))
                {
                    foreach ((int id, int of) in new[] { (4242, 0), (4343, 1), (1, -1) })
                    {
                        // The gate is a value like any other, which a keyword may be in: so what the rule says alone is asked anew.
                        string gated = json.TrimStart().Insert(1, $"\"__id\":{id},");
                        alone[c].Match(Encoding.UTF8.GetBytes(gated));
                        bool expected = alone[c].Matches.Length == 1;
                        matcher.Match(Encoding.UTF8.GetBytes(gated)).ShouldBe(EventFault.None);
                        for (int twin = 0; twin < 2; twin++)
                        {
                            if (matcher.Matches.Contains((c * 2) + twin) != (expected && of == twin))
                                wrong.Add($"{golden.Name} (twin {twin}) on {gated} in round {round}");
                        }
                    }
                }
            }
        }

        wrong.ShouldBeEmpty();
    }

    private static List<string> Wrong(SigmaEngine engine)
    {
        EventMatcher matcher = engine.CreateMatcher();
        List<string> wrong = [];
        for (int round = 0; round < Rounds; round++)
        {
            for (int c = 0; c < GoldenCase.All.Count; c++)
            {
                foreach ((string json, bool expected) in Events(GoldenCase.All[c]))
                {
                    matcher.Match(Encoding.UTF8.GetBytes(json)).ShouldBe(EventFault.None);
                    if (matcher.Matches.Contains(c) != expected)
                        wrong.Add($"{GoldenCase.All[c].Name} on {json} in round {round}, expected {expected}");
                }
            }
        }

        return wrong;
    }

    /// <summary>The events of a case with what its rule says of them alone.</summary>
    private static IEnumerable<(string Json, bool Expected)> Events(GoldenCase golden) =>
        golden.Matches.Concat(golden.Misses).Select(json => (json, SaysAlone[(golden.Name, json)]));

    private static Dictionary<(string Name, string Json), bool> MatchAlone()
    {
        Dictionary<(string, string), bool> said = [];
        foreach (GoldenCase golden in GoldenCase.All)
        {
            EventMatcher matcher = SigmaEngine.Compile([golden.Load()], [], [TestLayouts.Flat]).CreateMatcher();
            foreach (string json in golden.Matches.Concat(golden.Misses))
            {
                matcher.Match(Encoding.UTF8.GetBytes(json));
                said[(golden.Name, json)] = matcher.Matches.Length == 1;
            }
        }

        return said;
    }

    private static SigmaRule Gated(GoldenCase golden, int id, string twin)
    {
        // The condition may be a list, so it is kept as it is and the gate comes as a filter of the rule.
        string filter = $"""
            title: gate
            logsource:
              product: windows
            filter:
              rules: any
              gate:
                __id: {id}
              condition: gate
            """;
        RuleCollection read = RuleLoader.Parse([("r.yml", golden.Rule.Replace("title: ", $"title: {twin} ", StringComparison.Ordinal)), ("f.yml", filter)]);
        read.Problems.ShouldBeEmpty();
        return read.Rules.ShouldHaveSingleItem();
    }
}
