using System.Globalization;
using System.Text.RegularExpressions;
using HueSoc.Tests.Corpus;
using YamlDotNet.RepresentationModel;

namespace HueSoc.Cli.Tests.Rules;

/// <summary>What every shipped rule file must have beyond what the Sigma specification asks for.</summary>
public sealed partial class RuleFileTests
{
    private static readonly string[] RequiredKeys =
    [
        "title", "id", "status", "description", "title_vi", "description_vi", "references", "author", "date", "tags",
        "logsource", "detection", "falsepositives", "falsepositives_vi", "level",
    ];

    // The tactics of ATT&CK since version 19, which divided "defense evasion" into "stealth" and "defense impairment".
    private static readonly string[] Tactics =
    [
        "reconnaissance", "resource-development", "initial-access", "execution", "persistence", "privilege-escalation", "stealth",
        "defense-impairment", "credential-access", "discovery", "lateral-movement", "collection", "command-and-control", "exfiltration", "impact",
    ];

    public static TheoryData<string> Files { get; } = [.. ShippedRules.Files];

    [Theory]
    [MemberData(nameof(Files))]
    public void RuleFile_HasEveryKeyFilled(string file)
    {
        YamlMappingNode rule = Read(file);

        RequiredKeys.Where(key => !rule.Children.TryGetValue(key, out YamlNode? value) || !IsFilled(value)).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void RuleFile_VietnameseTexts_AreWrittenWithTheirMarks(string file)
    {
        YamlMappingNode rule = Read(file);
        List<string> texts = [Text(rule, "title_vi"), Text(rule, "description_vi"), .. Items(rule, "falsepositives_vi")];

        texts.Where(text => !VietnameseLetter().IsMatch(text) || CombiningMark().IsMatch(text)).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void RuleFile_FalsePositives_AreAsManyInBothLanguages(string file)
    {
        YamlMappingNode rule = Read(file);

        Items(rule, "falsepositives_vi").Count().ShouldBe(Items(rule, "falsepositives").Count());
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void RuleFile_Tags_NameATechnique(string file) => Items(Read(file), "tags").ShouldContain(tag => TechniqueTag().IsMatch(tag));

    [Theory]
    [MemberData(nameof(Files))]
    public void RuleFile_Tags_NameATactic(string file) => Items(Read(file), "tags").Count(IsTactic).ShouldBePositive();

    [Theory]
    [MemberData(nameof(Files))]
    public void RuleFile_Tags_AreTechniquesAndCurrentTacticsOnly(string file) =>
        Items(Read(file), "tags").Where(tag => !TechniqueTag().IsMatch(tag) && !IsTactic(tag)).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Files))]
    public void RuleFile_Level_IsOneOfSigma(string file) =>
        Text(Read(file), "level").ShouldBeOneOf("informational", "low", "medium", "high", "critical");

    [Theory]
    [MemberData(nameof(Files))]
    public void RuleFile_Date_IsADate(string file) =>
        DateOnly.TryParseExact(Text(Read(file), "date"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _).ShouldBeTrue();

    [Theory]
    [MemberData(nameof(Files))]
    public void RuleFile_LiesInTheFolderOfItsLogSource(string file)
    {
        YamlMappingNode source = (YamlMappingNode)Read(file).Children["logsource"];

        string kind = source.Children.ContainsKey("category") ? "category" : "service";
        // What any web server's log can show has no product.
        string product = source.Children.ContainsKey("product") ? Text(source, "product") : "web";
        file.ShouldStartWith($"{product}/{Text(source, kind)}/", Case.Sensitive);
    }

    [Fact]
    public void RuleFiles_Ids_AreRandomAndUnique()
    {
        List<string> ids = [.. ShippedRules.Files.Select(file => Text(Read(file), "id"))];

        ids.ShouldBeUnique(StringComparer.OrdinalIgnoreCase);
        ids.Where(id => !Guid.TryParseExact(id, "D", out Guid guid) || guid.Version != 4).ShouldBeEmpty();
    }

    [Fact]
    public void RuleFiles_AndGoldenFiles_AreTheSameNames() =>
        Directory.EnumerateFiles(ShippedRules.GoldenFolder, "*.jsonl").Select(Path.GetFileNameWithoutExtension)
            .ShouldBe(ShippedRules.Files.Concat(ShippedRules.CorrelationFiles).Select(Path.GetFileNameWithoutExtension), ignoreOrder: true);

    [Fact]
    public void Readme_CountsOfRules_AreTrue()
    {
        string readme = File.ReadAllText(Path.Combine(CorpusPaths.Repository, "rules", "README.md"));
        foreach (IGrouping<string, string> folder in ShippedRules.Files.Concat(ShippedRules.CorrelationFiles).GroupBy(file => file[..file.IndexOf('/', StringComparison.Ordinal)], StringComparer.Ordinal))
            readme.ShouldContain($"| `{folder.Key}` | {folder.Count()} |");
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void GoldenFile_HasBothAMatchAndANearMiss(string file) =>
        File.ReadLines(ShippedRules.GoldenOf(file)).Select(line => GoldenEvent.Parse(line).IsMatch).Distinct().Count().ShouldBe(2);

    private static bool IsTactic(string tag) => tag.StartsWith("attack.", StringComparison.Ordinal) && Tactics.Contains(tag["attack.".Length..], StringComparer.Ordinal);

    private static YamlMappingNode Read(string file)
    {
        using StreamReader reader = File.OpenText(Path.Combine(ShippedRules.Folder, file));
        YamlStream stream = [];
        stream.Load(reader);
        return (YamlMappingNode)stream.Documents.ShouldHaveSingleItem().RootNode;
    }

    private static bool IsFilled(YamlNode node) => node switch
    {
        YamlScalarNode scalar => !string.IsNullOrWhiteSpace(scalar.Value),
        YamlSequenceNode sequence => sequence.Children.Count > 0 && sequence.Children.All(IsFilled),
        YamlMappingNode mapping => mapping.Children.Count > 0,
        _ => false,
    };

    private static string Text(YamlMappingNode node, string key) => ((YamlScalarNode)node.Children[key]).Value!;

    private static IEnumerable<string> Items(YamlMappingNode node, string key) =>
        ((YamlSequenceNode)node.Children[key]).Children.Select(item => ((YamlScalarNode)item).Value!);

    // Letters that no other language written with Latin letters uses, so that a text without marks is found.
    [GeneratedRegex("[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex VietnameseLetter();

    // Marks must be part of their letters, or searches for the text fail.
    [GeneratedRegex("[\u0300-\u036F]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex CombiningMark();

    [GeneratedRegex(@"^attack\.t[0-9]{4}(?:\.[0-9]{3})?$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex TechniqueTag();
}
