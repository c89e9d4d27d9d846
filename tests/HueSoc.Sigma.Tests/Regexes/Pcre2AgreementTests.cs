using System.Text.Json;
using HueSoc.Sigma.Detections;
using HueSoc.Sigma.Regexes;
using HueSoc.Tests.Corpus;

namespace HueSoc.Sigma.Tests.Regexes;

/// <summary>
/// Patterns made at random by <see cref="RandomPatterns"/>, each with a text that it is found in and one that it is
/// not found in, as PCRE2 10.42 answered with its option UTF and without UCP.
/// </summary>
public sealed class Pcre2AgreementTests
{
    [Fact]
    public void IsMatch_PatternsThatPcre2Answered_GivesTheSameAnswers()
    {
        int compared = 0;
        foreach (string line in File.ReadLines(Path.Combine(CorpusPaths.Repository, "tests", "HueSoc.Sigma.Tests", "Regexes", "pcre2.jsonl")))
        {
            using JsonDocument row = JsonDocument.Parse(line);
            string Text(string name) => row.RootElement.GetProperty(name).GetString()!;
            string flags = Text("flags");
            SigmaRegex? regex = SigmaRegex.Compile(new RegexValue(Text("pattern"), flags.Contains('i'), flags.Contains('m'), flags.Contains('s')), out string? error);
            regex.ShouldNotBeNull($"{line}: {error}");
            regex.IsMatch(Text("in")).ShouldBe(RegexOutcome.Yes, line);
            regex.IsMatch(Text("notIn")).ShouldBe(RegexOutcome.No, line);
            compared++;
        }

        compared.ShouldBe(400);
    }
}
