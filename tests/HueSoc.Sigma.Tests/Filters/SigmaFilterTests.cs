using System.Text;
using HueSoc.Sigma.Matching;
using HueSoc.Sigma.Rules;
using HueSoc.Sigma.Tests.Matching;
using HueSoc.Sigma.Tests.Rules;

namespace HueSoc.Sigma.Tests.Filters;

/// <summary>Filters: which rules they are for, what they do, and which are refused.</summary>
public sealed class SigmaFilterTests
{
    private const string Rule = "title: rule\nid: r-1\nname: rule_one\nlogsource:\n  product: windows\ndetection:\n  selection:\n    A: x\n  condition: selection\n";

    [Theory]
    [InlineData("{\"A\":\"x\"}", true)]
    [InlineData("{\"A\":\"x\",\"User\":\"adm_1\"}", false)]
    [InlineData("{\"A\":\"y\"}", false)]
    public void Parse_FilterOfARuleById_IsAddedWithAnd(string json, bool expected) => Matches(Filter("[r-1]"), json).ShouldBe(expected);

    [Fact]
    public void Parse_FilterOfARuleByName_IsAdded() => Matches(Filter("[rule_one]"), "{\"A\":\"x\",\"User\":\"adm_1\"}").ShouldBeFalse();

    [Fact]
    public void Parse_FilterWithOneRuleOutsideAList_IsAdded() => Matches(Filter("r-1"), "{\"A\":\"x\",\"User\":\"adm_1\"}").ShouldBeFalse();

    [Fact]
    public void Parse_FilterOfAnIdInOtherCase_IsAdded() => Matches(Filter("[R-1]"), "{\"A\":\"x\",\"User\":\"adm_1\"}").ShouldBeFalse();

    [Fact]
    public void Parse_FilterOfAnyRule_IsAdded() => Matches(Filter("any"), "{\"A\":\"x\",\"User\":\"adm_1\"}").ShouldBeFalse();

    [Fact]
    public void Parse_FilterBeforeTheRule_IsAdded()
    {
        RuleCollection read = RuleLoader.Parse([("a.yml", Filter("[r-1]")), ("b.yml", Rule)]);

        Matches(read, "{\"A\":\"x\",\"User\":\"adm_1\"}").ShouldBeFalse();
    }

    [Fact]
    public void Parse_FilterInTheFileOfTheRule_IsAdded() =>
        Matches(Loading.Read($"{Rule}---\n{Filter("[r-1]")}"), "{\"A\":\"x\",\"User\":\"adm_1\"}").ShouldBeFalse();

    [Fact]
    public void Parse_FilterWithASearchIdentifierOfTheRulesName_DoesNotMixThemUp()
    {
        string filter = Filter("[r-1]").Replace("f:", "selection:", StringComparison.Ordinal).Replace("not f", "not selection", StringComparison.Ordinal);

        Matches(filter, "{\"A\":\"x\"}").ShouldBeTrue();
        Matches(filter, "{\"A\":\"x\",\"User\":\"adm_1\"}").ShouldBeFalse();
    }

    [Fact]
    public void Parse_FilterWithThem_MeansItsOwnSearchIdentifiers()
    {
        string filter = Filter("[r-1]").Replace("not f", "not 1 of them", StringComparison.Ordinal);

        Matches(filter, "{\"A\":\"x\"}").ShouldBeTrue();
        Matches(filter, "{\"A\":\"x\",\"User\":\"adm_1\"}").ShouldBeFalse();
    }

    [Fact]
    public void Parse_RuleWithThem_DoesNotMeanTheFilters()
    {
        RuleCollection read = RuleLoader.Parse([("a.yml", Rule.Replace("condition: selection", "condition: all of them", StringComparison.Ordinal)), ("b.yml", Filter("[r-1]"))]);

        Matches(read, "{\"A\":\"x\"}").ShouldBeTrue();
    }

    [Fact]
    public void Parse_RuleWithAnOr_IsFilteredAsAWhole()
    {
        RuleCollection read = RuleLoader.Parse(
            [("a.yml", Rule.Replace("  condition: selection", "  s2:\n    B: y\n  condition: selection or s2", StringComparison.Ordinal)), ("b.yml", Filter("[r-1]"))]);

        Matches(read, "{\"A\":\"x\",\"User\":\"adm_1\"}").ShouldBeFalse();
        Matches(read, "{\"B\":\"y\",\"User\":\"adm_1\"}").ShouldBeFalse();
        Matches(read, "{\"B\":\"y\"}").ShouldBeTrue();
    }

    [Fact]
    public void Parse_RuleWithAListOfConditions_IsFilteredAsAWhole()
    {
        RuleCollection read = RuleLoader.Parse(
            [("a.yml", Rule.Replace("  condition: selection", "  s2:\n    B: y\n  condition: [selection, s2]", StringComparison.Ordinal)), ("b.yml", Filter("[r-1]"))]);

        Matches(read, "{\"A\":\"x\",\"User\":\"adm_1\"}").ShouldBeFalse();
        Matches(read, "{\"B\":\"y\",\"User\":\"adm_1\"}").ShouldBeFalse();
    }

    [Fact]
    public void Parse_TwoFilters_AreBothAdded()
    {
        RuleCollection read = RuleLoader.Parse(
            [("a.yml", Rule), ("b.yml", Filter("[r-1]")), ("c.yml", Filter("[r-1]").Replace("User", "Host", StringComparison.Ordinal))]);

        Matches(read, "{\"A\":\"x\"}").ShouldBeTrue();
        Matches(read, "{\"A\":\"x\",\"User\":\"adm_1\"}").ShouldBeFalse();
        Matches(read, "{\"A\":\"x\",\"Host\":\"adm_1\"}").ShouldBeFalse();
    }

    [Fact]
    public void Parse_FilterOfAnotherRule_ChangesNothing() => Matches(Filter("[r-2]"), "{\"A\":\"x\",\"User\":\"adm_1\"}").ShouldBeTrue();

    [Fact]
    public void Parse_FilterOfAnotherLogSource_ChangesNothing() =>
        Matches(Filter("any").Replace("product: windows", "product: linux", StringComparison.Ordinal), "{\"A\":\"x\",\"User\":\"adm_1\"}").ShouldBeTrue();

    [Fact]
    public void Parse_FilterThatFitsNoRule_IsAWarning()
    {
        RuleCollection read = RuleLoader.Parse([("a.yml", Rule), ("b.yml", Filter("[r-2]"))]);

        read.Problems.ShouldBeEmpty();
        read.Warnings.ShouldHaveSingleItem().ToString().ShouldStartWith("b.yml:1: ");
    }

    [Fact]
    public void Parse_FilterThatNamesOneRuleThatIsThereAndOneThatIsNot_WarnsOfTheOther() =>
        RuleLoader.Parse([("a.yml", Rule), ("b.yml", Filter("[r-1, nosuch]"))]).Warnings.ShouldHaveSingleItem().ToString().ShouldContain("nosuch");

    [Theory]
    [InlineData("  rules: [r-1]\n", "")]
    [InlineData("[r-1]", "[]")]
    [InlineData("[r-1]", "")]
    [InlineData("[r-1]", "{a: b}")]
    [InlineData("not f", "not nosuch")]
    [InlineData("  condition: not f\n", "")]
    [InlineData("|startswith", "|nosuch")]
    [InlineData("title: filter\n", "")]
    [InlineData("logsource:\n  product: windows\n", "")]
    public void Parse_DamagedFilter_IsRefusedAndItsNeighboursKept(string part, string instead)
    {
        RuleCollection read = RuleLoader.Parse([("a.yml", Rule), ("b.yml", Filter("[r-1]").Replace(part, instead, StringComparison.Ordinal))]);

        read.Rules.ShouldHaveSingleItem();
        read.Problems.ShouldHaveSingleItem().ToString().ShouldMatch(@"^b\.yml:\d+: \S.+");
        Matches(read, "{\"A\":\"x\",\"User\":\"adm_1\"}").ShouldBeTrue();
    }

    [Fact]
    public void Parse_FilterThatIsNoMap_IsRefused() =>
        Loading.Refusal("title: f\nlogsource:\n  product: windows\nfilter: x\n").ShouldStartWith("r.yml:4: ");

    private static string Filter(string rules) =>
        $"title: filter\nlogsource:\n  product: windows\nfilter:\n  rules: {rules}\n  f:\n    User|startswith: adm_\n  condition: not f\n";

    private static bool Matches(string filter, string json) => Matches(RuleLoader.Parse([("a.yml", Rule), ("b.yml", filter)]), json);

    private static bool Matches(RuleCollection read, string json)
    {
        SigmaEngine engine = SigmaEngine.Compile(read.Rules, [], [TestLayouts.Flat]);
        EventMatcher matcher = engine.CreateMatcher();
        matcher.Match(Encoding.UTF8.GetBytes(json)).ShouldBe(EventFault.None);
        return matcher.Matches.Length == 1;
    }
}
