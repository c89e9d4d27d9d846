using Xunit.Abstractions;

namespace HueSoc.Sigma.Tests.Model;

/// <summary>The matcher finds exactly what the naive evaluator finds.</summary>
public sealed class MatcherModelTests(ITestOutputHelper output)
{
    private const int MaxReported = 4;

    // How many times as many cases as usual are tried, for a long night.
    private static readonly int Scale = int.TryParse(Environment.GetEnvironmentVariable("HUESOC_MODEL_SCALE"), out int scale) ? Math.Max(1, scale) : 1;

    [Theory]
    [InlineData(1, 300, 1, 20)]
    [InlineData(2, 150, 8, 40)]
    [InlineData(3, 40, 60, 60)]
    public void Match_RandomRulesAndEvents_EqualsTheModel(int series, int cases, int rules, int events) =>
        Run(cases, i => ModelCase.Create((series * 1_000_000) + i, rules, events));

    [Theory]
    [InlineData(5, 20, 40)]
    [InlineData(6, 20, 70)]
    [InlineData(7, 30, 300)]
    [InlineData(8, 20, 700)]
    public void Match_ManyLiteralsInOneField_EqualsTheModel(int series, int cases, int values) =>
        Run(cases, i => ModelCase.Create((series * 1_000_000) + i, rules: 6, events: 40, values));

    [Theory]
    [InlineData(9, 4, 0, 330)]
    [InlineData(10, 4, 270, 60)]
    [InlineData(11, 6, 40, 60)]
    public void Match_ManyEventsOfOneSource_EqualsTheModel(int series, int cases, int quiet, int lively) =>
        Run(cases, i => ModelCase.CreateLong((series * 1_000_000) + i, rules: 25, quiet, lively));

    [Fact]
    public void Match_AfterTensOfThousandsOfEvents_EqualsTheModel() =>
        Run(4, i => ModelCase.CreateLong(13_000_000 + i, rules: 30, quiet: 40, lively: 60) with { WarmUp = 250 });

    [Fact]
    public void Match_TwoMatchersAtOnce_EqualsTheModel()
    {
        for (int i = 0; i < 4; i++)
        {
            ModelCase one = ModelCase.CreateLong(12_000_000 + i, rules: 20, quiet: 100, lively: 201) with { WarmUp = i * 20 };
            foreach (ModelCase.Outcome outcome in one.CompareAtOnce(matchers: 2))
                outcome.Disagreement.ShouldBeNull();
        }
    }

    [Theory]
    [InlineData("?")]
    [InlineData("??")]
    [InlineData("?*")]
    [InlineData("*?*")]
    [InlineData("*")]
    [InlineData("")]
    public void Match_PatternWithoutLetters_EqualsTheModel(string pattern)
    {
        ModelCase one = new(
            [Rule(1, $"a: '{pattern}'"), Rule(2, $"a|contains: '{pattern}'"), Rule(3, $"'|cased': '{pattern}'")],
            [.. new[] { "\"\"", "\"x\"", "\"😀\"", "\"xy\"", "7", "null", "[]" }.Select(v => new Node.Map([("\"a\"", new Node.Scalar(v))]))]);
        one.Compare().Disagreement.ShouldBeNull();
    }

    [Theory]
    [InlineData("Infinity")]
    [InlineData("-Infinity")]
    [InlineData("NaN")]
    public void Match_WordThatProgramsReadAsANumber_IsNoNumber(string word)
    {
        ModelCase one = new([Rule(1, "a|gt: 1"), Rule(2, "a|lt: 1")], [new Node.Map([("\"a\"", new Node.Scalar($"\"{word}\""))])]);
        one.Compare().Disagreement.ShouldBeNull();
    }

    [Fact]
    public void Match_TwoRulesThatNameOneKeyWithAndWithoutItsSpaces_BothMatch()
    {
        ModelCase one = new([Rule(1, "Threat Name: a"), Rule(2, "ThreatName: a")], [new Node.Map([("\"Threat Name\"", new Node.Scalar("\"a\""))])]);
        ModelCase.Outcome outcome = one.Compare();
        outcome.Matches.ShouldBe(2);
        outcome.Disagreement.ShouldBeNull();
    }

    [Fact]
    public void Match_KeyWithSpacesInALayoutThatKeepsThem_IsNotFoundWithoutThem()
    {
        ModelCase one = new([Rule(1, "ThreatName: a")], [new Node.Map([("\"Threat Name\"", new Node.Scalar("\"a\""))])]);
        (one with { Layouts = ModelLayouts.WithSpaces }).Compare().Disagreement.ShouldBeNull();
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
        for (int i = 0; i < cases * Scale; i++)
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
