using System.Text;
using HueSoc.Events.Logs;
using HueSoc.Sigma.Matching;

namespace HueSoc.Cli.Tests.Rules;

/// <summary>Lines as Linux writes them, made events of as the agent does, against the rules for them: the file has rule, expectation, format, what it shows, line.</summary>
public sealed class LinuxRecordTests
{
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(ShippedRules.GoldenFolder, "linux_records.tsv"));

    public static TheoryData<int> Numbers { get; } = [.. Enumerable.Range(0, Lines.Length)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Match_LineOfALog_SaysWhatTheFileExpects(int number)
    {
        (string rule, bool isMatch, string format, string why, string line) = Parse(Lines[number]);
        byte[] json = Normalise(format, line);
        EventMatcher matcher = ShippedRules.Engine.CreateMatcher();

        matcher.Match(json).ShouldBe(EventFault.None);

        List<string> matched = [];
        foreach (int index in matcher.Matches)
            matched.Add(Path.GetFileNameWithoutExtension(ShippedRules.Engine.Rules[index].Location.Path));
        matched.Contains(rule, StringComparer.Ordinal).ShouldBe(isMatch, $"{why}: {Encoding.UTF8.GetString(json)}");
    }

    [Fact]
    public void Lines_OfEveryRule_HaveBothAMatchAndANearMiss() =>
        Lines.Select(Parse).GroupBy(line => line.Rule, StringComparer.Ordinal)
            .Where(group => group.Select(line => line.IsMatch).Distinct().Count() != 2).Select(group => group.Key).ShouldBeEmpty();

    private static byte[] Normalise(string format, string line)
    {
        LogNormaliser normaliser = new(TimeZoneInfo.Utc, new ConstantFields().Add("host.name", "web-01").Add("host.os.type", "linux"));
        return normaliser.Normalise(
            LogFormats.Find(format)!.Begin(null), Encoding.UTF8.GetBytes(line), default, new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero)).ToArray();
    }

    private static (string Rule, bool IsMatch, string Format, string Why, string Line) Parse(string line)
    {
        string[] parts = line.Split('\t');
        parts.Length.ShouldBe(5);
        return (parts[0], parts[1] == "match", parts[2], parts[3], parts[4]);
    }
}
