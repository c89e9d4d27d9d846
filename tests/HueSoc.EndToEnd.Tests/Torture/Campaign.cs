using System.Collections.Concurrent;
using System.Text;
using HueSoc.EndToEnd.Tests.Serving;

namespace HueSoc.EndToEnd.Tests.Torture;

/// <summary>
/// Ships numbered events from several clients at once while the server is killed over and over, until every event has
/// been acknowledged. Each kill is aimed at a phase and then counted for the phase that was in fact hit, as the server's
/// own state after the next start and the client's knowledge show it.
/// </summary>
internal sealed class Campaign : IAsyncDisposable
{
    private const int BatchSize = 400;
    private const int Clients = 3;
    private static readonly TimeSpan EvaluationLimit = TimeSpan.FromSeconds(30);
    private readonly NumberedEvents events;
    private readonly Func<Task<HuesocProcess>> start;
    private readonly string authorization;
    private readonly string folder;
    private readonly ServerState state;
    private readonly ConcurrentQueue<List<int>> open = [];
    private readonly BulkClient client;
    private readonly Dictionary<Phase, int> hits = Enum.GetValues<Phase>().ToDictionary(phase => phase, _ => 0);
    private readonly CancellationTokenSource end = new();
    private readonly SemaphoreSlim acknowledged = new(0);
    private TaskCompletionSource<Uri> address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int batchesOpen;
    private HuesocProcess? server;

    /// <summary>Prepares it.</summary>
    /// <param name="events">The events.</param>
    /// <param name="count">How many of them.</param>
    /// <param name="folder">The server's data folder.</param>
    /// <param name="key">The ingest key, <c>id:secret</c>.</param>
    /// <param name="state">What the server says of itself.</param>
    /// <param name="start">Starts the server on the folder.</param>
    public Campaign(NumberedEvents events, int count, string folder, string key, ServerState state, Func<Task<HuesocProcess>> start)
    {
        this.events = events;
        this.folder = folder;
        this.start = start;
        this.state = state;
        authorization = $"ApiKey {Convert.ToBase64String(Encoding.UTF8.GetBytes(key))}";
        client = new(events, authorization);
        foreach (int[] batch in Enumerable.Range(0, count).Chunk(BatchSize))
            open.Enqueue([.. batch]);
        batchesOpen = open.Count;
    }

    /// <summary>How often each phase was hit.</summary>
    public IReadOnlyDictionary<Phase, int> Hits => hits;

    /// <summary>How often the server was killed.</summary>
    public int Kills { get; private set; }

    /// <summary>The client's counts.</summary>
    public BulkClient Client => client;

    /// <summary>The server that runs now.</summary>
    public HuesocProcess Server => server ?? throw new InvalidOperationException("the server was not started");

    /// <summary>Runs until every event is acknowledged and each phase was aimed at as often as asked.</summary>
    /// <param name="kills">How often each phase is aimed at, at least.</param>
    public async Task RunAsync(int kills)
    {
        server = await start();
        address.SetResult(server.Ingest);
        Task[] clients = [.. Enumerable.Range(0, Clients).Select(_ => Task.Run(ShipAsync))];
        Queue<Phase> plan = new(Enumerable.Range(0, kills).SelectMany(_ => Enum.GetValues<Phase>()));
        while (Volatile.Read(ref batchesOpen) > 0 && clients.All(task => !task.IsFaulted))
        {
            // Beyond the plan there is one more kill for every phase that was missed too often; then the rest is shipped in peace.
            if (plan.Count == 0 && hits.Any(hit => hit.Value < 3) && Kills < kills * 3 * hits.Count)
                plan.Enqueue(hits.MinBy(hit => hit.Value).Key);
            if (!plan.TryDequeue(out Phase phase))
                break;
            await StrikeAsync(phase);
        }

        await Task.WhenAll(clients);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        if (server is not null)
            await server.DisposeAsync();
        client.Dispose();
        end.Dispose();
        acknowledged.Dispose();
    }

    private async Task ShipAsync()
    {
        while (open.TryDequeue(out List<int>? batch))
        {
            while (batch.Count > 0)
            {
                Uri ingest = await address.Task.WaitAsync(end.Token);
                try
                {
                    batch = await client.PostAsync(ingest, batch, end.Token);
                    acknowledged.Release();
                }
                catch (HttpRequestException)
                {
                    // The server was killed, or is not up again yet. What was not acknowledged is sent again, whole.
                    await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, end.Token);
                }
            }

            Interlocked.Decrement(ref batchesOpen);
        }
    }

    private async Task StrikeAsync(Phase aim)
    {
        // Something has to have been going on since the last start.
        for (int i = 0; i < 4 && Volatile.Read(ref batchesOpen) > 0; i++)
            await acknowledged.WaitAsync(TimeSpan.FromSeconds(30), end.Token);
        Phase? seen = aim switch
        {
            Phase.Receiving => await StrikeWhileReceivingAsync(),
            Phase.EvaluatedUnanswered => await StrikeBeforeTheAnswerIsReadAsync(),
            Phase.Checkpoint => await StrikeInCheckpointAsync(),
            _ => await StrikeNowAsync(),
        };
        Kills++;
        address = new(TaskCreationOptions.RunContinuationsAsynchronously);
        server = await start();
        if (await state.BehindAtStartAsync(server) > 0)
            hits[Phase.StoredUnevaluated]++;
        if (seen is { } phase)
            hits[phase]++;
        address.SetResult(server.Ingest);
    }

    private async Task<Phase?> StrikeNowAsync()
    {
        await Server.KillAsync();
        return null;
    }

    private async Task<Phase?> StrikeWhileReceivingAsync()
    {
        if (!open.TryDequeue(out List<int>? batch))
            return await StrikeNowAsync();
        await using RawPost post = await RawPost.BeginAsync(Server.Ingest, authorization, client.Body(batch));
        await post.SendHalfAsync();
        await Server.KillAsync();
        open.Enqueue(batch);
        return Phase.Receiving;
    }

    private async Task<Phase?> StrikeBeforeTheAnswerIsReadAsync()
    {
        if (!open.TryDequeue(out List<int>? batch))
            return await StrikeNowAsync();
        await using RawPost post = await RawPost.BeginAsync(Server.Ingest, authorization, client.Body(batch));
        await post.SendAsync();
        bool isEvaluated = true;
        using (CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(end.Token))
        {
            limit.CancelAfter(EvaluationLimit);
            try
            {
                await state.WaitUntilEvaluatedAsync(Server, events.Id(batch[^1]), limit.Token);
            }
            catch (OperationCanceledException) when (!end.IsCancellationRequested)
            {
                // The request may have been answered 429, and then nothing of it is ever evaluated.
                isEvaluated = false;
            }
        }

        await Server.KillAsync();
        open.Enqueue(batch);
        return isEvaluated ? Phase.EvaluatedUnanswered : null;
    }

    private async Task<Phase?> StrikeInCheckpointAsync()
    {
        // In WAL mode a database's own file is written by checkpoints and by nothing else.
        TaskCompletionSource written = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using FileSystemWatcher watcher = new(folder, "*.db") { IncludeSubdirectories = true, NotifyFilter = NotifyFilters.LastWrite };
        watcher.Changed += (_, _) => written.TrySetResult();
        watcher.EnableRaisingEvents = true;
        Task first = await Task.WhenAny(written.Task, Task.Delay(TimeSpan.FromSeconds(30), TimeProvider.System, end.Token));
        await Server.KillAsync();
        return first == written.Task ? Phase.Checkpoint : null;
    }
}
