using HueSoc.Sigma.Rules;

namespace HueSoc.Sigma.Tests.Rules;

/// <summary>Ids: written, made, taken twice; and the other attributes as they come out.</summary>
public sealed class RuleIdTests
{
    [Fact]
    public void Parse_RuleWithoutId_GetsAUuidOfItsPathAndTitle()
    {
        string Id(string path, string title) => RuleLoader.Parse([(path, Loading.Rule("s:\n  A: x\ncondition: s", title))]).Rules[0].Id;

        Guid.TryParseExact(Id("a.yml", "t"), "D", out _).ShouldBeTrue();
        Id("a.yml", "t").ShouldBe(Id("a.yml", "t"));
        Id("a.yml", "t").ShouldNotBe(Id("b.yml", "t"));
        Id("a.yml", "t").ShouldNotBe(Id("a.yml", "u"));
        Id("x\\a.yml", "t").ShouldBe(Id("x/a.yml", "t"));
    }

    [Fact]
    public void Load_RuleWithoutId_HasTheSameIdWhereverTheFolderLies()
    {
        string Id(string folder)
        {
            string sub = Path.Combine(folder, "windows");
            Directory.CreateDirectory(sub);
            File.WriteAllText(Path.Combine(sub, "r.yml"), Loading.Rule("s:\n  A: x\ncondition: s"));
            try
            {
                return RuleLoader.Load([folder], CancellationToken.None).Rules.ShouldHaveSingleItem().Id;
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        Id(Directory.CreateTempSubdirectory("rules").FullName).ShouldBe(Id(Directory.CreateTempSubdirectory("rules").FullName));
    }

    [Fact]
    public void Parse_IdTakenTwice_RefusesTheSecondAndNamesTheFirst()
    {
        RuleCollection read = RuleLoader.Parse([("a.yml", WithId("x1", "first")), ("b.yml", $"# comment\n{WithId("x1", "second")}")]);

        read.Rules.ShouldHaveSingleItem().Title.ShouldBe("first");
        string problem = read.Problems.ShouldHaveSingleItem().ToString();
        problem.ShouldStartWith("b.yml:2: ");
        problem.ShouldContain("a.yml:1");
        problem.ShouldContain("x1");
    }

    [Fact]
    public void Parse_IdTakenTwiceInOneFile_NamesTheLineOfTheFirst() =>
        Loading.Read($"{WithId("x1", "first")}---\n{WithId("x1", "second")}").Problems.ShouldHaveSingleItem().ToString().ShouldContain("r.yml:1");

    [Fact]
    public void Parse_IdsThatDifferInCaseOnly_AreTheSame() =>
        Loading.Read($"{WithId("abcdef00-0000-4000-8000-000000000001", "first")}---\n{WithId("ABCDEF00-0000-4000-8000-000000000001", "second")}")
            .Rules.ShouldHaveSingleItem().Title.ShouldBe("first");

    [Fact]
    public void Parse_IdOfARefusedRule_IsFree()
    {
        RuleCollection read = Loading.Read($"{WithId("x1", "first").Replace("A: x", "A|nosuch: x", StringComparison.Ordinal)}---\n{WithId("x1", "second")}");

        read.Rules.ShouldHaveSingleItem().Title.ShouldBe("second");
        read.Problems.Length.ShouldBe(1);
    }

    [Fact]
    public void Parse_TwoRulesWithoutIdButOneTitle_AreRefusedAsOne()
    {
        // The made id is the same: which of the two an alert would mean could not be told.
        string rule = Loading.Rule("s:\n  A: x\ncondition: s");
        Loading.Read($"{rule}---\n{rule}").Problems.ShouldHaveSingleItem().ToString().ShouldStartWith("r.yml:9: ");
    }

    [Fact]
    public void Parse_NumberAsId_IsItsText() => Loading.Read(WithId("0012", "t")).Rules[0].Id.ShouldBe("0012");

    [Theory]
    [InlineData("informational", SigmaLevel.Informational)]
    [InlineData("low", SigmaLevel.Low)]
    [InlineData("medium", SigmaLevel.Medium)]
    [InlineData("high", SigmaLevel.High)]
    [InlineData("critical", SigmaLevel.Critical)]
    public void Parse_Level_IsTaken(string written, SigmaLevel expected) =>
        Loading.Read($"level: {written}\n{Loading.Rule("s:\n  A: x\ncondition: s")}").Rules[0].Level.ShouldBe(expected);

    [Fact]
    public void Parse_NoLevel_IsMedium() => Loading.Read(Loading.Rule("s:\n  A: x\ncondition: s")).Rules[0].Level.ShouldBe(SigmaLevel.Medium);

    [Fact]
    public void Parse_Attributes_ComeOutAsWritten()
    {
        SigmaRule rule = Loading.Read(
            "title: 'A: title'\nid: x\nname: my_rule\nstatus: test\ntags:\n  - attack.t1059.001\n  - attack.execution\n"
            + "logsource:\n  category: process_creation\n  product: windows\n  service: sysmon\ndetection:\n  s:\n    A: x\n  condition: s\n").Rules[0];

        rule.Title.ShouldBe("A: title");
        rule.Id.ShouldBe("x");
        rule.Name.ShouldBe("my_rule");
        rule.Status.ShouldBe("test");
        rule.Tags.ShouldBe(["attack.t1059.001", "attack.execution"]);
        rule.LogSource.ShouldBe(new LogSource("process_creation", "windows", "sysmon"));
        rule.Location.ShouldBe(new SourceLocation("r.yml", 1));
    }

    [Fact]
    public void Load_PathThatIsNotThere_IsAProblemAndNotTheEnd()
    {
        string folder = Directory.CreateTempSubdirectory("rules").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "b.yaml"), Loading.Rule("s:\n  A: x\ncondition: s", "b"));
            File.WriteAllText(Path.Combine(folder, "a.YML"), Loading.Rule("s:\n  A: x\ncondition: s", "a"));
            File.WriteAllText(Path.Combine(folder, "c.txt"), "no rule");
            string missing = Path.Combine(folder, "missing");
            RuleCollection read = RuleLoader.Load([missing, folder, Path.Combine(folder, "b.yaml")], CancellationToken.None);

            read.Rules.Select(r => r.Title).ShouldBe(["a", "b"]);
            read.Problems.ShouldHaveSingleItem().ToString().ShouldStartWith($"{missing}: ");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string WithId(string id, string title) => $"title: {title}\nid: {id}\nlogsource:\n  product: windows\ndetection:\n  s:\n    A: x\n  condition: s\n";
}
