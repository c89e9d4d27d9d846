using System.Text.Json;
using HueSoc.Cli.Tests.Output;
using HueSoc.Cli.Tests.Run;
using HueSoc.Sigma.Correlations;
using HueSoc.Sigma.Rules;

namespace HueSoc.Cli.Tests.Hunting;

/// <summary>
/// Every type of correlation through a whole hunt, over golden files: <c>X.yml</c> holds the rules, <c>X.events.jsonl</c> the
/// events, each case with its <c>Why</c>, and <c>X.alerts.jsonl</c> what has to come out.
/// </summary>
public sealed class CorrelationHuntTests : IDisposable
{
    private readonly TestFolder folder = new();

    public static TheoryData<string> Cases { get; } =
        [.. Files().Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Hunt_ACorrelation_WritesItsAlerts(string name) =>
        GoldenFile.ShouldEqual($"Correlations/{name}.alerts.jsonl", Hunt(name, padding: 0, threads: 1));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Hunt_ACorrelationOverManyBatchesOnTwoThreads_WritesTheSame(string name) =>
        GoldenFile.ShouldEqual($"Correlations/{name}.alerts.jsonl", Hunt(name, padding: 400_000, threads: 2));

    [Fact]
    public void Cases_OfAllTypes_AreThere() =>
        Files().SelectMany(file => RuleLoader.Load([file], CancellationToken.None).Correlations).Select(rule => rule.Type).Distinct().Order()
            .ShouldBe(Enum.GetValues<CorrelationType>());

    public void Dispose() => folder.Dispose();

    private static IEnumerable<string> Files() => Directory.EnumerateFiles(GoldenFile.PathOf("Correlations"), "*.yml");

    /// <summary>Hunts over the events of a case, each made longer, so that few fit into a batch.</summary>
    private string Hunt(string name, int padding, int threads)
    {
        IEnumerable<string> events = File.ReadLines(GoldenFile.PathOf($"Correlations/{name}.events.jsonl"))
            .Select(line => $"{line[..^1]},\"Padding\":\"{new string('.', padding)}\"}}\n");
        string log = folder.Write("events.jsonl", string.Concat(events));

        CommandResult result = InProcess.Run(
            "hunt", log, "--rules", GoldenFile.PathOf($"Correlations/{name}.yml"), "--format", "jsonl", "--threads", $"{threads}");

        result.Code.ShouldBe(0, result.Error);
        return result.Output.Replace(JsonEncodedText.Encode(log).ToString(), "events.jsonl", StringComparison.Ordinal);
    }
}
