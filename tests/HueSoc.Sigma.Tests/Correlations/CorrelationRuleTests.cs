using HueSoc.Sigma.Correlations;
using HueSoc.Sigma.Detections;
using HueSoc.Sigma.Rules;
using HueSoc.Sigma.Tests.Rules;

namespace HueSoc.Sigma.Tests.Correlations;

/// <summary>Correlation documents: what is read of them, and what is refused.</summary>
public sealed class CorrelationRuleTests
{
    private const string Rules = """
        title: one
        id: r-1
        name: rule_one
        logsource:
          product: windows
        detection:
          s:
            A: x
          condition: s
        ---
        title: two
        id: r-2
        name: rule_two
        logsource:
          product: windows
        detection:
          s:
            A: y
          condition: s
        """;

    [Theory]
    [InlineData("event_count", "\n    gte: 10", CorrelationType.EventCount)]
    [InlineData("value_count", "\n    field: User\n    gt: 3", CorrelationType.ValueCount)]
    [InlineData("temporal", "\n    gte: 2", CorrelationType.Temporal)]
    [InlineData("temporal_ordered", "\n    gte: 2", CorrelationType.TemporalOrdered)]
    [InlineData("value_sum", "\n    field: Bytes\n    gte: 1000000", CorrelationType.ValueSum)]
    [InlineData("value_avg", "\n    field: Bytes\n    lt: 10.5", CorrelationType.ValueAverage)]
    [InlineData("value_percentile", "\n    field: Bytes\n    percentile: 95\n    gt: 100", CorrelationType.ValuePercentile)]
    public void Parse_EachType_IsRead(string type, string condition, CorrelationType expected)
    {
        RuleCollection read = Read(Document($"type: {type}\nrules: [r-1, r-2]\ngroup-by: [Host]\ntimespan: 5m\ncondition:{condition}"));

        read.Problems.ShouldBeEmpty();
        CorrelationRule rule = read.Correlations.ShouldHaveSingleItem();
        rule.Type.ShouldBe(expected);
        rule.RuleIds.ShouldBe(["r-1", "r-2"]);
        rule.GroupBy.ShouldBe(["Host"]);
        rule.Timespan.ShouldBe(TimeSpan.FromMinutes(5));
    }

    [Theory]
    [InlineData("temporal")]
    [InlineData("temporal_ordered")]
    public void Parse_TemporalWithoutCondition_MeansEveryRule(string type) =>
        Read(Document($"type: {type}\nrules: [r-1, r-2]\ngroup-by: [Host]\ntimespan: 5m")).Correlations.ShouldHaveSingleItem().Bounds.ShouldBeEmpty();

    [Theory]
    [InlineData("10s", 10)]
    [InlineData("90m", 5400)]
    [InlineData("1h", 3600)]
    [InlineData("30d", 2_592_000)]
    [InlineData("2w", 1_209_600)]
    public void Parse_Timespan_IsRead(string written, int seconds) =>
        Read(Document($"type: event_count\nrules: [r-1]\ngroup-by: [Host]\ntimespan: {written}\ncondition:\n    gte: 1"))
            .Correlations.ShouldHaveSingleItem().Timespan.TotalSeconds.ShouldBe(seconds);

    [Theory]
    [InlineData("eq: 5", Comparison.Equal, 5)]
    [InlineData("lt: 5", Comparison.Less, 5)]
    [InlineData("lte: 5", Comparison.LessOrEqual, 5)]
    [InlineData("gt: 5", Comparison.Greater, 5)]
    [InlineData("gte: '5'", Comparison.GreaterOrEqual, 5)]
    public void Parse_Bound_IsRead(string written, Comparison expected, double number) =>
        Read(Document($"type: event_count\nrules: [r-1]\ngroup-by: [Host]\ntimespan: 1m\ncondition:\n    {written}"))
            .Correlations.ShouldHaveSingleItem().Bounds.ShouldHaveSingleItem().ShouldBe(new CorrelationBound(expected, number));

    [Fact]
    public void Parse_Range_HasBothBounds() =>
        Read(Document("type: event_count\nrules: [r-1]\ngroup-by: [Host]\ntimespan: 1m\ncondition:\n    gt: 100\n    lte: 200"))
            .Correlations.ShouldHaveSingleItem().Bounds.ShouldBe([new(Comparison.Greater, 100), new(Comparison.LessOrEqual, 200)]);

    [Fact]
    public void Parse_Names_BecomeIds() =>
        Read(Document("type: temporal\nrules: [rule_two, rule_one, r-2]\ngroup-by: [Host]\ntimespan: 1m"))
            .Correlations.ShouldHaveSingleItem().RuleIds.ShouldBe(["r-2", "r-1", "r-2"]);

    [Fact]
    public void Parse_IdInOtherCase_IsTheRule() =>
        Read(Document("type: temporal\nrules: [R-1, r-2]\ngroup-by: [Host]\ntimespan: 1m"))
            .Correlations.ShouldHaveSingleItem().RuleIds.ShouldBe(["r-1", "r-2"]);

    [Fact]
    public void Parse_OneRuleOutsideAList_IsTaken() =>
        Read(Document("type: event_count\nrules: r-1\ngroup-by: Host\ntimespan: 1m\ncondition:\n    gte: 1"))
            .Correlations.ShouldHaveSingleItem().RuleIds.ShouldBe(["r-1"]);

    [Fact]
    public void Parse_Aliases_AreResolvedToIds()
    {
        CorrelationRule rule = Read(Document(
            "type: temporal\nrules: [rule_one, r-2]\ngroup-by: [ip]\ntimespan: 1m\naliases:\n    ip:\n      rule_one: source.ip\n      rule_two: destination.ip")).Correlations.ShouldHaveSingleItem();

        rule.Aliases["ip"]["r-1"].ShouldBe("source.ip");
        rule.Aliases["ip"]["r-2"].ShouldBe("destination.ip");
    }

    [Theory]
    [InlineData("generate: true", true)]
    [InlineData("generate: false", false)]
    [InlineData("x: y", false)]
    public void Parse_Generate_IsRead(string line, bool expected)
    {
        const string Body = "type: event_count\nrules: [r-1]\ngroup-by: [Host]\ntimespan: 1m\ncondition:\n    gte: 1";

        Read(Document($"{Body}\n{line}")).Correlations.ShouldHaveSingleItem().Generate.ShouldBe(expected);
        Read($"{Document(Body)}{line}\n").Correlations.ShouldHaveSingleItem().Generate.ShouldBe(expected);
    }

    [Fact]
    public void Parse_BeforeTheRulesItNames_IsResolved()
    {
        RuleCollection read = RuleLoader.Parse(
            [("a.yml", Document("type: temporal\nrules: [rule_one, r-2]\ngroup-by: [Host]\ntimespan: 1m")), ("b.yml", Rules)]);

        read.Problems.ShouldBeEmpty();
        read.Correlations.Length.ShouldBe(1);
    }

    [Fact]
    public void Parse_CorrelationOfCorrelations_IsTaken()
    {
        RuleCollection read = Read(
            Document("type: event_count\nrules: [r-1]\ngroup-by: [Host]\ntimespan: 1m\ncondition:\n    gte: 1", "c-1", "many"),
            Document("type: temporal_ordered\nrules: [many, r-2]\ngroup-by: [Host]\ntimespan: 1h", "c-2"));

        read.Problems.ShouldBeEmpty();
        read.Correlations.Single(c => c.Id == "c-2").RuleIds.ShouldBe(["c-1", "r-2"]);
    }

    [Theory]
    [InlineData("rules: [r-1]\ngroup-by: [H]\ntimespan: 1m\ncondition:\n    gte: 1", "type")]
    [InlineData("type: count\nrules: [r-1]\ngroup-by: [H]\ntimespan: 1m\ncondition:\n    gte: 1", "type")]
    [InlineData("type: Event_Count\nrules: [r-1]\ngroup-by: [H]\ntimespan: 1m\ncondition:\n    gte: 1", "type")]
    [InlineData("type: [event_count]\nrules: [r-1]\ngroup-by: [H]\ntimespan: 1m\ncondition:\n    gte: 1", "type")]
    [InlineData("type: event_count\ngroup-by: [H]\ntimespan: 1m\ncondition:\n    gte: 1", "rules")]
    [InlineData("type: event_count\nrules: []\ngroup-by: [H]\ntimespan: 1m\ncondition:\n    gte: 1", "rules")]
    [InlineData("type: event_count\nrules: {r-1: x}\ngroup-by: [H]\ntimespan: 1m\ncondition:\n    gte: 1", "rules")]
    [InlineData("type: event_count\nrules: [r-1, [r-2]]\ngroup-by: [H]\ntimespan: 1m\ncondition:\n    gte: 1", "rules")]
    [InlineData("type: event_count\nrules: [r-1]\ngroup-by: {H: x}\ntimespan: 1m\ncondition:\n    gte: 1", "group-by")]
    [InlineData("type: event_count\nrules: [r-1]\ngroup-by: [H]\ncondition:\n    gte: 1", "timespan")]
    [InlineData("type: event_count\nrules: [r-1]\ngroup-by: [H]\ntimespan: 5\ncondition:\n    gte: 1", "timespan")]
    [InlineData("type: event_count\nrules: [r-1]\ngroup-by: [H]\ntimespan: m\ncondition:\n    gte: 1", "timespan")]
    [InlineData("type: event_count\nrules: [r-1]\ngroup-by: [H]\ntimespan: 1h30m\ncondition:\n    gte: 1", "timespan")]
    [InlineData("type: event_count\nrules: [r-1]\ngroup-by: [H]\ntimespan: 1.5h\ncondition:\n    gte: 1", "timespan")]
    [InlineData("type: event_count\nrules: [r-1]\ngroup-by: [H]\ntimespan: -1h\ncondition:\n    gte: 1", "timespan")]
    [InlineData("type: event_count\nrules: [r-1]\ngroup-by: [H]\ntimespan: 0s\ncondition:\n    gte: 1", "timespan")]
    [InlineData("type: event_count\nrules: [r-1]\ngroup-by: [H]\ntimespan: 1H\ncondition:\n    gte: 1", "timespan")]
    [InlineData("type: event_count\nrules: [r-1]\ngroup-by: [H]\ntimespan: 99999999999s\ncondition:\n    gte: 1", "timespan")]
    [InlineData("type: event_count\nrules: [r-1]\ngroup-by: [H]\ntimespan: [1m]\ncondition:\n    gte: 1", "timespan")]
    [InlineData("type: event_count\nrules: [r-1]\ngroup-by: [H]\ntimespan: 1m", "condition")]
    [InlineData("type: event_count\nrules: [r-1]\ngroup-by: [H]\ntimespan: 1m\ncondition:", "condition")]
    [InlineData("type: event_count\nrules: [r-1]\ngroup-by: [H]\ntimespan: 1m\ncondition: 5", "condition")]
    [InlineData("type: event_count\nrules: [r-1]\ngroup-by: [H]\ntimespan: 1m\ncondition: {}", "condition")]
    [InlineData("type: event_count\nrules: [r-1]\ngroup-by: [H]\ntimespan: 1m\ncondition:\n    - gte: 1", "condition")]
    [InlineData("type: event_count\nrules: [r-1]\ngroup-by: [H]\ntimespan: 1m\ncondition:\n    gte: x", "gte")]
    [InlineData("type: event_count\nrules: [r-1]\ngroup-by: [H]\ntimespan: 1m\ncondition:\n    gte: [1]", "gte")]
    [InlineData("type: event_count\nrules: [r-1]\ngroup-by: [H]\ntimespan: 1m\ncondition:\n    gte:", "gte")]
    [InlineData("type: event_count\nrules: [r-1]\ngroup-by: [H]\ntimespan: 1m\ncondition:\n    gte: .inf", "gte")]
    [InlineData("type: event_count\nrules: [r-1]\ngroup-by: [H]\ntimespan: 1m\ncondition:\n    min: 5", "min")]
    [InlineData("type: value_count\nrules: [r-1]\ngroup-by: [H]\ntimespan: 1m\ncondition:\n    gte: 5", "field")]
    [InlineData("type: value_count\nrules: [r-1]\ngroup-by: [H]\ntimespan: 1m\ncondition:\n    field: U", "condition")]
    [InlineData("type: value_sum\nrules: [r-1]\ngroup-by: [H]\ntimespan: 1m\ncondition:\n    gte: 5", "field")]
    [InlineData("type: value_avg\nrules: [r-1]\ngroup-by: [H]\ntimespan: 1m\ncondition:\n    gte: 5", "field")]
    [InlineData("type: value_percentile\nrules: [r-1]\ngroup-by: [H]\ntimespan: 1m\ncondition:\n    field: B\n    gte: 5", "percentile")]
    [InlineData("type: value_percentile\nrules: [r-1]\ngroup-by: [H]\ntimespan: 1m\ncondition:\n    field: B\n    percentile: 101\n    gte: 5", "percentile")]
    [InlineData("type: temporal\nrules: [r-1]\ngroup-by: [H]\ntimespan: 1m\ncondition: x", "condition")]
    [InlineData("type: temporal\nrules: [r-1]\ngroup-by: [H]\ntimespan: 1m\naliases: x", "aliases")]
    [InlineData("type: temporal\nrules: [r-1]\ngroup-by: [H]\ntimespan: 1m\naliases:\n    ip: x", "ip")]
    [InlineData("type: temporal\nrules: [r-1]\ngroup-by: [H]\ntimespan: 1m\naliases:\n    ip:\n      r-1: [x]", "ip")]
    [InlineData("type: temporal\nrules: [r-1]\ngroup-by: [H]\ntimespan: 1m\ngenerate: maybe", "generate")]
    public void Parse_MissingOrWrongPart_IsRefusedByName(string body, string named)
    {
        RuleCollection read = Read(Document(body));

        read.Correlations.ShouldBeEmpty();
        read.Rules.Length.ShouldBe(2);
        string problem = read.Problems.ShouldHaveSingleItem().ToString();
        problem.ShouldMatch(@"^c0\.yml:\d+: \S.+");
        problem.ShouldContain(named);
    }

    [Theory]
    [InlineData("correlation: x\n")]
    [InlineData("correlation:\n")]
    [InlineData("correlation: []\n")]
    public void Parse_CorrelationThatIsNoMap_IsRefused(string line) => Loading.Refusal($"title: c\n{line}").ShouldStartWith("r.yml:2: ");

    [Fact]
    public void Parse_CorrelationWithoutTitle_IsRefused() =>
        Read(Document("type: temporal\nrules: [r-1]\ngroup-by: [H]\ntimespan: 1m").Replace("title: c\n", "", StringComparison.Ordinal))
            .Problems.ShouldHaveSingleItem().ToString().ShouldContain("title");

    [Fact]
    public void Parse_UnknownRule_IsRefusedByName()
    {
        RuleCollection read = Read(Document("type: temporal\nrules: [r-1, nosuch]\ngroup-by: [H]\ntimespan: 1m"));

        read.Correlations.ShouldBeEmpty();
        read.Problems.ShouldHaveSingleItem().ToString().ShouldMatch(@"^c0\.yml:1: .*'nosuch'");
    }

    [Fact]
    public void Parse_RuleThatWasRefused_IsUnknown()
    {
        RuleCollection read = RuleLoader.Parse(
        [
            ("a.yml", Rules.Replace("A: y", "A|nosuch: y", StringComparison.Ordinal)),
            ("c0.yml", Document("type: temporal\nrules: [r-1, r-2]\ngroup-by: [H]\ntimespan: 1m")),
        ]);

        read.Correlations.ShouldBeEmpty();
        read.Problems.Length.ShouldBe(2);
    }

    [Fact]
    public void Parse_AliasOfAnUnknownRule_IsRefused() =>
        Read(Document("type: temporal\nrules: [r-1]\ngroup-by: [ip]\ntimespan: 1m\naliases:\n    ip:\n      nosuch: x"))
            .Problems.ShouldHaveSingleItem().ToString().ShouldContain("nosuch");

    [Fact]
    public void Parse_CorrelationThatBuildsOnARefusedOne_IsRefusedToo()
    {
        RuleCollection read = Read(
            Document("type: temporal\nrules: [r-1, nosuch]\ngroup-by: [H]\ntimespan: 1m", "c-1", "first"),
            Document("type: temporal\nrules: [r-1, first]\ngroup-by: [H]\ntimespan: 1m", "c-2"),
            Document("type: temporal\nrules: [r-1, c-2]\ngroup-by: [H]\ntimespan: 1m", "c-3"));

        read.Correlations.ShouldBeEmpty();
        read.Problems.Length.ShouldBe(3);
    }

    [Fact]
    public void Parse_CorrelationOfItself_IsRefused()
    {
        RuleCollection read = Read(Document("type: temporal\nrules: [r-1, c-1]\ngroup-by: [H]\ntimespan: 1m", "c-1"));

        read.Correlations.ShouldBeEmpty();
        read.Problems.ShouldHaveSingleItem().ToString().ShouldStartWith("c0.yml:1: ");
    }

    [Fact]
    public void Parse_CircleOfThree_IsRefused()
    {
        RuleCollection read = Read(
            Document("type: temporal\nrules: [r-1, c-2]\ngroup-by: [H]\ntimespan: 1m", "c-1"),
            Document("type: temporal\nrules: [r-1, c-3]\ngroup-by: [H]\ntimespan: 1m", "c-2"),
            Document("type: temporal\nrules: [r-1, c-1]\ngroup-by: [H]\ntimespan: 1m", "c-3"));

        read.Correlations.ShouldBeEmpty();
        read.Problems.Length.ShouldBe(3);
    }

    [Fact]
    public void Parse_CorrelationThatBuildsOnACircle_IsRefusedToo()
    {
        RuleCollection read = Read(
            Document("type: temporal\nrules: [r-1, c-2]\ngroup-by: [H]\ntimespan: 1m", "c-1"),
            Document("type: temporal\nrules: [r-1, c-1]\ngroup-by: [H]\ntimespan: 1m", "c-2"),
            Document("type: temporal\nrules: [r-1, c-1]\ngroup-by: [H]\ntimespan: 1m", "c-3"));

        read.Correlations.ShouldBeEmpty();
        read.Problems.Length.ShouldBe(3);
    }

    [Fact]
    public void Parse_IdOfARule_IsTaken() =>
        Read(Document("type: temporal\nrules: [r-1]\ngroup-by: [H]\ntimespan: 1m", "r-2")).Problems.ShouldHaveSingleItem().ToString().ShouldContain("r-2");

    [Fact]
    public void Parse_NameOfTwoRules_MeansTheFirstAndIsAWarning()
    {
        RuleCollection read = RuleLoader.Parse(
        [
            ("a.yml", Rules.Replace("name: rule_two", "name: rule_one", StringComparison.Ordinal)),
            ("c0.yml", Document("type: temporal\nrules: [rule_one]\ngroup-by: [H]\ntimespan: 1m")),
        ]);

        read.Correlations.ShouldHaveSingleItem().RuleIds.ShouldBe(["r-1"]);
        read.Warnings.ShouldHaveSingleItem().ToString().ShouldMatch(@"^a\.yml:11: .*rule_one.*a\.yml:1");
    }

    private static string Document(string body, string id = "c-1", string name = "corr") =>
        $"title: c\nid: {id}\nname: {name}\ncorrelation:\n  {body.Replace("\n", "\n  ", StringComparison.Ordinal)}\n";

    private static RuleCollection Read(params string[] documents) =>
        RuleLoader.Parse([("a.yml", Rules), .. documents.Select((d, i) => ($"c{i}.yml", d))]);
}
