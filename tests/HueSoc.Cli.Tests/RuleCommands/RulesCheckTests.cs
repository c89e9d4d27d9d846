using System.Text.Json;
using HueSoc.Cli.Tests.Run;

namespace HueSoc.Cli.Tests.RuleCommands;

public sealed class RulesCheckTests : IDisposable
{
    private readonly TestFolder folder = new();

    [Fact]
    public void Check_GoodRules_ExitsWith0AndGivesTheTotals()
    {
        folder.Write("bad.yml", Given.BadWord);
        folder.Write("unmapped.yml", Given.Unmapped);

        CommandResult result = InProcess.Run("rules", "check", folder.Path);

        result.Code.ShouldBe(0, result.Error);
        result.OutputLines[0].ShouldStartWith($"{folder.Of("unmapped.yml")}:1: not applicable: ");
        result.OutputLines[^1].ShouldBe("2 rules: 1 loaded, 1 not applicable, 0 invalid");
    }

    [Fact]
    public void Check_AnInvalidRule_ExitsWith1AndNamesTheLine()
    {
        string refused = folder.Write("refused.yml", Given.Invalid);

        CommandResult result = InProcess.Run("rules", "check", refused);

        result.Code.ShouldBe(1);
        result.OutputLines[0].ShouldStartWith($"{refused}:6: ");
    }

    [Fact]
    public void Check_ARegexThatCannotBeCompiled_ExitsWith1()
    {
        folder.Write("regex.yml", Given.BadWord.Replace("Word: bad", "Word|re: '(unclosed'", StringComparison.Ordinal));

        InProcess.Run("rules", "check", folder.Path).Code.ShouldBe(1);
    }

    [Fact]
    public void Check_APathThatIsNotThere_ExitsWith3()
    {
        folder.Write("bad.yml", Given.BadWord);

        CommandResult result = InProcess.Run("rules", "check", folder.Path, folder.Of("missing"));

        result.Code.ShouldBe(3);
        result.Error.ShouldContain(folder.Of("missing"));
    }

    [Fact]
    public void Check_AFolderWithoutRules_IsWrongUsage() => InProcess.Run("rules", "check", folder.Path).Code.ShouldBe(2);

    [Fact]
    public void Check_AsJson_IsOneObjectWithThePromisedKeys()
    {
        folder.Write("bad.yml", Given.BadWord);
        folder.Write("unmapped.yml", Given.Unmapped);
        string refused = folder.Write("refused.yml", Given.Invalid);

        CommandResult result = InProcess.Run("rules", "check", folder.Path, "--format", "json");

        result.Code.ShouldBe(1);
        using JsonDocument report = JsonDocument.Parse(result.Output);
        report.RootElement.EnumerateObject().Select(property => property.Name)
            .ShouldBe(["rules", "loaded", "not_applicable", "problems", "warnings"]);
        report.RootElement.GetProperty("rules").GetInt32().ShouldBe(3);
        report.RootElement.GetProperty("loaded").GetInt32().ShouldBe(1);
        report.RootElement.GetProperty("not_applicable").GetArrayLength().ShouldBe(1);
        JsonElement problem = report.RootElement.GetProperty("problems").EnumerateArray().ShouldHaveSingleItem();
        problem.GetProperty("path").GetString().ShouldBe(refused);
        problem.GetProperty("line").GetInt32().ShouldBe(6);
        problem.GetProperty("reason").GetString().ShouldNotBeNullOrEmpty();
    }

    public void Dispose() => folder.Dispose();
}
