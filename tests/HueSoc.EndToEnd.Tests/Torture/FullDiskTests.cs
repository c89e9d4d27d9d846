using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using HueSoc.EndToEnd.Tests.Serving;
using HueSoc.Storage.Tests.EventStore;
using Xunit.Abstractions;

namespace HueSoc.EndToEnd.Tests.Torture;

/// <summary>The disk fills up while events come in, and the server is killed meanwhile: nothing acknowledged is lost, and when there is room all is there once.</summary>
public sealed class FullDiskTests(ITestOutputHelper output)
{
    private const int Events = 20_000;
    private const int BatchSize = 200;
    private const int Shippers = 3;
    private const int Megabytes = 128;
    private const int ReserveMegabytes = 24;

    [SmallDiskFact]
    public async Task Serve_DiskFullAndKilledMeanwhile_HasEveryEventSignalAndAlertOnceWhenThereIsRoom()
    {
        using SmallDisk disk = SmallDisk.TryMake(Megabytes)!;
        Ballast ballast = new(disk.Path);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        NumberedEvents events = new(now.AddMinutes(-2), now.AddMinutes(-2));
        await using TortureServer server = await TortureServer.PrepareAsync(Path.Combine(disk.Path, "data"));
        await using Shipping shipping = new(events, server);

        // Above the reserve all is taken, below it nothing; that stays so over a kill. Alerts can be worked on.
        await server.StartAsync(Reserve(ReserveMegabytes));
        shipping.Open(server.Process.Ingest);
        await shipping.UntilAsync(() => shipping.Acknowledged >= Events / 4);
        ballast.LeaveFree((ReserveMegabytes - 4) << 20);
        await shipping.UntilRefusedAsync(10);
        using (ApiClient api = server.Api())
            (await CommentAsync(api, server)).ShouldBe(HttpStatusCode.OK);
        shipping.Close();
        await server.Process.KillAsync();
        await server.StartAsync(Reserve(ReserveMegabytes));
        shipping.Open(server.Process.Ingest);
        await shipping.UntilRefusedAsync(10);
        await server.State.WaitUntilAllIsEvaluatedAsync(server.Process, CancellationToken.None);
        shipping.Close();
        (await server.Process.StopAsync()).ShouldBe(0);

        // With no reserve the events themselves take the last page, also from the database of signals and alerts.
        int rounds = 0;
        bool wasStuck = false;
        while (rounds < 3)
        {
            ballast.LeaveFree(3 << 20);
            await server.StartAsync(Reserve(0));
            shipping.Open(server.Process.Ingest);
            await shipping.UntilRefusedAsync(10);
            ballast.LeaveFree(0);
            using (ApiClient api = server.Api())
            {
                for (int i = 0; i < 20 && !wasStuck; i++)
                {
                    await shipping.UntilRefusedAsync(3);
                    wasStuck |= (await api.GetAsync("/api/v1/system"))!.Value.GetProperty("evaluator").GetProperty("problem").ValueKind == JsonValueKind.String;
                    (await CommentAsync(api, server)).ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable);
                    ballast.LeaveFree(0);
                }
            }

            shipping.Close();
            await server.Process.KillAsync();
            rounds++;
        }

        // A start on a disk without a free page says why it cannot be, or is one.
        ballast.LeaveFree(0);
        string? refusal = await TryStartAsync(server);
        output.WriteLine($"evaluator stuck: {wasStuck}; start on the full disk: {refusal ?? "ready"}");
        ballast.Drop();
        await server.StartAsync(Reserve(ReserveMegabytes));
        shipping.Open(server.Process.Ingest);
        await shipping.WhenDoneAsync();
        await server.State.WaitUntilAllIsEvaluatedAsync(server.Process, CancellationToken.None);

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{shipping.Client.Created} created, {shipping.Client.Conflicts} conflicts, {shipping.Client.Refused} refused; {ballast.Free >> 20} MB free"));
        wasStuck.ShouldBeTrue("the evaluator's database never met the full disk");
        Verification verification = new(events, Events);
        using (ApiClient api = server.Api())
        {
            await verification.SignalsAsync(api, TortureServer.Sender);
            await verification.AlertsAsync(api);
            (await CommentAsync(api, server)).ShouldBe(HttpStatusCode.OK);
        }

        (await server.Process.StopAsync()).ShouldBe(0);
        verification.Events(server.Data, TortureServer.Sender).Count.ShouldBe(Events);
    }

    private static Dictionary<string, string> Reserve(int megabytes) =>
        new() { ["HUESOC_RESERVE_MEGABYTES"] = megabytes.ToString(CultureInfo.InvariantCulture) };

    // Something an analyst does, which is written into the control database.
    private static async Task<HttpStatusCode> CommentAsync(ApiClient api, TortureServer server)
    {
        string id = (await api.GetAsync("/api/v1/alerts?limit=1"))!.Value.GetProperty("items")[0].GetProperty("id").GetString()!;
        using HttpClient http = new();
        using HttpRequestMessage request = new(HttpMethod.Post, new Uri(server.Process.Console, $"/api/v1/alerts/{id}/comments"))
        {
            Content = new StringContent("""{"text":"đĩa đầy"}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new("Bearer", server.Token);
        using HttpResponseMessage response = await http.SendAsync(request);
        return response.StatusCode == HttpStatusCode.Created ? HttpStatusCode.OK : response.StatusCode;
    }

    private static async Task<string?> TryStartAsync(TortureServer server)
    {
        try
        {
            HuesocProcess process = await server.StartAsync(Reserve(0));
            await process.KillAsync();
            return null;
        }
        catch (InvalidOperationException e)
        {
            e.Message.ShouldContain("the disk is full");
            return "refused: the disk is full";
        }
    }

    /// <summary>A file that takes the room.</summary>
    private sealed class Ballast(string folder)
    {
        private readonly string path = Path.Combine(folder, "ballast");

        public long Free => new DriveInfo(folder).AvailableFreeSpace;

        /// <summary>Grows or shrinks until so much is free, or, when others take room at the same time, about that.</summary>
        public void LeaveFree(long bytes)
        {
            using FileStream file = new(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, bufferSize: 0);
            if (Free < bytes)
                file.SetLength(Math.Max(0, file.Length - (bytes - Free)));
            byte[] filling = new byte[4096];
            file.Seek(0, SeekOrigin.End);
            try
            {
                while (Free >= bytes + filling.Length)
                    file.Write(filling);
            }
            catch (IOException)
            {
                // Full: that is what it is for.
            }
        }

        public void Drop() => File.Delete(path);
    }

    /// <summary>Several shippers that send every event until it is acknowledged, as long as there is an address to send to.</summary>
    private sealed class Shipping : IAsyncDisposable
    {
        private readonly ConcurrentQueue<List<int>> waiting = new(Enumerable.Range(0, Events).Chunk(BatchSize).Select(batch => batch.ToList()));
        private readonly CancellationTokenSource end = new();
        private readonly Task[] shippers;
        private volatile TaskCompletionSource<Uri> address = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Shipping(NumberedEvents events, TortureServer server)
        {
            Client = new(events, server.Authorization);
            shippers = [.. Enumerable.Range(0, Shippers).Select(_ => Task.Run(ShipAsync))];
        }

        public BulkClient Client { get; }

        public long Acknowledged => Client.Created + Client.Conflicts;

        public void Open(Uri ingest) => address.SetResult(ingest);

        public void Close() => address = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task UntilRefusedAsync(int more)
        {
            long before = Client.Refused;
            return UntilAsync(() => Client.Refused >= before + more);
        }

        public async Task UntilAsync(Func<bool> condition)
        {
            using CancellationTokenSource limit = new(TimeSpan.FromMinutes(2));
            while (!condition())
            {
                if (shippers.FirstOrDefault(task => task.IsFaulted) is { } faulted)
                    await faulted;
                shippers.All(task => task.IsCompleted).ShouldBeFalse("every event was taken: the disk is too large for the test");
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, limit.Token);
            }
        }

        public Task WhenDoneAsync() => Task.WhenAll(shippers);

        public async ValueTask DisposeAsync()
        {
            await end.CancelAsync();
            await Task.WhenAll(shippers).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Client.Dispose();
            end.Dispose();
        }

        private async Task ShipAsync()
        {
            while (waiting.TryDequeue(out List<int>? batch))
            {
                while (batch.Count > 0)
                {
                    Uri ingest = await address.Task.WaitAsync(end.Token);
                    int before = batch.Count;
                    try
                    {
                        batch = await Client.PostAsync(ingest, batch, end.Token);
                    }
                    catch (HttpRequestException)
                    {
                        // The server was killed. What was not acknowledged is sent again, whole.
                    }

                    if (batch.Count == before)
                        await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, end.Token);
                }
            }
        }
    }
}
