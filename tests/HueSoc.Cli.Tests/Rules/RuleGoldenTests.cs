using System.Text;
using HueSoc.Sigma.Matching;
using HueSoc.Sigma.Rules;

namespace HueSoc.Cli.Tests.Rules;

/// <summary>Every shipped rule against its golden file: events it must match, and near misses that it must not.</summary>
public sealed class RuleGoldenTests
{
    public static TheoryData<string, int> GoldenLines { get; } = ReadGoldenLines();

    [Theory]
    [MemberData(nameof(GoldenLines))]
    public void Match_GoldenEvent_SaysWhatTheFileExpects(string file, int line)
    {
        GoldenEvent golden = GoldenEvent.Parse(File.ReadLines(ShippedRules.GoldenOf(file)).ElementAt(line - 1));
        string ruleFile = Path.GetFullPath(Path.Combine(ShippedRules.Folder, file));
        EventMatcher matcher = ShippedRules.Engine.CreateMatcher();

        matcher.Match(golden.Json).ShouldBe(EventFault.None);

        List<string> matched = [];
        foreach (int index in matcher.Matches)
            matched.Add(Path.GetFullPath(ShippedRules.Engine.Rules[index].Location.Path));
        matched.Contains(ruleFile, StringComparer.Ordinal).ShouldBe(golden.IsMatch, golden.Why);
    }

    [Theory]
    [InlineData("Microsoft-Windows-Sysmon/Operational", 1)]
    [InlineData("Security", 4688)]
    public void Match_ProcessRule_TakesSysmonAndSecurityEvents(string channel, int eventId)
    {
        // The same flat event but for what the two logs call the fields: one engine, compiled once, takes both.
        string image = eventId == 4688 ? "NewProcessName" : "Image";
        string json = $$"""
            {"Channel": "{{channel}}", "EventID": {{eventId}}, "{{image}}": "C:\\Windows\\System32\\vssadmin.exe", "CommandLine": "vssadmin delete shadows /all"}
            """;
        EventMatcher matcher = ShippedRules.Engine.CreateMatcher();

        matcher.Match(Encoding.UTF8.GetBytes(json)).ShouldBe(EventFault.None);

        List<string> matched = [];
        foreach (int index in matcher.Matches)
            matched.Add(Path.GetFileName(ShippedRules.Engine.Rules[index].Location.Path));
        matched.ShouldBe(["shadow_copy_deletion.yml"]);
    }

    [Fact]
    public void Load_ShippedRules_RefusesNone() => ShippedRules.Rules.Problems.ShouldBeEmpty();

    [Fact]
    public void Load_ShippedRules_ReadsOneRulePerFile() =>
        ShippedRules.Rules.Rules.Select(rule => Path.GetRelativePath(ShippedRules.Folder, rule.Location.Path).Replace('\\', '/'))
            .Where(file => !file.StartsWith("correlation/", StringComparison.Ordinal)).ShouldBe(ShippedRules.Files, ignoreOrder: true);

    [Fact]
    public void Compile_ShippedRules_FailsNone() => ShippedRules.Engine.Failures.ShouldBeEmpty();

    [Fact]
    public void Compile_ShippedRules_EachHasAPipeline() => ShippedRules.Engine.NotApplicable.ShouldBeEmpty();

    private static TheoryData<string, int> ReadGoldenLines()
    {
        TheoryData<string, int> data = [];
        foreach (string file in ShippedRules.Files.Where(file => File.Exists(ShippedRules.GoldenOf(file))))
        {
            int lines = File.ReadLines(ShippedRules.GoldenOf(file)).Count();
            for (int line = 1; line <= lines; line++)
                data.Add(file, line);
        }

        return data;
    }
}
