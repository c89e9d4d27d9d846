using Xunit.Abstractions;

namespace HueSoc.Sigma.Tests.Model;

/// <summary>The matcher finds exactly what the naive evaluator finds.</summary>
public sealed class MatcherModelTests(ITestOutputHelper output)
{
    private const int MaxReported = 4;

    [Theory]
    [InlineData(1, 300, 1, 20)]
    [InlineData(2, 150, 8, 40)]
    [InlineData(3, 40, 60, 60)]
    public void Match_RandomRulesAndEvents_EqualsTheModel(int series, int cases, int rules, int events) =>
        Run(cases, i => ModelCase.Create((series * 1_000_000) + i, rules, events));

    [Fact]
    public void Match_TwoRulesThatNameOneKeyWithAndWithoutItsSpaces_BothMatch()
    {
        ModelCase one = new([Rule(1, "Threat Name: a"), Rule(2, "ThreatName: a")], [new Node.Map([("\"Threat Name\"", new Node.Scalar("\"a\""))])]);
        ModelCase.Outcome outcome = one.Compare();
        outcome.Matches.ShouldBe(2);
        outcome.Disagreement.ShouldBeNull();
    }

    [Fact]
    public void Match_LayoutsOfWhichOneKeepsSpacesInKeys_EqualsTheModel() =>
        Run(150, i => ModelCase.Create(4_000_000 + i, rules: 5, events: 20) with { Layouts = ModelLayouts.WithSpaces });

    private static Node.Map Rule(int number, string item) => new(
    [
        ("title", new Node.Scalar($"rule {number}")),
        ("logsource", new Node.Scalar("{category: any}")),
        ("detection", new Node.Scalar($"{{sel: {{{item}}}, condition: sel}}")),
    ]);

    private void Run(int cases, Func<int, ModelCase> create)
    {
        long comparisons = 0, matches = 0, refused = 0, rules = 0;
        List<string> disagreements = [];
        for (int i = 0; i < cases; i++)
        {
            ModelCase one = create(i);
            ModelCase.Outcome outcome = one.Compare();
            if (outcome.Disagreement is not null)
            {
                disagreements.Add($"case {i}: {outcome.Disagreement}\n{one.Counterexample()}");
                if (disagreements.Count == MaxReported)
                    break;
            }

            comparisons += outcome.Comparisons;
            matches += outcome.Matches;
            refused += outcome.Refused;
            rules += one.Rules.Length;
        }

        disagreements.ShouldBeEmpty();
        output.WriteLine($"{comparisons} comparisons, {matches} matches, {refused} of {rules} rules refused");
        matches.ShouldBeGreaterThan(comparisons / 20);
        matches.ShouldBeLessThan(comparisons * 19 / 20);
        refused.ShouldBeLessThan(rules / 10);
    }
}
