using HueSoc.Sigma.Tests.Rules;

namespace HueSoc.Sigma.Tests.Conditions;

/// <summary>Conditions that are refused, with the line they stand on.</summary>
public sealed class ConditionRefusalTests
{
    [Theory]
    [InlineData("b", "'b'")]
    [InlineData("a and b", "'b'")]
    [InlineData("A", "'A'")]
    [InlineData("not selection", "'selection'")]
    [InlineData("(a or (a and nosuch))", "'nosuch'")]
    public void Parse_UndefinedIdentifier_IsRefusedByName(string condition, string named) => Refusal(condition).ShouldContain(named);

    [Theory]
    [InlineData("1 of b*", "'b*'")]
    [InlineData("all of b*", "'b*'")]
    [InlineData("any of nosuch", "'nosuch'")]
    [InlineData("a or 1 of x*y", "'x*y'")]
    public void Parse_PatternThatFitsNothing_IsRefusedByName(string condition, string named) => Refusal(condition).ShouldContain(named);

    [Theory]
    [InlineData("2 of them")]
    [InlineData("0 of them")]
    [InlineData("one of them")]
    [InlineData("none of them")]
    [InlineData("50% of them")]
    [InlineData("-1 of a*")]
    [InlineData("all of")]
    [InlineData("1 of")]
    [InlineData("of them")]
    [InlineData("1 of (a, b)")]
    [InlineData("1 of (a*)")]
    [InlineData("1 of and")]
    [InlineData("1 of not a")]
    [InlineData("1 of all")]
    [InlineData("1 a")]
    [InlineData("1 them")]
    [InlineData("all them")]
    [InlineData("them")]
    [InlineData("a*")]
    [InlineData("not a*")]
    [InlineData("*")]
    [InlineData("1 of a 1 of a")]
    public void Parse_BadQuantifier_IsRefused(string condition) => Refusal(condition).Length.ShouldBeGreaterThan("r.yml:7: ".Length);

    [Theory]
    [InlineData("a and")]
    [InlineData("and a")]
    [InlineData("a or")]
    [InlineData("or")]
    [InlineData("not")]
    [InlineData("a not a")]
    [InlineData("a a")]
    [InlineData("a and and a")]
    [InlineData("a or and a")]
    [InlineData("(a")]
    [InlineData("a)")]
    [InlineData("()")]
    [InlineData("(a and)")]
    [InlineData("a ()")]
    [InlineData("a (a)")]
    [InlineData(")a(")]
    [InlineData("a & a")]
    [InlineData("a && a")]
    [InlineData("a || a")]
    [InlineData("!a")]
    [InlineData("a, a")]
    [InlineData("a = 1")]
    [InlineData("a;")]
    [InlineData("a\u00a0#")]
    public void Parse_BadSyntax_IsRefused(string condition) => Refusal(condition).Length.ShouldBeGreaterThan("r.yml:7: ".Length);

    [Theory]
    [InlineData("a | count() > 5")]
    [InlineData("a | count(User) by Host >= 10")]
    [InlineData("a | near a")]
    [InlineData("a|min(x) < 3")]
    [InlineData("1 of them | count() by x > 5")]
    public void Parse_AggregationOfSigma1_IsRefusedAndPointsToCorrelations(string condition) => Refusal(condition).ShouldContain("correlation");

    [Theory]
    [InlineData("''")]
    [InlineData("'  '")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("['']")]
    [InlineData("[a, null]")]
    [InlineData("[a, [a]]")]
    [InlineData("{a: b}")]
    [InlineData("[a, b]")]
    public void Parse_ConditionThatIsNone_IsRefused(string yaml) =>
        Loading.Refusal(Loading.Rule($"a:\n  A: x\ncondition: {yaml}")).ShouldMatch(@"^r\.yml:7: \S.+");

    [Fact]
    public void Parse_NoCondition_IsRefused() => Loading.Refusal(Loading.Rule("a:\n  A: x")).ShouldMatch(@"^r\.yml:\d: .*condition");

    [Fact]
    public void Parse_OnlyNamesThatBeginWithAnUnderscore_AreNotThem() =>
        Loading.Refusal(Loading.Rule("_a:\n  A: x\ncondition: 1 of them")).ShouldStartWith("r.yml:7: ");

    [Fact]
    public void Parse_FaultInASecondCondition_IsReportedOnItsLine() =>
        Loading.Refusal(Loading.Rule("a:\n  A: x\ncondition:\n  - a\n  - nosuch")).ShouldStartWith("r.yml:9: ");

    [Fact]
    public void Parse_NestedTooDeep_IsRefused()
    {
        string condition = new string('(', 5_000) + "a" + new string(')', 5_000);

        Refusal(condition).ShouldStartWith("r.yml:7: ");
    }

    [Fact]
    public void Parse_ManyNots_AreRefused() => Refusal(string.Concat(Enumerable.Repeat("not ", 3_000)) + "a").ShouldStartWith("r.yml:7: ");

    [Fact]
    public void Parse_ALongChain_IsTaken() =>
        Loading.Read(Loading.Rule($"a:\n  A: x\ncondition: {string.Join(" or ", Enumerable.Repeat("a", 1_000))}")).Rules.Length.ShouldBe(1);

    private static string Refusal(string condition)
    {
        string refusal = Loading.Refusal(Loading.Rule($"a:\n  A: x\ncondition: '{condition}'"));
        refusal.ShouldStartWith("r.yml:7: ");
        return refusal;
    }
}
