using System.Collections.Immutable;
using System.Text;
using HueSoc.Sigma.Matching;
using HueSoc.Sigma.Pipelines;
using HueSoc.Sigma.Rules;
using HueSoc.Sigma.Tests.Rules;
using HueSoc.Tests.Corpus;

namespace HueSoc.Sigma.Tests.Matching;

/// <summary>What the engine says of rules as a whole: which apply, to which layouts, which fail.</summary>
public sealed class SigmaEngineTests
{
    private const string FlatWindows = "{\"EventID\":1,\"Channel\":\"Microsoft-Windows-Sysmon/Operational\",\"Image\":\"C:\\\\x.exe\"}";
    private const string EvtxDump =
        "{\"Event\":{\"System\":{\"EventID\":1,\"Channel\":\"Microsoft-Windows-Sysmon/Operational\"},\"EventData\":{\"Image\":\"C:\\\\x.exe\"}}}";
    private const string Winlogbeat =
        "{\"winlog\":{\"event_id\":1,\"channel\":\"Microsoft-Windows-Sysmon/Operational\",\"event_data\":{\"Image\":\"C:\\\\x.exe\"}}}";
    private const string Linux = "{\"type\":\"EXECVE\",\"Image\":\"C:\\\\x.exe\"}";

    [Theory]
    [InlineData(FlatWindows, true)]
    [InlineData(EvtxDump, true)]
    [InlineData(Winlogbeat, true)]
    [InlineData(Linux, false)]
    public void Match_ProductAlone_IsTheThreeLayoutsOfTheProductAndNoOther(string json, bool expected)
    {
        SigmaEngine engine = SigmaEngine.Compile(Loading.Read(Loading.Rule("s:\n  Image|endswith: '\\x.exe'\ncondition: s")).Rules, [], TestLayouts.Windows);

        engine.NotApplicable.ShouldBeEmpty();
        Matches(engine, json).ShouldBe(expected);
    }

    [Theory]
    [InlineData(FlatWindows, true)]
    [InlineData(EvtxDump, true)]
    [InlineData(Winlogbeat, true)]
    [InlineData(Linux, false)]
    public void Match_NegationOnAProductAlone_IsNotEveryEventThereIs(string json, bool expected)
    {
        SigmaEngine engine = SigmaEngine.Compile(Loading.Read(Loading.Rule("s:\n  Nosuch: x\ncondition: not s")).Rules, [], TestLayouts.Windows);

        Matches(engine, json).ShouldBe(expected);
    }

    [Theory]
    [InlineData("category: process_creation", "category=process_creation")]
    [InlineData("product: linux", "product=linux")]
    [InlineData("product: Windows", "product=Windows")]
    [InlineData("product: windows\n  category: nosuch", "category=nosuch")]
    [InlineData("product: windows\n  service: nosuch", "service=nosuch")]
    [InlineData("service: security", "service=security")]
    public void Compile_LogSourceThatNothingMaps_IsNotApplicableAndSaysWhy(string logSource, string named)
    {
        RuleCollection read = Loading.Read(Loading.Rule("s:\n  A: x\ncondition: s").Replace("product: windows", logSource, StringComparison.Ordinal));
        SigmaEngine engine = SigmaEngine.Compile(read.Rules, [], TestLayouts.Windows);

        engine.Rules.ShouldBeEmpty();
        engine.Failures.ShouldBeEmpty();
        string reason = engine.NotApplicable.ShouldHaveSingleItem().ToString();
        reason.ShouldStartWith("r.yml:1: ");
        reason.ShouldContain(named);
    }

    [Fact]
    public void Compile_PlaceholderWithoutValues_IsNotApplicableAndSaysWhich()
    {
        SigmaEngine engine = SigmaEngine.Compile(
            Loading.Read(Loading.Rule("s:\n  A|expand: 'x%Administrators%y'\ncondition: s")).Rules, [], TestLayouts.Windows);

        engine.Rules.ShouldBeEmpty();
        engine.Failures.ShouldBeEmpty();
        engine.NotApplicable.ShouldHaveSingleItem().ToString().ShouldMatch("^r\\.yml:1: .*Administrators");
    }

    [Theory]
    [InlineData("{\"A\":\"xroot\"}", true)]
    [InlineData("{\"A\":\"XADMIN1\"}", true)]
    [InlineData("{\"A\":\"x%Administrators%\"}", false)]
    [InlineData("{\"A\":\"xuser\"}", false)]
    public void Match_PlaceholderWithValues_IsAnyOfThem(string json, bool expected)
    {
        SigmaEngine engine = SigmaEngine.Compile(
            Loading.Read(Loading.Rule("s:\n  A|expand: 'x%Administrators%'\ncondition: s")).Rules,
            [Pipeline("name: p\nvars:\n  Administrators: [root, 'admin?']\ntransformations:\n  - type: value_placeholders\n")],
            [TestLayouts.Flat]);

        engine.NotApplicable.ShouldBeEmpty();
        Matches(engine, json).ShouldBe(expected);
    }

    [Fact]
    public void Match_PlaceholderBehindAnEscapedPercentSign_IsTheOther()
    {
        SigmaEngine engine = SigmaEngine.Compile(
            Loading.Read(Loading.Rule("s:\n  A|expand: '\\%plain%name%'\ncondition: s")).Rules,
            [Pipeline("name: p\nvars:\n  name: [root]\ntransformations:\n  - type: value_placeholders\n")],
            [TestLayouts.Flat]);

        engine.NotApplicable.ShouldBeEmpty();
        Matches(engine, "{\"A\":\"%plainroot\"}").ShouldBeTrue();
    }

    [Fact]
    public void Compile_RegexThatCannotBeHonoured_IsAFailureOnItsLineAndItsNeighboursGoOn()
    {
        RuleCollection read = Loading.Read(
            $"{Loading.Rule("s:\n  A: y\n  A|re: '('\ncondition: s", "bad")}---\n{Loading.Rule("s:\n  A: x\ncondition: s", "good")}");
        SigmaEngine engine = SigmaEngine.Compile(read.Rules, [], [TestLayouts.Flat]);

        engine.Failures.ShouldHaveSingleItem().ToString().ShouldStartWith("r.yml:7: ");
        engine.Rules.ShouldHaveSingleItem().Title.ShouldBe("good");
        Matches(engine, "{\"A\":\"x\"}").ShouldBeTrue();
    }

    [Fact]
    public void Match_OneProcessRuleWithTheShippedPipelines_TakesSysmonAndSecurityEvents()
    {
        RuleCollection read = Loading.Read(Loading.Rule("s:\n  Image|endswith: '\\x.exe'\n  CommandLine|contains: needle\ncondition: s")
            .Replace("product: windows", "product: windows\n  category: process_creation", StringComparison.Ordinal));
        SigmaEngine engine = SigmaEngine.Compile(read.Rules, ShippedPipelines(), TestLayouts.Windows);
        engine.Rules.Length.ShouldBe(1);
        EventMatcher matcher = engine.CreateMatcher();

        (string Json, bool Expected)[] events =
        [
            ("{\"EventID\":1,\"Channel\":\"Microsoft-Windows-Sysmon/Operational\",\"Image\":\"C:\\\\x.exe\",\"CommandLine\":\"a needle\"}", true),
            ("{\"EventID\":4688,\"Channel\":\"Security\",\"NewProcessName\":\"C:\\\\x.exe\",\"CommandLine\":\"a needle\"}", true),
            ("{\"EventID\":4688,\"Channel\":\"Security\",\"Image\":\"C:\\\\x.exe\",\"CommandLine\":\"a needle\"}", false),
            ("{\"EventID\":5,\"Channel\":\"Microsoft-Windows-Sysmon/Operational\",\"Image\":\"C:\\\\x.exe\",\"CommandLine\":\"a needle\"}", false),
            ("{\"EventID\":1,\"Channel\":\"Security\",\"Image\":\"C:\\\\x.exe\",\"CommandLine\":\"a needle\"}", false),
            ("{\"Event\":{\"System\":{\"EventID\":4688,\"Channel\":\"Security\"},\"EventData\":{\"NewProcessName\":\"C:\\\\x.exe\",\"CommandLine\":\"a needle\"}}}", true),
            ("{\"winlog\":{\"event_id\":\"1\",\"channel\":\"Microsoft-Windows-Sysmon/Operational\",\"event_data\":{\"Image\":\"C:\\\\X.EXE\",\"CommandLine\":\"Needle\"}}}", true),
        ];
        foreach ((string json, bool expected) in events)
        {
            matcher.Match(Encoding.UTF8.GetBytes(json)).ShouldBe(EventFault.None);
            (matcher.Matches.Length == 1).ShouldBe(expected, json);
        }
    }

    [Fact]
    public void Match_SpacesInKeys_AreDroppedOnlyInTheLayoutThatSaysSo()
    {
        SigmaEngine engine = SigmaEngine.Compile(
            Loading.Read(Loading.Rule("s:\n  ThreatName: x\ncondition: s")).Rules,
            [],
            [TestLayouts.Flat with { DropsSpacesInKeys = true, Markers = [["EventID"]] }, TestLayouts.Flat with { Name = "other" }]);

        Matches(engine, "{\"EventID\":1,\"Threat Name\":\"x\"}").ShouldBeTrue();
        Matches(engine, "{\"EventID\":1,\"ThreatName\":\"x\"}").ShouldBeTrue();
        Matches(engine, "{\"ThreatName\":\"x\"}").ShouldBeTrue();
        Matches(engine, "{\"Threat Name\":\"x\"}").ShouldBeFalse();
    }

    [Fact]
    public void Match_FieldAtSeveralPaths_TheFirstPresentOneWins()
    {
        SigmaEngine engine = SigmaEngine.Compile(
            Loading.Read(Loading.Rule("s:\n  A: x\ncondition: s")).Rules, [], [new() { Name = "l", Product = "windows", Paths = f => [$"one.{f}", $"two.{f}"] }]);

        Matches(engine, "{\"one\":{\"A\":\"x\"}}").ShouldBeTrue();
        Matches(engine, "{\"two\":{\"A\":\"x\"}}").ShouldBeTrue();
        Matches(engine, "{\"two\":{\"A\":\"x\"},\"one\":{\"A\":\"y\"}}").ShouldBeFalse();
        Matches(engine, "{\"two\":{\"A\":\"x\"},\"one\":{\"A\":null}}").ShouldBeFalse();
        Matches(engine, "{\"A\":\"x\"}").ShouldBeFalse();
    }

    [Theory]
    [InlineData("{\"u\":{\"E\":{\"X\":\"x\"}}}", "X")]
    [InlineData("{\"u\":{\"X\":\"x\"}}", "X")]
    [InlineData("{\"d\":{\"X\":\"x\"}}", "X")]
    [InlineData("{\"X\":\"x\"}", "X")]
    [InlineData("{\"u\":{\"X\":{\"X\":\"x\"}}}", "X")]
    [InlineData("{\"u\":{\"X\":{\"Y\":\"x\"}}}", "Y")]
    [InlineData("{\"u\":{\"Y\":{\"X\":\"x\",\"Y\":\"x\"}}}", "XY")]
    [InlineData("{\"u\":{\"a\":{\"b\":{\"c\":\"x\"}}}}", "b.c")]
    [InlineData("{\"u\":{\"b\":{\"c\":\"x\"}}}", "b.c")]
    [InlineData("{\"u\":{\"b\":{\"b\":{\"c\":\"x\"}}}}", "b.c")]
    [InlineData("{\"u\":{\"b\":{\"X\":\"x\"}}}", "X")]
    [InlineData("{\"u.E.X\":\"x\"}", "")]
    [InlineData("{\"u\":{\"E\":{\"b.c\":\"x\"}}}", "b.c")]
    [InlineData("{\"u\":{\"E\":{\"F\":{\"X\":\"x\"}}}}", "")]
    [InlineData("{\"u\":{\"E\":{\"Sp X\":\"x\"}}}", "SpX")]
    [InlineData("{\"u\":{\"Sp X\":\"x\"}}", "SpX")]
    public void Match_LayoutWithAnyKeyInAPath_FindsTheFieldBelowEachKey(string json, string expected)
    {
        EventLayout layout = new()
        {
            Name = "l",
            Product = "windows",
            Paths = f => [$"d.{f}", $"u.*.{f}", $"u.{f}", f],
            DropsSpacesInKeys = true,
        };
        RuleCollection read = Loading.Read(string.Join("---\n", new[] { "X", "Y", "b.c", "SpX" }.Select(f => Loading.Rule($"s:\n  {f}: x\ncondition: s", f))));
        SigmaEngine engine = SigmaEngine.Compile(read.Rules, [], [layout]);
        EventMatcher matcher = engine.CreateMatcher();

        matcher.Match(Encoding.UTF8.GetBytes(json)).ShouldBe(EventFault.None);

        string.Concat(matcher.Matches.ToArray().Select(m => engine.Rules[m].Title)).ShouldBe(expected);
    }

    [Fact]
    public void Match_ManyExactValuesInSeveralFields_KeepsThemApart()
    {
        // More values than fit in 16 bits, in two fields that tell rules apart.
        string Rule(string title, string field, int from) => Loading.Rule(
            $"s:\n  {field}:\n{string.Concat(Enumerable.Range(from, 40_000).Select(i => $"    - v{i}\n"))}condition: s", title);
        RuleCollection read = RuleLoader.Parse(
        [
            ("a.yml", Rule("a1", "A", 0)), ("b.yml", Rule("a2", "A", 40_000)), ("c.yml", Rule("b1", "B", 0)), ("d.yml", Rule("b2", "B", 40_000)),
        ]);
        read.Problems.ShouldBeEmpty();
        SigmaEngine engine = SigmaEngine.Compile(read.Rules, [], TestLayouts.Windows);
        EventMatcher matcher = engine.CreateMatcher();
        List<string> wrong = [];
        foreach (int i in new[] { 0, 1, 5_000, 25_534, 25_535, 25_536, 25_537, 39_999, 40_000, 65_534, 65_535, 65_536, 65_537, 70_000, 79_999, 80_000 })
        {
            foreach (string field in new[] { "A", "B" })
            {
                // Twice: the second time the partition is known.
                foreach (int _ in new[] { 0, 1 })
                {
                    string json = $"{{\"EventID\":1,\"{field}\":\"v{i}\"}}";
                    matcher.Match(Encoding.UTF8.GetBytes(json));
                    string expected = i >= 80_000 ? string.Empty : $"{field.ToLowerInvariant()}{(i < 40_000 ? 1 : 2)}";
                    string actual = string.Join(',', matcher.Matches.ToArray().Select(m => engine.Rules[m].Title));
                    if (actual != expected)
                        wrong.Add($"{json}: {actual} instead of {expected}");
                }
            }
        }

        wrong.ShouldBeEmpty();
    }

    private static ProcessingPipeline Pipeline(string yaml)
    {
        List<RuleProblem> problems = [];
        ProcessingPipeline? pipeline = ProcessingPipeline.Parse("p.yml", yaml, problems);
        problems.ShouldBeEmpty();
        return pipeline.ShouldNotBeNull();
    }

    private static ImmutableArray<ProcessingPipeline> ShippedPipelines() =>
    [
        .. Directory.EnumerateFiles(Path.Combine(CorpusPaths.Repository, "rules", "pipelines"), "*.yml").Order(StringComparer.Ordinal)
            .Select(f => Pipeline(File.ReadAllText(f))),
    ];

    private static bool Matches(SigmaEngine engine, string json)
    {
        EventMatcher matcher = engine.CreateMatcher();
        matcher.Match(Encoding.UTF8.GetBytes(json)).ShouldBe(EventFault.None);
        return matcher.Matches.Length > 0;
    }
}
