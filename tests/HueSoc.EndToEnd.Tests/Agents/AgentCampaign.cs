using System.Globalization;
using HueSoc.EndToEnd.Tests.Serving;
using HueSoc.EndToEnd.Tests.Torture;

namespace HueSoc.EndToEnd.Tests.Agents;

/// <summary>
/// Logs are written and rotated while the agent that reads them and the server that takes its events are killed, the network is cut,
/// the spool fills and the clock jumps. Each kill is aimed at a phase and counted for it only when it was seen to be hit.
/// </summary>
/// <param name="logs">The logs.</param>
/// <param name="link">The network.</param>
/// <param name="server">The server.</param>
/// <param name="clock">The agent's clock.</param>
/// <param name="startAgent">Starts the agent.</param>
/// <param name="spool">The agent's spool folder.</param>
/// <param name="random">Where chance comes from.</param>
internal sealed class AgentCampaign(
    IReadOnlyList<NumberedLog> logs, NetworkLink link, TortureServer server, JumpingClock clock, Func<AgentProcess> startAgent, string spool, Random random) : IAsyncDisposable
{
    private static readonly TimeSpan PhaseLimit = TimeSpan.FromSeconds(30);
    private readonly Dictionary<AgentPhase, int> hits = Enum.GetValues<AgentPhase>().ToDictionary(phase => phase, _ => 0);
    private readonly CancellationTokenSource enough = new();
    private readonly CopiedLog copied = logs.OfType<CopiedLog>().First();
    private AgentProcess? agent;
    private Task? writing;

    /// <summary>How often each phase was hit.</summary>
    public IReadOnlyDictionary<AgentPhase, int> Hits => hits;

    /// <summary>How often agent or server was killed.</summary>
    public int Kills { get; private set; }

    /// <summary>The agent that runs.</summary>
    public AgentProcess Agent => agent ?? throw new InvalidOperationException("no agent runs");

    /// <summary>Runs it to its end; then agent and server run, and the logs are whole.</summary>
    /// <param name="kills">How many kills there are at least.</param>
    public async Task RunAsync(int kills)
    {
        await server.StartAsync();
        link.LeadTo(server.Process.Ingest);
        agent = startAgent();
        writing = Task.Run(WriteAsync);
        Queue<AgentPhase> plan = [];
        while (Kills < kills || hits.Any(hit => hit.Value < 3))
        {
            if (plan.Count == 0)
            {
                Kills.ShouldBeLessThan(kills * 3, $"phases are missed: {this}");
                AgentPhase[] round = Enum.GetValues<AgentPhase>();
                random.Shuffle(round);
                plan = new(round);
                await BotherAsync();
            }

            await StrikeAsync(plan.Dequeue());
            if (writing.IsFaulted)
                await writing;
        }

        await enough.CancelAsync();
        await writing;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Kills} kills: {string.Join(", ", hits.Select(hit => $"{hit.Key} {hit.Value}"))}");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await enough.CancelAsync();
        if (writing is not null)
            await writing.ContinueWith(_ => { }, TaskScheduler.Default);
        if (agent is not null)
            await agent.DisposeAsync();
        enough.Dispose();
    }

    private async Task WriteAsync()
    {
        while (!enough.IsCancellationRequested)
        {
            NumberedLog log = logs[random.Next(logs.Count)];
            await log.AppendAsync(random.Next(5, 120), CancellationToken.None);
            if (random.Next(12) == 0)
                await log.RotateAsync(CancellationToken.None);
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(120)), TimeProvider.System, CancellationToken.None);
        }
    }

    // Between the kills: the network goes away until the spool is full, and the clock jumps.
    private async Task BotherAsync()
    {
        clock.Set(random.Next(3) switch { 0 => clock.Offset - TimeSpan.FromHours(1), 1 => clock.Offset + TimeSpan.FromHours(1), _ => BeforeMidnight() });
        link.Become(LinkState.Cut);
        await Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System, CancellationToken.None);
        link.Become(LinkState.Whole);
    }

    private static TimeSpan BeforeMidnight()
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        return TimeSpan.FromSeconds(Math.Floor((now.UtcDateTime.Date.AddDays(1) - now.UtcDateTime).TotalSeconds) - 5);
    }

    private async Task StrikeAsync(AgentPhase aim)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(random.Next(100, 900)), TimeProvider.System, CancellationToken.None);
        using CancellationTokenSource limit = new(PhaseLimit);
        try
        {
            switch (aim)
            {
                case AgentPhase.Collecting:
                    await KillWhileCollectingAsync();
                    break;
                case AgentPhase.Spooled:
                    await KillWithTheNetworkCutAsync(limit.Token);
                    break;
                case AgentPhase.AnswerLost:
                    link.Become(LinkState.NoAnswers);
                    await link.AnswerLostAsync(limit.Token);
                    await KillAgentAsync(aim);
                    link.Become(LinkState.Whole);
                    break;
                case AgentPhase.KeepingPositions:
                    await KillWhilePositionsAreKeptAsync(limit.Token);
                    break;
                case AgentPhase.BetweenCopyAndTruncate:
                    await KillAfterACopyAsync(limit.Token);
                    break;
                default:
                    await link.RequestAsync(limit.Token);
                    await server.Process.KillAsync();
                    Kills++;
                    hits[aim]++;
                    link.LeadTo(null);
                    await server.StartAsync();
                    link.LeadTo(server.Process.Ingest);
                    break;
            }
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            // Nothing of the kind went on; the next round aims again.
            copied.Paused = null;
            link.Become(LinkState.Whole);
        }

        if (agent is null)
            agent = startAgent();
    }

    private async Task KillAgentAsync(AgentPhase? phase)
    {
        await Agent.KillAsync();
        await Agent.DisposeAsync();
        agent = null;
        Kills++;
        if (phase is { } hit)
            hits[hit]++;
    }

    private async Task KillWhileCollectingAsync()
    {
        // Lines that were written after the spool was last written cannot be in it.
        NumberedLog log = logs[random.Next(logs.Count)];
        int before = log.Lines.Count;
        while (log.Lines.Count == before)
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, CancellationToken.None);
        DateTime spooled = LastWrite(spool);
        DateTime written = File.Exists(log.FilePath) ? File.GetLastWriteTimeUtc(log.FilePath) : default;
        await KillAgentAsync(null);
        if (written > spooled && LastWrite(spool) == spooled)
            hits[AgentPhase.Collecting]++;
    }

    private async Task KillWithTheNetworkCutAsync(CancellationToken cancellationToken)
    {
        link.Become(LinkState.Cut);
        DateTime before = LastWrite(spool);
        while (LastWrite(spool) == before)
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellationToken);
        await KillAgentAsync(AgentPhase.Spooled);
        link.Become(LinkState.Whole);
    }

    private async Task KillWhilePositionsAreKeptAsync(CancellationToken cancellationToken)
    {
        TaskCompletionSource seen = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using FileSystemWatcher watcher = new(spool) { NotifyFilter = NotifyFilters.FileName, IncludeSubdirectories = false };
        void Hear(object sender, FileSystemEventArgs e)
        {
            // A new copy of the positions is written beside the old one and takes its name.
            if (!Path.GetFileName(e.FullPath).StartsWith("segment", StringComparison.Ordinal))
                seen.TrySetResult();
        }

        watcher.Created += Hear;
        watcher.Renamed += Hear;
        watcher.EnableRaisingEvents = true;
        await seen.Task.WaitAsync(cancellationToken);
        await KillAgentAsync(AgentPhase.KeepingPositions);
    }

    private async Task KillAfterACopyAsync(CancellationToken cancellationToken)
    {
        TaskCompletionSource copyMade = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
        copied.Paused = () =>
        {
            copied.Paused = null;
            copyMade.TrySetResult();
            return goOn.Task;
        };
        try
        {
            await copyMade.Task.WaitAsync(cancellationToken);
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(600)), TimeProvider.System, CancellationToken.None);
            await KillAgentAsync(AgentPhase.BetweenCopyAndTruncate);

            // It may come back before the truncation, or find it done.
            if (random.Next(2) == 0)
                agent = startAgent();
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(600)), TimeProvider.System, CancellationToken.None);
        }
        finally
        {
            goOn.TrySetResult();
        }
    }

    private static DateTime LastWrite(string folder) => Directory.Exists(folder)
        ? new DirectoryInfo(folder).EnumerateFiles().Select(file => file.LastWriteTimeUtc).DefaultIfEmpty().Max()
        : default;
}
