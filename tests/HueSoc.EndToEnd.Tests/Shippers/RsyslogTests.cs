using System.Text.Json;
using System.Text.RegularExpressions;
using HueSoc.EndToEnd.Tests.Serving;
using HueSoc.Tests.Corpus;

namespace HueSoc.EndToEnd.Tests.Shippers;

/// <summary>rsyslogd with omelasticsearch ships to a server that runs, with the action that the documentation gives.</summary>
/// <param name="server">The server.</param>
[Collection(ShippersDefinition.Name)]
public sealed partial class RsyslogTests(ShipperServer server)
{
    private const int Count = 100_000;
    private const int Few = 1_000;

    [NeedsFact(Rsyslog.Program, Rsyslog.Module)]
    public async Task Omelasticsearch_OneHundredThousandLines_EachStoredOnceUnderItsBulkId()
    {
        using TemporaryFolder folder = new();
        DateTimeOffset began = TimeProvider.System.GetUtcNow().AddMinutes(-1);
        await WriteLinesAsync(folder, Count);
        // The line's place instead of a random id, so that the second run sends the same ones.
        string configuration = Input(folder.Path) + (await DocumentedAsync("rsyslog")).Replace("$uuid", "\"line-\" & $!metadata!fileoffset", StringComparison.Ordinal);

        long stored = await server.MetricAsync("huesoc_ingest_stored_total");
        await RunAsync(folder, "first", configuration, async () => await server.MetricAsync("huesoc_ingest_stored_total") - stored >= Count);
        long duplicates = await server.MetricAsync("huesoc_ingest_duplicates_total");
        await RunAsync(folder, "second", configuration, async () => await server.MetricAsync("huesoc_ingest_duplicates_total") - duplicates >= Count);

        (await server.MetricAsync("huesoc_ingest_stored_total") - stored).ShouldBe(Count);
        (await server.MetricAsync("huesoc_ingest_duplicates_total") - duplicates).ShouldBe(Count);
        DateTimeOffset ended = TimeProvider.System.GetUtcNow().AddMinutes(1);
        (await server.CountAsync(began, ended, "event.dataset:syslog AND huesoc.key.name:rsyslog")).ShouldBe(Count);
        List<JsonElement> events = await server.EventsAsync(began, ended, "event.dataset:syslog AND huesoc.key.name:rsyslog");
        events.Select(e => e.GetProperty("id").GetString()).Distinct(StringComparer.Ordinal).Count().ShouldBe(Count);
        JsonElement[] documents = [.. events.Select(e => e.GetProperty("document"))];
        documents.Select(document => document.GetProperty("message").GetString()!).ToHashSet(StringComparer.Ordinal)
            .SetEquals(Enumerable.Range(0, Count).Select(Line)).ShouldBeTrue();
        documents.ShouldAllBe(document => document.GetProperty("log").GetProperty("syslog").GetProperty("severity").GetProperty("name").GetString() == "notice");
        documents.Any(document => document.GetProperty("huesoc").TryGetProperty("time", out _)).ShouldBeFalse("every line names its time");
    }

    [NeedsFact(Rsyslog.Program, Rsyslog.Module)]
    public async Task Omelasticsearch_AsDocumented_ShipsEachLineOnce()
    {
        using TemporaryFolder folder = new();
        DateTimeOffset began = TimeProvider.System.GetUtcNow().AddMinutes(-1);
        await WriteLinesAsync(folder, Few);
        string configuration = Input(folder.Path) + await DocumentedAsync("documented");

        long stored = await server.MetricAsync("huesoc_ingest_stored_total");
        await RunAsync(folder, "first", configuration, async () => await server.MetricAsync("huesoc_ingest_stored_total") - stored >= Few);

        List<JsonElement> events = await server.EventsAsync(began, TimeProvider.System.GetUtcNow().AddMinutes(1), "huesoc.key.name:documented");
        events.Select(e => e.GetProperty("id").GetString()).Distinct(StringComparer.Ordinal).Count().ShouldBe(Few);
        events.Select(e => e.GetProperty("document").GetProperty("message").GetString()!).ShouldBe(Enumerable.Range(0, Few).Select(Line), ignoreOrder: true);
    }

    private static Task WriteLinesAsync(TemporaryFolder folder, int count) =>
        File.WriteAllLinesAsync(folder.Of("in.log"), Enumerable.Range(0, count).Select(Line));

    private static string Line(int number) => $"Failed password for \"root\" số {number}";

    // Each run has a folder for its state, so that it begins at the first line.
    private static async Task RunAsync(TemporaryFolder folder, string run, string configuration, Func<Task<bool>> isDone)
    {
        string work = folder.Of(run);
        Directory.CreateDirectory(work);
        await Rsyslog.RunUntilAsync(work, $"global(workDirectory=\"{work}\")\n{configuration}", isDone);
    }

    private static string Input(string folder) =>
        $$"""
        module(load="imfile")
        input(type="imfile" file="{{folder}}/in.log" tag="hue:" facility="local3" severity="notice" addMetadata="on" freshStartTail="off" ruleset="huesoc")

        """;

    // The configuration that the ingest endpoint's README gives, with this server's address and a key of its own.
    private async Task<string> DocumentedAsync(string key)
    {
        string readme = await File.ReadAllTextAsync(Path.Combine(CorpusPaths.Repository, "src", "HueSoc.Server", "Ingest", "README.md"));
        string block = CodeBlock().Matches(readme).Select(match => match.Groups["text"].Value).Single(text => text.Contains("omelasticsearch", StringComparison.Ordinal));
        (string id, string secret) = await server.MakeKeyAsync(key);
        return block
            .Replace("soc.example", server.Ingest.Host, StringComparison.Ordinal)
            .Replace("usehttps=\"on\"", "usehttps=\"off\"", StringComparison.Ordinal)
            .Replace("\"9280\"", $"\"{server.Ingest.Port}\"", StringComparison.Ordinal)
            .Replace("KEY-ID", id, StringComparison.Ordinal)
            .Replace("KEY-SECRET", secret, StringComparison.Ordinal);
    }

    [GeneratedRegex("^```\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: Timeout.Infinite)]
    private static partial Regex CodeBlock();
}
