using System.Text;
using HueSoc.Sigma.Rules;
using HueSoc.Tests.Corpus;
using YamlDotNet.RepresentationModel;

namespace HueSoc.Sigma.Tests.Matching;

/// <summary>
/// One entry of a golden file: a detection, events it must match and events it must miss. A file is a list of such
/// entries; <c>selection</c> is short for a detection of one search identifier.
/// </summary>
/// <param name="Name">The name: file and entry.</param>
/// <param name="Rule">The whole rule.</param>
/// <param name="Matches">Events that match, as JSON.</param>
/// <param name="Misses">Events that do not.</param>
internal sealed record GoldenCase(string Name, string Rule, IReadOnlyList<string> Matches, IReadOnlyList<string> Misses)
{
    /// <summary>All cases of all files, in the order of the files.</summary>
    public static IReadOnlyList<GoldenCase> All { get; } = ReadAll();

    /// <summary>The case as a rule of its own.</summary>
    public SigmaRule Load()
    {
        RuleCollection rules = RuleLoader.Parse([($"{Name}.yml", Rule)]);
        rules.Problems.ShouldBeEmpty();
        return rules.Rules.ShouldHaveSingleItem();
    }

    private static List<GoldenCase> ReadAll()
    {
        string folder = Path.Combine(CorpusPaths.Repository, "tests", "HueSoc.Sigma.Tests", "Golden");
        List<GoldenCase> cases = [];
        foreach (string file in Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal))
        {
            YamlStream stream = [];
            stream.Load(new StringReader(File.ReadAllText(file, Encoding.UTF8)));
            foreach (YamlNode entry in (YamlSequenceNode)stream.Documents[0].RootNode)
                cases.Add(Read(Path.GetFileNameWithoutExtension(file), (YamlMappingNode)entry));
        }

        return cases;
    }

    private static GoldenCase Read(string file, YamlMappingNode entry)
    {
        string name = $"{file}/{((YamlScalarNode)entry["name"]).Value}";
        string? Text(string key) => entry.Children.TryGetValue(key, out YamlNode? node) ? ((YamlScalarNode)node).Value : null;
        IReadOnlyList<string> Texts(string key) =>
            entry.Children.TryGetValue(key, out YamlNode? node) ? [.. ((YamlSequenceNode)node).Select(n => ((YamlScalarNode)n).Value!)] : [];
        string detection = Text("detection") ?? $"selection:\n{Indent(Text("selection")!)}\ncondition: selection";
        return new(
            name, $"title: {name}\nlogsource:\n  product: windows\ndetection:\n{Indent(detection)}\n", Texts("match"), Texts("miss"));
    }

    private static string Indent(string text) => "  " + text.TrimEnd('\n').Replace("\n", "\n  ", StringComparison.Ordinal);
}
