using System.Globalization;
using System.Text;
using System.Text.Json;
using HueSoc.EndToEnd.Tests.Serving;
using HueSoc.Tests.Corpus;
using Xunit.Abstractions;

namespace HueSoc.EndToEnd.Tests.Corpus;

/// <summary>The server finds in shipped events what a hunt finds in the file they came from: no pair of event and rule more, none less.</summary>
public sealed class ServeAndHuntTests(ITestOutputHelper output)
{
    private const int Events = 50_226;
    private const string Sender = "key:corpus";

    [CorpusFact(SigmaCorpus.Rules)]
    public async Task Signals_OfSigmaHqRulesOverShippedEvents_AreTheHitsOfAHunt_AndARerunChangesNothing()
    {
        using TemporaryFolder folder = new();
        string data = folder.Of("data");
        string events = folder.Of("events.jsonl");
        string[] rules = await SigmaCorpus.UnpackRulesAsync(folder.Of("rules"));
        await SigmaCorpus.UnpackEventsAsync(events);
        string key = (await HuesocProcess.RunAsync(["admin", "api-key", "--data", data, "--agency", "SKHCN", "--name", "corpus"])).Trim();
        string token = (await HuesocProcess.RunAsync(["admin", "token", "--data", data, "--role", "admin"])).Trim();
        await using HuesocProcess server = await HuesocProcess.ServeAsync(["--data", data, "--only-given-rules", "--rules", .. rules]);
        using ApiClient api = new(server.Console, token);

        using (LineShipper shipper = new(server.Ingest, key))
            (await shipper.ShipAsync(events)).ShouldBe(Events);
        // Meanwhile the server evaluates.
        HashSet<(int Record, string Rule)> hunted = await HuntAsync(rules, events, folder.Of("hits.jsonl"));
        await WaitUntilEvaluatedAsync(api);

        HashSet<(int Record, string Rule)> found = [];
        List<string> signals = [];
        await foreach (JsonElement signal in api.ListAsync("/api/v1/signals"))
        {
            // The server's own log is events too.
            if (signal.GetProperty("event_sender").GetString() != Sender)
                continue;
            signals.Add(signal.GetRawText());
            int record = int.Parse(signal.GetProperty("event_id").GetString()!, CultureInfo.InvariantCulture);
            found.Add((record, signal.GetProperty("rule_id").GetString()!)).ShouldBeTrue($"twice: {signal}");
        }

        output.WriteLine($"{hunted.Count} hits, {found.Count} signals");
        found.Except(hunted).ShouldBeEmpty("signals that the hunt does not find");
        hunted.Except(found).ShouldBeEmpty("hits that the server does not find");
        hunted.Count.ShouldBeGreaterThan(600);

        string[] alerts = await ListAsync(api, "/api/v1/alerts");
        alerts.ShouldNotBeEmpty();
        JsonElement job = await RerunAsync(api);
        job.GetProperty("state").GetString().ShouldBe("done", job.GetRawText());
        job.GetProperty("events").GetInt64().ShouldBeGreaterThanOrEqualTo(Events);
        job.GetProperty("signals").GetInt64().ShouldBe(0);
        job.GetProperty("alerts").GetInt64().ShouldBe(0);
        (await ListAsync(api, "/api/v1/signals")).Where(signal => signal.Contains($"\"{Sender}\"", StringComparison.Ordinal)).ShouldBe(signals);
        (await ListAsync(api, "/api/v1/alerts")).ShouldBe(alerts);
        (await server.StopAsync()).ShouldBe(0);
    }

    private static async Task<HashSet<(int Record, string Rule)>> HuntAsync(string[] rules, string events, string hits)
    {
        await HuesocProcess.RunAsync(["hunt", "--rules", .. rules, "--format", "jsonl", "--out", hits, events]);
        HashSet<(int Record, string Rule)> pairs = [];
        await foreach (string line in File.ReadLinesAsync(hits, Encoding.UTF8))
        {
            using JsonDocument hit = JsonDocument.Parse(line);
            pairs.Add((hit.RootElement.GetProperty("source").GetProperty("record").GetInt32(), hit.RootElement.GetProperty("rule_id").GetString()!)).ShouldBeTrue(line);
        }

        return pairs;
    }

    private static async Task WaitUntilEvaluatedAsync(ApiClient api)
    {
        while (true)
        {
            JsonElement evaluator = (await api.GetAsync("/api/v1/system"))!.Value.GetProperty("evaluator");
            if (evaluator.GetProperty("last_sequence").GetInt64() >= Events && evaluator.GetProperty("lag_events").GetInt64() == 0)
                return;
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }
    }

    private static async Task<JsonElement> RerunAsync(ApiClient api)
    {
        DateTimeOffset tomorrow = TimeProvider.System.GetUtcNow().AddDays(1);
        JsonElement job = await api.PostAsync("/api/v1/jobs", new { from = DateTimeOffset.UnixEpoch, to = tomorrow });
        while (job.GetProperty("state").GetString() is "waiting" or "running")
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
            job = (await api.GetAsync($"/api/v1/jobs/{job.GetProperty("id").GetString()}"))!.Value;
        }

        return job;
    }

    private static async Task<string[]> ListAsync(ApiClient api, string path)
    {
        List<string> items = [];
        await foreach (JsonElement item in api.ListAsync(path))
            items.Add(item.GetRawText());
        return [.. items];
    }
}
