using Xunit.Abstractions;

namespace HueSoc.Sigma.Tests.Model;

/// <summary>The matcher finds exactly what the naive evaluator finds.</summary>
public sealed class MatcherModelTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(1, 300, 1, 20)]
    [InlineData(2, 150, 8, 40)]
    [InlineData(3, 40, 60, 60)]
    public void Match_RandomRulesAndEvents_EqualsTheModel(int series, int cases, int rules, int events) =>
        Run(cases, i => ModelCase.Create((series * 1_000_000) + i, rules, events));

    private void Run(int cases, Func<int, ModelCase> create)
    {
        long comparisons = 0, matches = 0, refused = 0, rules = 0;
        for (int i = 0; i < cases; i++)
        {
            ModelCase one = create(i);
            ModelCase.Outcome outcome = one.Compare();
            if (outcome.Disagreement is not null)
                Assert.Fail($"case {i}: {outcome.Disagreement}\n{one.Counterexample()}");
            comparisons += outcome.Comparisons;
            matches += outcome.Matches;
            refused += outcome.Refused;
            rules += one.Rules.Length;
        }

        output.WriteLine($"{comparisons} comparisons, {matches} matches, {refused} of {rules} rules refused");
        matches.ShouldBeGreaterThan(comparisons / 20);
        matches.ShouldBeLessThan(comparisons * 19 / 20);
        refused.ShouldBeLessThan(rules / 10);
    }
}
