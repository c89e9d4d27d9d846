using HueSoc.Sigma.Rules;

namespace HueSoc.Sigma.Tests.Rules;

/// <summary>Rules that are refused, each with <c>path:line: reason</c>.</summary>
public sealed class RuleRefusalTests
{
    private const string Good = "title: good\nlogsource:\n  product: windows\ndetection:\n  s:\n    A: x\n  condition: s\n";

    [Theory]
    [InlineData("logsource:\n  product: windows\ndetection:\n  s:\n    A: x\n  condition: s\n", 1, "title")]
    [InlineData("title:\nlogsource:\n  product: windows\ndetection:\n  s:\n    A: x\n  condition: s\n", 1, "title")]
    [InlineData("title: ''\nlogsource:\n  product: windows\ndetection:\n  s:\n    A: x\n  condition: s\n", 1, "title")]
    [InlineData("title: [a]\nlogsource:\n  product: windows\ndetection:\n  s:\n    A: x\n  condition: s\n", 1, "title")]
    [InlineData("title: t\ndetection:\n  s:\n    A: x\n  condition: s\n", 1, "logsource")]
    [InlineData("title: t\nlogsource:\ndetection:\n  s:\n    A: x\n  condition: s\n", 2, "logsource")]
    [InlineData("title: t\nlogsource: windows\ndetection:\n  s:\n    A: x\n  condition: s\n", 2, "logsource")]
    [InlineData("title: t\nlogsource:\n  - product: windows\ndetection:\n  s:\n    A: x\n  condition: s\n", 3, "logsource")]
    [InlineData("title: t\nlogsource: {}\ndetection:\n  s:\n    A: x\n  condition: s\n", 2, "logsource")]
    [InlineData("title: t\nlogsource:\n  definition: d\ndetection:\n  s:\n    A: x\n  condition: s\n", 3, "logsource")]
    [InlineData("title: t\nlogsource:\n  product: [windows]\ndetection:\n  s:\n    A: x\n  condition: s\n", 3, "product")]
    [InlineData("title: t\nlogsource:\n  product: windows\n", 1, "detection")]
    [InlineData("title: t\nlogsource:\n  product: windows\ndetection:\n", 4, "detection")]
    [InlineData("title: t\nlogsource:\n  product: windows\ndetection: s\n", 4, "detection")]
    [InlineData("title: t\nlogsource:\n  product: windows\ndetection:\n  - s\n", 5, "detection")]
    [InlineData("title: t\nlogsource:\n  product: windows\ndetection:\n  condition: s\n", 5, "search identifier")]
    public void Parse_MissingOrWrongPart_IsRefusedOnItsLine(string yaml, int line, string named)
    {
        string refusal = Loading.Refusal(yaml);

        refusal.ShouldStartWith($"r.yml:{line}: ");
        refusal.ShouldContain(named);
    }

    [Theory]
    [InlineData("level: extreme", "level")]
    [InlineData("level: 3", "level")]
    [InlineData("level: [high]", "level")]
    [InlineData("level: 'high '", "level")]
    [InlineData("status: ready", "status")]
    [InlineData("status: {stable: true}", "status")]
    [InlineData("tags: attack.t1059", "tags")]
    [InlineData("tags: {attack: t1059}", "tags")]
    [InlineData("tags: [attack.t1059, [x]]", "tags")]
    [InlineData("id: [a]", "id")]
    [InlineData("id: ''", "id")]
    [InlineData("name: {a: b}", "name")]
    [InlineData("action: global", "action")]
    public void Parse_BadAttribute_IsRefusedOnItsLine(string attribute, string named)
    {
        string refusal = Loading.Refusal($"title: t\n{attribute}\n{Good["title: good\n".Length..]}");

        refusal.ShouldStartWith("r.yml:2: ");
        refusal.ShouldContain(named);
    }

    [Theory]
    [InlineData("A:\n  B: x")]
    [InlineData("A:\n  - B: x")]
    [InlineData("A:\n  - [x]")]
    [InlineData("A: []")]
    [InlineData("A: {}")]
    [InlineData("'|all': [x, null]")]
    [InlineData("'': null")]
    public void Parse_BadValue_IsRefused(string item) =>
        Loading.Refusal(Loading.Rule($"s:\n  {item.Replace("\n", "\n  ", StringComparison.Ordinal)}\ncondition: s")).ShouldMatch(@"^r\.yml:[67]: \S.+");

    [Theory]
    [InlineData("s:")]
    [InlineData("s: []")]
    [InlineData("s: {}")]
    [InlineData("s: null")]
    [InlineData("s: [null]")]
    [InlineData("s: [x, null]")]
    [InlineData("s: [[]]")]
    [InlineData("s: [{}]")]
    public void Parse_BadSearchIdentifier_IsRefused(string identifier) =>
        Loading.Refusal(Loading.Rule($"{identifier}\ncondition: s")).ShouldMatch(@"^r\.yml:5: \S.+");

    [Fact]
    public void Parse_SeveralFaults_AreAllNamedInOneProblem()
    {
        string refusal = Loading.Refusal("title: t\nlevel: x\nstatus: y\nlogsource:\n  product: windows\ndetection:\n  s:\n    A|foo: x\n    B|gt: y\n  condition: z\n");

        refusal.ShouldStartWith("r.yml:");
        foreach (string part in new[] { "'x'", "'y'", "'foo'", "'gt'", "'z'" })
            refusal.ShouldContain(part);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("- a\n- b")]
    [InlineData("5")]
    public void Parse_DocumentThatIsNoMap_IsRefused(string yaml) => Loading.Refusal(yaml).ShouldStartWith("r.yml:1: ");

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("# nothing\n")]
    [InlineData("---\n...\n")]
    [InlineData("---\n---\n")]
    public void Parse_EmptyFile_HoldsNothing(string yaml)
    {
        RuleCollection read = Loading.Read(yaml);

        read.Rules.ShouldBeEmpty();
        read.Problems.ShouldBeEmpty();
    }

    [Fact]
    public void Parse_UnknownKeys_AreTolerated()
    {
        RuleCollection read = Loading.Read(
            "foo: 1\ntitle: t\nx-own: {a: [b]}\nrelated:\n  - id: 1\n    type: similar\nlogsource:\n  product: windows\n  definition: d\n  more: [1]\n"
            + "detection:\n  s:\n    A: x\n  condition: s\n  timeframe: 5m\nfields: [A]\nfalsepositives: Unknown\ndate: 2024-01-01\nscope: [server]\nlicense: MIT\n");

        read.Problems.ShouldBeEmpty();
        read.Rules.ShouldHaveSingleItem().Detections.Select(d => d.Name).ShouldBe(["s"]);
    }

    [Fact]
    public void Parse_DocumentsInOneFile_EachHaveTheirLine()
    {
        RuleCollection read = Loading.Read($"{Good}---\n# second\n{Good.Replace("good", "second", StringComparison.Ordinal)}");

        read.Rules.Select(r => r.Location.ToString()).ShouldBe(["r.yml:1", "r.yml:10"]);
    }

    [Fact]
    public void Parse_BadDocumentBetweenGoodOnes_LeavesItsNeighbours()
    {
        string bad = Good.Replace("A: x", "A|nosuch: x", StringComparison.Ordinal).Replace("good", "bad", StringComparison.Ordinal);
        RuleCollection read = Loading.Read($"{Good}---\n{bad}---\n{Good.Replace("good", "last", StringComparison.Ordinal)}");

        read.Rules.Select(r => r.Title).ShouldBe(["good", "last"]);
        read.Problems.ShouldHaveSingleItem().Location.ShouldBe(new SourceLocation("r.yml", 14));
    }

    [Fact]
    public void Parse_BadFileBetweenGoodOnes_LeavesItsNeighbours()
    {
        RuleCollection read = RuleLoader.Parse([("a.yml", Good), ("b.yml", "title: [\n"), ("c.yml", Good)]);

        read.Rules.Select(r => r.Location.Path).ShouldBe(["a.yml", "c.yml"]);
        read.Problems.ShouldHaveSingleItem().Location.Path.ShouldBe("b.yml");
    }
}
