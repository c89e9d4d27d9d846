using System.Globalization;
using System.Text.Json;
using HueSoc.EndToEnd.Tests.Serving;
using HueSoc.Storage.Tests.EventStore;
using Xunit.Abstractions;

namespace HueSoc.EndToEnd.Tests.Torture;

/// <summary>
/// Pages of a day's file are overwritten: what is lost is reported by range, everything else is there once, what was found in
/// the lost events stays, and when they are sent again they are stored again and found nothing new.
/// </summary>
public sealed class DamageTests(ITestOutputHelper output)
{
    private const int Events = 4_000;
    private const int Shippers = 3;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Serve_PagesOverwritten_LossIsReportedAndAllElseIsThereOnce(bool whileItRuns)
    {
        using TemporaryFolder folder = new();
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        NumberedEvents events = new(now.AddMinutes(-1), now.AddMinutes(-1));
        await using TortureServer server = await TortureServer.PrepareAsync(folder.Of("data"));
        await server.StartAsync();
        await ShipAsync(server, events);
        await server.State.WaitUntilAllIsEvaluatedAsync(server.Process, CancellationToken.None);
        Verification verification = new(events, Events);
        Random random = new(whileItRuns ? 7 : 8);
        HashSet<long> lostBefore = [];
        int lostInAll = 0;
        foreach (PageKind kind in new[] { PageKind.First, PageKind.BlockLeaf, PageKind.EventLeaf, PageKind.KeyIndex })
        {
            // The log is brought into the file when the server stops; what is overwritten then is all there is of the page.
            (await server.Process.StopAsync()).ShouldBe(0);
            Dictionary<int, long> before = verification.Events(server.Data, TortureServer.Sender);
            string day = Directory.EnumerateFiles(Path.Combine(server.Data, "events"), "????-??-??.db").MaxBy(file => new FileInfo(file).Length)!;
            List<long> pages = Pages.Of(day, kind);
            long page = pages[random.Next(pages.Count)];
            if (whileItRuns)
                await server.StartAsync();
            Pages.Overwrite(day, page, random, whole: true);
            if (!whileItRuns)
                await server.StartAsync();

            // A check of everything is what a start after a kill does; here it is the retries that come upon the damage, or whoever looks at the events.
            await LookAtEverythingAsync(server, now);
            using BulkClient again = await ShipAsync(server, events);
            HashSet<long> lost = await LostAsync(server);
            lost.ExceptWith(lostBefore);
            List<int> gone = [.. before.Where(stored => lost.Contains(stored.Value)).Select(stored => stored.Key)];
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kind}, page {page} of {Path.GetFileName(day)}: {lost.Count} numbers lost, {gone.Count} of ours; {again.Created} created, {again.Conflicts} conflicts"));
            if (kind != PageKind.BlockLeaf)
                lost.ShouldBeEmpty("rows and indexes are made anew from the blocks");
            else
                lost.ShouldNotBeEmpty($"a page of blocks was overwritten\n{server.Process.Said}");

            // What was lost came in again, and nothing else.
            again.Created.ShouldBe(gone.Count);
            again.Conflicts.ShouldBe(Events - gone.Count);
            lostBefore.UnionWith(lost);
            lostInAll += gone.Count;
            await server.State.WaitUntilAllIsEvaluatedAsync(server.Process, CancellationToken.None);
            using ApiClient api = server.Api();
            await verification.SignalsAsync(api, TortureServer.Sender);
            await verification.AlertsAsync(api);
        }

        lostInAll.ShouldBePositive();
        (await server.Process.StopAsync()).ShouldBe(0);
        verification.Events(server.Data, TortureServer.Sender).Count.ShouldBe(Events);
    }

    [Fact]
    public async Task Serve_BlockLost_SignalsAndEvidenceStayAndTheEventIsGone()
    {
        using TemporaryFolder folder = new();
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        NumberedEvents events = new(now.AddMinutes(-1), now.AddMinutes(-1));
        await using TortureServer server = await TortureServer.PrepareAsync(folder.Of("data"));
        await server.StartAsync();
        await ShipAsync(server, events);
        await server.State.WaitUntilAllIsEvaluatedAsync(server.Process, CancellationToken.None);
        (await server.Process.StopAsync()).ShouldBe(0);
        Verification verification = new(events, Events);
        Dictionary<int, long> before = verification.Events(server.Data, TortureServer.Sender);
        string day = Directory.EnumerateFiles(Path.Combine(server.Data, "events"), "????-??-??.db").MaxBy(file => new FileInfo(file).Length)!;
        Pages.Overwrite(day, Pages.Of(day, PageKind.BlockLeaf)[0], new(5), whole: true);

        await server.StartAsync();
        await LookAtEverythingAsync(server, now);
        HashSet<long> lost = await LostAsync(server);

        HashSet<int> gone = [.. before.Where(stored => lost.Contains(stored.Value)).Select(stored => stored.Key)];
        gone.ShouldNotBeEmpty(server.Process.Said);
        using (ApiClient api = server.Api())
        {
            await verification.SignalsAsync(api, TortureServer.Sender);
            await verification.AlertsAsync(api);
            int number = gone.First();
            (await api.GetAsync($"/api/v1/events/{ApiClient.KeyWord(TortureServer.Sender, events.Id(number))}")).ShouldBeNull();
            int kept = before.Keys.First(stored => !gone.Contains(stored));
            (await api.GetAsync($"/api/v1/events/{ApiClient.KeyWord(TortureServer.Sender, events.Id(kept))}")).ShouldNotBeNull();
        }

        (await server.Process.StopAsync()).ShouldBe(0);
        new Verification(events, Events, gone).Events(server.Data, TortureServer.Sender).Count.ShouldBe(Events - gone.Count);
    }

    // Several shippers send every event, until each is acknowledged.
    private static async Task<BulkClient> ShipAsync(TortureServer server, NumberedEvents events)
    {
        BulkClient client = new(events, server.Authorization);
        await Parallel.ForEachAsync(Enumerable.Range(0, Events).Chunk(500), new ParallelOptions { MaxDegreeOfParallelism = Shippers }, async (numbers, cancellationToken) =>
        {
            List<int> open = [.. numbers];
            while (open.Count > 0)
            {
                int before = open.Count;
                open = await client.PostAsync(server.Process.Ingest, open, cancellationToken);
                if (open.Count == before)
                    await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancellationToken);
            }
        });
        return client;
    }

    // Reads every event by a condition that no index answers, so that every page of rows and blocks is read.
    private static async Task LookAtEverythingAsync(TortureServer server, DateTimeOffset now)
    {
        using ApiClient api = server.Api();
        string path = string.Create(
            CultureInfo.InvariantCulture,
            $"/api/v1/events?q=number%3E%3D0&from={now.AddHours(-1):yyyy-MM-ddTHH:mm:ssZ}&to={now.AddHours(1):yyyy-MM-ddTHH:mm:ssZ}");
        await foreach (JsonElement _ in api.ListAsync(path))
        {
            // Looked at.
        }
    }

    // The numbers the server says are lost, once no file is under repair.
    private static async Task<HashSet<long>> LostAsync(TortureServer server)
    {
        using ApiClient api = server.Api();
        while (true)
        {
            JsonElement store = (await api.GetAsync("/api/v1/system/store"))!.Value;
            if (store.GetProperty("days").EnumerateArray().All(day => day.GetProperty("readable").GetBoolean()))
            {
                HashSet<long> lost = [];
                foreach (JsonElement range in store.GetProperty("lost").EnumerateArray())
                {
                    for (long number = range.GetProperty("first").GetInt64(); number <= range.GetProperty("last").GetInt64(); number++)
                        lost.Add(number);
                }

                return lost;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }
}
