using System.Globalization;
using System.Text;
using System.Text.Json;
using HueSoc.Sigma.Correlations;
using HueSoc.Sigma.Matching;
using HueSoc.Sigma.Rules;

namespace HueSoc.Cli.Tests.Rules;

/// <summary>
/// The shipped correlations over their golden files. A line is a story: <c>steps</c> of events that begin <c>at</c> a
/// second and come <c>times</c> times, one <c>every</c> so many seconds, with <c>{n}</c> in an event counting them;
/// <c>expect</c> says how often the correlation fires.
/// </summary>
public sealed class CorrelationRuleTests
{
    private static readonly CorrelationSet Correlations = CorrelationSet.Compile(ShippedRules.Rules.Correlations, ShippedRules.Engine);

    public static TheoryData<string, int> Stories { get; } = MakeStories();

    public static TheoryData<string> Files { get; } = [.. ShippedRules.CorrelationFiles];

    [Theory]
    [MemberData(nameof(Stories))]
    public void Story_OfAGoldenFile_FiresAsExpected(string file, int line)
    {
        using JsonDocument story = JsonDocument.Parse(File.ReadLines(ShippedRules.GoldenOf(file)).ElementAt(line));
        CorrelationRule rule = Outermost(file);
        CorrelationEvaluator evaluator = new(Correlations, new());
        EventMatcher matcher = ShippedRules.Engine.CreateMatcher();
        int number = 0;
        foreach (JsonElement step in story.RootElement.GetProperty("steps").EnumerateArray())
        {
            int times = step.TryGetProperty("times", out JsonElement t) ? t.GetInt32() : 1;
            double every = step.TryGetProperty("every", out JsonElement e) ? e.GetDouble() : 1;
            for (int n = 0; n < times; n++)
            {
                DateTimeOffset time = new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero).AddSeconds(step.GetProperty("at").GetDouble() + (n * every));
                string json = step.GetProperty("event").GetRawText().Replace("{n}", n.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
                matcher.Match(Encoding.UTF8.GetBytes(json)).ShouldBe(EventFault.None);
                foreach (int match in matcher.Matches)
                    evaluator.Add(new() { RuleId = ShippedRules.Engine.Rules[match].Id, Time = time, Reference = $"{number}", Values = matcher.WatchedValues(match) });
                number++;
            }
        }

        evaluator.Complete();
        evaluator.Take().Firings.Count(f => f.Key.RuleId == rule.Id).ShouldBe(
            story.RootElement.GetProperty("expect").GetInt32(), story.RootElement.GetProperty("why").GetString());
    }

    [Fact]
    public void Correlations_AllOfThem_AreEvaluated()
    {
        Correlations.NotApplicable.ShouldBeEmpty();
        Correlations.Failures.ShouldBeEmpty();
        Correlations.Rules.Length.ShouldBe(ShippedRules.Rules.Correlations.Length);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void CorrelationFile_OnlyItsOutermostRule_RaisesAlerts(string file) =>
        ShippedRules.Rules.Rules.Select(r => (r.Id, r.Location.Path)).Concat(Correlations.Rules.Select(r => (r.Id, r.Location.Path)))
            .Where(r => r.Path.EndsWith(Path.GetFileName(file), StringComparison.Ordinal) && Correlations.RaisesAlone(r.Id))
            .Select(r => r.Id).ShouldBe([Outermost(file).Id]);

    [Theory]
    [MemberData(nameof(Files))]
    public void GoldenFile_OfACorrelation_HasAStoryThatFiresAndOneThatDoesNot(string file) =>
        File.ReadLines(ShippedRules.GoldenOf(file)).Select(l => JsonDocument.Parse(l).RootElement.GetProperty("expect").GetInt32() > 0)
            .Distinct().Count().ShouldBe(2);

    private static CorrelationRule Outermost(string file) => Correlations.Rules
        .Where(r => r.Location.Path.EndsWith(Path.GetFileName(file), StringComparison.Ordinal) && !Correlations.Uses(r.Id)).ShouldHaveSingleItem();

    private static TheoryData<string, int> MakeStories()
    {
        TheoryData<string, int> rows = [];
        foreach (string file in ShippedRules.CorrelationFiles)
        {
            for (int line = 0; line < File.ReadLines(ShippedRules.GoldenOf(file)).Count(); line++)
                rows.Add(file, line);
        }

        return rows;
    }
}
