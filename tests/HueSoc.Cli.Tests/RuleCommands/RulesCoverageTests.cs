using System.Text.Json;
using HueSoc.Cli.Tests.Run;

namespace HueSoc.Cli.Tests.RuleCommands;

public sealed class RulesCoverageTests : IDisposable
{
    private readonly TestFolder folder = new();

    [Fact]
    public void Coverage_Rules_WritesALayer()
    {
        folder.Write("rules/bad.yml", Given.BadWord);
        folder.Write("rules/refused.yml", Given.Invalid);
        string output = folder.Of("layer.json");

        CommandResult result = InProcess.Run("rules", "coverage", folder.Of("rules"), "--out", output);

        result.Code.ShouldBe(0, result.Error);
        result.Error.ShouldContain("1 technique named by 1 rule; 0 rules without a technique, 1 invalid");
        using JsonDocument layer = JsonDocument.Parse(File.ReadAllText(output));
        layer.RootElement.GetProperty("techniques")[0].GetProperty("techniqueID").GetString().ShouldBe("T1059.001");
    }

    [Fact]
    public void Coverage_AFileThatCannotBeMade_ExitsWith3()
    {
        folder.Write("rules/bad.yml", Given.BadWord);

        InProcess.Run("rules", "coverage", folder.Of("rules"), "--out", folder.Of("missing/layer.json")).Code.ShouldBe(3);
    }

    public void Dispose() => folder.Dispose();
}
