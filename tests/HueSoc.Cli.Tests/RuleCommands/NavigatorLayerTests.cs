using System.Text.Json;
using HueSoc.Cli.Rules;
using HueSoc.Sigma.Rules;

namespace HueSoc.Cli.Tests.RuleCommands;

public sealed class NavigatorLayerTests
{
    [Theory]
    [InlineData("attack.t1059", "T1059")]
    [InlineData("attack.t1059.001", "T1059.001")]
    [InlineData("Attack.T1490", "T1490")]
    [InlineData("attack.execution", null)]
    [InlineData("attack.t10590", null)]
    [InlineData("attack.t1059.1", null)]
    [InlineData("attack.t1059.00a", null)]
    [InlineData("attack.ta0002", null)]
    [InlineData("cve.2021-44228", null)]
    public void TechniqueOf_ATag_GivesTheTechniqueItNames(string tag, string? expected) => NavigatorLayer.TechniqueOf(tag).ShouldBe(expected);

    [Fact]
    public void Of_Rules_CountsEachRuleOnceATechnique()
    {
        NavigatorLayer layer = NavigatorLayer.Of(Rules());

        layer.Techniques.Select(technique => (technique.Id, technique.Titles.Length)).ShouldBe([("T1059", 1), ("T1059.001", 2), ("T1490", 1)]);
        layer.RulesWithTechnique.ShouldBe(3);
        layer.RulesWithoutTechnique.ShouldBe(1);
    }

    [Fact]
    public void Write_ALayer_IsOfFormat45()
    {
        using JsonDocument document = Written(NavigatorLayer.Of(Rules()));
        JsonElement layer = document.RootElement;

        layer.GetProperty("versions").GetProperty("layer").GetString().ShouldBe("4.5");
        layer.GetProperty("domain").GetString().ShouldBe("enterprise-attack");
        JsonElement technique = layer.GetProperty("techniques")[1];
        technique.GetProperty("techniqueID").GetString().ShouldBe("T1059.001");
        technique.GetProperty("score").GetInt32().ShouldBe(2);
        technique.GetProperty("comment").GetString().ShouldBe("One\nTwo");
        layer.GetProperty("gradient").GetProperty("maxValue").GetInt32().ShouldBe(2);
        layer.GetProperty("legendItems").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public void Write_ATechniqueOfManyRules_BoundsItsComment()
    {
        SigmaRule[] rules = [.. Enumerable.Range(0, 500).Select(i => Rule($"{i} {new string('x', 1_000)}", SigmaLevel.Low, "attack.t1490"))];
        using JsonDocument document = Written(NavigatorLayer.Of(new RuleCollection { Rules = [.. rules] }));

        string comment = document.RootElement.GetProperty("techniques")[0].GetProperty("comment").GetString()!;
        comment.ShouldEndWith("and 490 more");
        comment.Length.ShouldBeLessThan(2_000);
    }

    private static RuleCollection Rules() => new()
    {
        Rules =
        [
            Rule("One", SigmaLevel.High, "attack.t1059", "attack.t1059.001", "attack.T1059.001"),
            Rule("Two", SigmaLevel.Low, "attack.t1059.001"),
            Rule("Three", SigmaLevel.Low, "attack.t1490", "attack.impact"),
            Rule("Four", SigmaLevel.Low, "attack.impact"),
        ],
    };

    private static JsonDocument Written(NavigatorLayer layer)
    {
        using MemoryStream stream = new();
        layer.Write(stream);
        return JsonDocument.Parse(stream.ToArray());
    }

    private static SigmaRule Rule(string title, SigmaLevel level, params string[] tags) => new()
    {
        Id = $"id-{(int)level}",
        Title = title,
        Level = level,
        Tags = [.. tags],
        LogSource = new(null, "windows", null),
        Detections = [],
        Conditions = [],
        Location = new("rule.yml", 1),
    };
}
