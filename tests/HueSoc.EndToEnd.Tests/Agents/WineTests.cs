using System.Globalization;
using System.Runtime.Versioning;
using System.Text.Json;
using HueSoc.EndToEnd.Tests.Serving;
using HueSoc.EndToEnd.Tests.Shippers;
using HueSoc.EndToEnd.Tests.Torture;
using HueSoc.Tests.Corpus;

namespace HueSoc.EndToEnd.Tests.Agents;

/// <summary>
/// The agent for Windows under Wine: its program, trimmed and compiled ahead as it is published, its files and its spool, killed and started again. It is not one
/// file here: Wine 8 cannot map the parts of such a file. What Wine has no counterpart for (the Event Log, services, access lists) is not shown.
/// </summary>
[SupportedOSPlatform("linux")]
public sealed class WineTests
{
    private const int LinesEach = 200;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [NeedsFact("wine")]
    public async Task Agent_KilledWhileALogIsWrittenAndRotated_ShipsEveryLineOnce()
    {
        using TemporaryFolder folder = new();
        string published = folder.Of("published");
        await CommandLine.RunAsync("dotnet", ["publish", Path.Combine(CorpusPaths.Repository, "agents", "HueSoc.Agent", "HueSoc.Agent.csproj"), "-c", "Release", "-r", "win-x64", "-p:PublishSingleFile=false", "-o", published, "--nologo", "-v", "quiet"]);
        string logs = Directory.CreateDirectory(folder.Of("Nhật ký")).FullName;
        string log = Path.Combine(logs, "ứng dụng.log");
        await using TortureServer server = await TortureServer.PrepareAsync(folder.Of("data"));
        HuesocProcess serving = await server.StartAsync();
        await File.WriteAllTextAsync(folder.Of("agent.json"), JsonSerializer.Serialize(new
        {
            ship_to = new[] { serving.Ingest.ToString() },
            api_key = server.Key,
            configuration = new
            {
                sources = new object[] { new { name = "app", kind = "file", paths = new[] { $@"{WineAgent.WindowsPath(logs)}\*.LOG*" }, format = "plain" } },
                limits = new { keep_free_bytes = 0, batch_milliseconds = 100 },
            },
        }));
        using ApiClient api = server.Api();

        await AppendAsync(log, 0);
        await using (WineAgent agent = await WineAgent.StartAsync(folder, published))
        {
            await UntilStoredAsync(api, LinesEach, agent);
            await AppendAsync(log, 1);
            File.Move(log, log + ".1");
            await AppendAsync(log, 2);
            await UntilStoredAsync(api, 3 * LinesEach, agent);
            await AppendAsync(log, 3);
            await agent.KillAsync();
        }

        File.Copy(log, log + ".2");
        await File.WriteAllTextAsync(log, "");
        await AppendAsync(log, 4);
        await using (WineAgent agent = await WineAgent.StartAsync(folder, published))
        {
            await UntilStoredAsync(api, 5 * LinesEach, agent);
            await agent.KillAsync();
        }

        List<JsonElement> events = await StoredAsync(api);
        string[] lines = [.. events.Select(stored => stored.GetProperty("message").GetString()!)];
        Enumerable.Range(0, 5 * LinesEach).Select(Line).Except(lines).ShouldBeEmpty();
        lines.Length.ShouldBe(5 * LinesEach);
        events.ShouldAllBe(stored => stored.GetProperty("host").GetProperty("os").GetProperty("type").GetString() == "windows");
        events.ShouldAllBe(stored => stored.GetProperty("log").GetProperty("file").GetProperty("path").GetString()!.StartsWith(@"Z:\", StringComparison.Ordinal));
    }

    private static string Line(int number) => string.Create(CultureInfo.InvariantCulture, $"dòng {number:0000} của ứng dụng");

    private static Task AppendAsync(string log, int part) =>
        File.AppendAllTextAsync(log, string.Concat(Enumerable.Range(part * LinesEach, LinesEach).Select(number => Line(number) + "\r\n")));

    private static async Task UntilStoredAsync(ApiClient api, int count, WineAgent agent)
    {
        long begin = TimeProvider.System.GetTimestamp();
        while ((await StoredAsync(api)).Count < count)
        {
            agent.HasExited.ShouldBeFalse(agent.Said);
            TimeProvider.System.GetElapsedTime(begin).ShouldBeLessThan(Patience, agent.Said);
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
        }
    }

    // The lines; what the agent says of the file itself, as where a copy ends, is not counted.
    private static async Task<List<JsonElement>> StoredAsync(ApiClient api)
    {
        List<JsonElement> events = [];
        await foreach (JsonElement item in api.ListAsync("/api/v1/events?from=2000-01-01T00:00:00Z&to=2100-01-01T00:00:00Z"))
        {
            JsonElement document = item.GetProperty("document");
            if (item.GetProperty("sender").GetString() == TortureServer.Sender && document.GetProperty("event").GetProperty("dataset").GetString() != "huesoc.agent")
                events.Add(document.Clone());
        }

        return events;
    }
}
