using System.Text;
using HueSoc.Sigma.Rules;
using HueSoc.Sigma.Tests.Rules;

namespace HueSoc.Sigma.Tests.Yaml;

/// <summary>YAML that is damaged, hostile or merely unusual.</summary>
public sealed class YamlRefusalTests
{
    private static string Good(string title) => Loading.Rule("s:\n  A: x\ncondition: s", title);

    [Theory]
    [InlineData("title: t\ntitle: u\nlogsource:\n  product: windows\ndetection:\n  s:\n    A: x\n  condition: s\n", 2)]
    [InlineData("title: t\nlogsource:\n  product: windows\n  product: linux\ndetection:\n  s:\n    A: x\n  condition: s\n", 4)]
    [InlineData("title: t\nlogsource:\n  product: windows\ndetection:\n  s:\n    A: x\n    A: y\n  condition: s\n", 7)]
    [InlineData("title: t\nlogsource:\n  product: windows\ndetection:\n  s:\n    A: x\n  s:\n    A: y\n  condition: s\n", 7)]
    [InlineData("title: t\nlogsource:\n  product: windows\ndetection:\n  s:\n    A: x\n    'A': y\n  condition: s\n", 7)]
    [InlineData("title: t\nlogsource:\n  product: windows\ndetection:\n  s:\n    - {A: x, B: y, A: z}\n  condition: s\n", 6)]
    public void Parse_KeyTwiceInOneMap_IsRefusedOnTheLineOfTheSecond(string yaml, int line) =>
        Loading.Refusal(yaml).ShouldStartWith($"r.yml:{line}: ");

    [Fact]
    public void Parse_TheSameKeyInMapsOfItsOwn_IsTaken() =>
        Loading.Read(Loading.Rule("s:\n  - A: x\n  - A: y\nt:\n  A: z\ncondition: s or t")).Rules.Length.ShouldBe(1);

    [Theory]
    [InlineData("title: t\nlogsource:\n\tproduct: windows\n", 3)]
    [InlineData("title: t\nlogsource:\n  product: windows\n category: x\n", 4)]
    [InlineData("title: t\ndetection:\n  s:\n    A: 'x\n  condition: s\n", 0)]
    [InlineData("title: t\ntags: [a, b\nlogsource:\n", 0)]
    [InlineData("title: 'a' b\n", 1)]
    [InlineData("title: t\nx: @y\n", 2)]
    [InlineData("title: t\nx: \"\\q\"\n", 2)]
    [InlineData("title: t\nx: y: z\n", 2)]
    [InlineData("title: t\nx: *nosuch\n", 2)]
    [InlineData("title: t\n- x\n", 2)]
    [InlineData("%YAML 3.0\n---\ntitle: t\n", 0)]
    [InlineData("{title: t", 0)]
    [InlineData("? [a, b]\n: c\n", 1)]
    public void Parse_DamagedYaml_IsRefusedWithItsLine(string yaml, int line)
    {
        string refusal = Loading.Refusal(yaml);

        refusal.ShouldMatch(line > 0 ? $@"^r\.yml:{line}: \S.+" : @"^r\.yml:\d+: \S.+");
        refusal.ShouldNotContain("\n");
    }

    [Fact]
    public void Parse_DamageInALaterDocument_KeepsTheDocumentsBeforeIt()
    {
        RuleCollection read = Loading.Read($"{Good("first")}---\ntitle: 'x\n  y: [\n");

        read.Rules.ShouldHaveSingleItem().Title.ShouldBe("first");
        read.Problems.Length.ShouldBe(1);
    }

    [Fact]
    public void Parse_KeyTwiceInTheDocumentBetween_KeepsBothNeighbours()
    {
        RuleCollection read = Loading.Read($"{Good("first")}---\ntitle: bad\ntitle: worse\n{Good("x")["title: x\n".Length..]}---\n{Good("last")}");

        read.Rules.Select(r => r.Title).ShouldBe(["first", "last"]);
        read.Problems.Length.ShouldBe(1);
    }

    [Fact]
    public void Parse_UnknownAliasInTheDocumentBetween_KeepsBothNeighbours()
    {
        RuleCollection read = Loading.Read($"{Good("first")}---\ntitle: *nosuch\n---\n{Good("last")}");

        read.Rules.Select(r => r.Title).ShouldBe(["first", "last"]);
        read.Problems.Length.ShouldBe(1);
    }

    [Fact]
    public void Parse_TooDeepDocumentBetween_KeepsBothNeighbours()
    {
        RuleCollection read = Loading.Read($"{Good("first")}---\ntitle: {new string('[', 100)}{new string(']', 100)}\n---\n{Good("last")}");

        read.Rules.Select(r => r.Title).ShouldBe(["first", "last"]);
        read.Problems.Length.ShouldBe(1);
    }

    [Fact]
    public void Parse_TabInTheDocumentBetween_KeepsBothNeighbours()
    {
        RuleCollection read = Loading.Read($"{Good("first")}---\ntitle: bad\nlogsource:\n\tproduct: windows\n---\n{Good("last")}");

        read.Rules.Select(r => r.Title).ShouldBe(["first", "last"]);
        read.Problems.Length.ShouldBe(1);
    }

    [Fact]
    public void Parse_AliasBomb_IsRefused()
    {
        StringBuilder yaml = new("title: t\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++)
            yaml.Append($"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n");

        Loading.Refusal(yaml.ToString()).ShouldMatch(@"^r\.yml:\d+: \S.+");
    }

    [Fact]
    public void Parse_AliasOfItself_IsRefused() => Loading.Refusal("title: t\na: &a [*a]\n").ShouldStartWith("r.yml:2: ");

    [Fact]
    public void Parse_Aliases_AreWhatTheyStandFor()
    {
        RuleCollection read = Loading.Read(Loading.Rule("s:\n  A: &v [x, y]\nt:\n  B: *v\ncondition: s or t"));

        read.Problems.ShouldBeEmpty();
        read.Rules.Length.ShouldBe(1);
    }

    [Fact]
    public void Parse_AnchorsOfAnotherDocument_AreNotKnown()
    {
        RuleCollection read = Loading.Read($"x: &x y\n{Good("first")}---\nx: *x\n{Good("second")}");

        read.Rules.ShouldHaveSingleItem().Title.ShouldBe("first");
        read.Problems.Length.ShouldBe(1);
    }

    [Fact]
    public void Parse_NestedTooDeep_IsRefused() =>
        Loading.Refusal($"title: t\nx: {new string('[', 20_000)}").ShouldMatch(@"^r\.yml:\d+: \S.+");

    [Fact]
    public void Parse_TooManyCharacters_IsRefused() => Loading.Refusal($"title: t\nx: '{new string('a', 5_000_000)}'\n").ShouldStartWith("r.yml: ");

    [Fact]
    public void Parse_TooManyValues_IsRefused() =>
        Loading.Refusal(Loading.Rule($"s:\n  A:\n    - x\n{string.Concat(Enumerable.Range(0, 60_000).Select(i => $"    - v{i}\n"))}condition: s"))
            .ShouldMatch(@"^r\.yml:\d+: \S.+");

    [Fact]
    public void Parse_ByteOrderMarkAndCarriageReturns_AreNothing()
    {
        RuleCollection read = Loading.Read($"\ufeff{Good("t").Replace("\n", "\r\n", StringComparison.Ordinal)}");

        read.Problems.ShouldBeEmpty();
        read.Rules.ShouldHaveSingleItem().Title.ShouldBe("t");
    }

    [Theory]
    [InlineData("title: t\0\nx: y\n")]
    [InlineData("title: t\u0007\n")]
    [InlineData("\u0001")]
    [InlineData("title: \ud800\n")]
    public void Parse_CharactersThatYamlDoesNotKnow_DoNotEndTheRun(string yaml) => Loading.Read(yaml).Rules.ShouldBeEmpty();
}
