using System.Diagnostics;
using HueSoc.Sigma.Detections;
using HueSoc.Sigma.Regexes;
using HueSoc.Tests.Corpus;
using Xunit.Abstractions;
using YamlDotNet.RepresentationModel;

namespace HueSoc.Sigma.Tests.Regexes;

public sealed class CorpusRegexTests(ITestOutputHelper output)
{
    private const string Rules = "corpora/sigma/sigmahq-rules.tar.xz";

    [CorpusFact(Rules)]
    public void Compile_EveryPatternOfTheCorpus_IsTakenAndMostlyGatedAndWithoutBacktracking()
    {
        string folder = Directory.CreateTempSubdirectory("huesoc-rules-").FullName;
        try
        {
            Extract(CorpusPaths.Of(Rules), folder);
            RegexValue[] patterns = [.. Directory.EnumerateFiles(folder, "*.yml", SearchOption.AllDirectories)
                .Where(f => File.ReadAllText(f).Contains("|re", StringComparison.Ordinal)).SelectMany(Read)];
            List<SigmaRegex> compiled = [];
            foreach (RegexValue pattern in patterns)
            {
                SigmaRegex? regex = SigmaRegex.Compile(pattern, out string? error);
                regex.ShouldNotBeNull($"{pattern.Pattern}: {error}");
                regex.Validate(out error).ShouldBeTrue($"{pattern.Pattern}: {error}");
                regex.IsMatch("a text in which there is nothing").ShouldNotBe(RegexOutcome.CutOff, pattern.Pattern);
                compiled.Add(regex);
            }

            int nonBacktracking = compiled.Count(r => r.IsNonBacktracking);
            int gated = compiled.Count(r => !r.Required.Literals.IsEmpty);
            int wellGated = compiled.Count(r => !r.Required.Literals.IsEmpty && r.Required.Literals.Min(l => l.Length) >= 3);
            int ungated = compiled.Count(r => r.Required.Literals.IsEmpty && r.Required.MinimumBytes == 0);
            output.WriteLine($"{patterns.Length} patterns: {nonBacktracking} without backtracking, {gated} with required literals, {wellGated} of three characters or more, {ungated} without any gate");
            patterns.Length.ShouldBe(217);
            nonBacktracking.ShouldBeGreaterThanOrEqualTo(216);
            gated.ShouldBeGreaterThanOrEqualTo(208);
            wellGated.ShouldBeGreaterThanOrEqualTo(151);
            ungated.ShouldBe(0);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Extract(string archive, string folder)
    {
        using Process tar = Process.Start(new ProcessStartInfo("tar", ["-xJf", archive, "-C", folder]))!;
        tar.WaitForExit();
        tar.ExitCode.ShouldBe(0);
    }

    private static IEnumerable<RegexValue> Read(string file)
    {
        YamlStream stream = [];
        using StreamReader reader = new(file);
        stream.Load(reader);
        return [.. stream.Documents.SelectMany(d => Find(d.RootNode))];
    }

    private static IEnumerable<RegexValue> Find(YamlNode node) => node switch
    {
        YamlSequenceNode sequence => sequence.SelectMany(Find),
        YamlMappingNode mapping => mapping.SelectMany(entry => Entry(((YamlScalarNode)entry.Key).Value!.Split('|'), entry.Value)),
        _ => [],
    };

    private static IEnumerable<RegexValue> Entry(string[] key, YamlNode value)
    {
        if (!key.Skip(1).Contains("re", StringComparer.Ordinal))
            return Find(value);
        IEnumerable<YamlNode> values = value is YamlSequenceNode sequence ? sequence : [value];
        return values.Select(v => new RegexValue(((YamlScalarNode)v).Value!, key.Contains("i", StringComparer.Ordinal), key.Contains("m", StringComparer.Ordinal), key.Contains("s", StringComparer.Ordinal)));
    }
}
