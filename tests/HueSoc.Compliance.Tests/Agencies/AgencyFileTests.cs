using HueSoc.Compliance.Agencies;
using HueSoc.Storage.Control.Agencies;
using HueSoc.Tests.Corpus;
using YamlDotNet.RepresentationModel;

namespace HueSoc.Compliance.Tests.Agencies;

public sealed class AgencyFileTests
{
    private const string Head = """
        version: 1
        sources: {s: Somewhere}
        marks:
          seen: {text: Seen, sources: [s]}
        types: {so: Sở, xa: Xã}
        agencies:

        """;

    [Fact]
    public void Read_TheShippedList_Has63WithoutAProblem()
    {
        AgencyList list = AgencyFile.Read(AgencyFile.ShippedPath);

        list.Problems.ShouldBeEmpty();
        list.Agencies.Length.ShouldBe(63);
        list.Agencies.Count(agency => agency.Type == "phuong").ShouldBe(21);
        list.Agencies.Count(agency => agency.Type == "xa").ShouldBe(19);
        list.Agencies.ShouldAllBe(agency => agency.Verification.Length > 0);
    }

    [CorpusFact("compliance/agencies.yaml")]
    public void Read_TheShippedList_HasTheNamesOfItsSource()
    {
        YamlStream yaml = [];
        using StreamReader reader = File.OpenText(CorpusPaths.Of("compliance/agencies.yaml"));
        yaml.Load(reader);
        YamlMappingNode root = (YamlMappingNode)yaml.Documents[0].RootNode;
        List<string> source = [.. new[] { "agencies", "communes" }
            .SelectMany(part => ((YamlSequenceNode)root[part]).Children.Cast<YamlMappingNode>())
            .Select(agency => $"{agency["code"]} {agency["name"]} {agency["type"]}")];

        AgencyFile.Read(AgencyFile.ShippedPath).Agencies.Select(agency => $"{agency.Code} {agency.Name} {agency.Type}").ShouldBe(source);
    }

    [Fact]
    public void Parse_AnAgencyWithEverything_IsReadWhole()
    {
        AgencyList list = AgencyFile.Parse("x.yaml", Head + """
              - {code: OLD, name: Sở cũ, type: so, verified: seen}
              - code: A
                name: Sở A
                names: [Sở Á]
                type: so
                parent: OLD
                predecessors:
                  - {name: Sở cũ, short: SC, year: 2025, code: OLD}
                verified: seen
            """);

        list.Problems.ShouldBeEmpty();
        AgencyFacts agency = list.Agencies[1];
        agency.Names.ShouldBe(["Sở Á"]);
        agency.Parent.ShouldBe("OLD");
        agency.Predecessors.ShouldBe([new Predecessor("Sở cũ", "OLD", 2025, "SC")]);
        agency.Verification.ShouldBe("seen: Seen. Somewhere");
    }

    [Theory]
    [InlineData("  - {code: A, name: a, type: so, verified: seen}\n  - {code: A, name: b, type: so, verified: seen}", 8, "the code A is taken")]
    [InlineData("  - {code: A, name: a, type: so, verified: seen, parent: B}", 7, "no agency B above A")]
    [InlineData("  - {code: A, name: a, type: so, verified: seen, parent: A}", 7, "circle")]
    [InlineData("  - {code: A, name: a, type: so, verified: seen, parent: B}\n  - {code: B, name: b, type: so, verified: seen, parent: A}", 7, "circle")]
    [InlineData("  - {code: A, name: a, type: castle, verified: seen}", 7, "no type castle")]
    [InlineData("  - {code: A, name: a, type: so, verified: perhaps}", 7, "no mark perhaps")]
    [InlineData("  - {code: A, type: so, verified: seen}", 7, "name is missing")]
    [InlineData("  - {code: A, name: a, type: so, verified: seen, aliases: [x]}", 7, "the key aliases is not known")]
    [InlineData("  - {code: A, name: [a], type: so, verified: seen}", 7, "name is a single value")]
    [InlineData("  - {code: A, name: a, type: so, verified: seen, predecessors: [{name: b, year: soon}]}", 7, "year is a year")]
    [InlineData("  - {code: A, name: a, type: so, verified: seen, predecessors: [{name: b, code: C}]}", 7, "predecessor C")]
    [InlineData("  - just text", 7, "agencies holds maps")]
    [InlineData("  - {code: A, name: a", 8, "not valid YAML")]
    [InlineData("  - {code: A, code: B, name: a, type: so, verified: seen}", 7, "not valid YAML")]
    public void Parse_AFaultyList_NamesTheLine(string agencies, int line, string reason)
    {
        AgencyList list = AgencyFile.Parse("x.yaml", Head + agencies + "\n");

        list.IsValid.ShouldBeFalse();
        list.Problems.ShouldContain(problem => problem.StartsWith($"x.yaml:{line}: ", StringComparison.Ordinal) && problem.Contains(reason, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("- a\n- b\n")]
    [InlineData("version: 1\n")]
    [InlineData("version: 2\nagencies: []\n")]
    public void Parse_NoList_IsNotValid(string text) => AgencyFile.Parse("x.yaml", text).IsValid.ShouldBeFalse();

    [Fact]
    public void Read_AFileThatIsNotThere_IsAProblem() => AgencyFile.Read("nowhere.yaml").Problems.ShouldHaveSingleItem().ShouldStartWith("nowhere.yaml:0: ");
}
