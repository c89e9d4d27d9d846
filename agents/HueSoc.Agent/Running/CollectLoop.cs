using HueSoc.Agent.Collectors;
using HueSoc.Agent.Intake;
using HueSoc.Fleet.Configuration;

namespace HueSoc.Agent.Running;

/// <summary>
/// Lets the collectors read, again and again, and brings what they read to disk. While there is much to read it goes on at once;
/// otherwise it looks every quarter of a second, and every second when nothing has come for a while.
/// </summary>
/// <param name="collectors">The collectors.</param>
/// <param name="intake">Where records go.</param>
/// <param name="log">Where problems are told.</param>
/// <param name="time">The clock.</param>
internal sealed class CollectLoop(CollectorSet collectors, RecordIntake intake, AgentLog log, TimeProvider time)
{
    private static readonly TimeSpan Busy = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan UntilIdle = TimeSpan.FromSeconds(10);
    private readonly MemoryBounds memory = new();
    private AgentConfiguration? next;
    private long rounds;

    /// <summary>How many rounds there were: a loop that stands still does not count on.</summary>
    public long Rounds => Interlocked.Read(ref rounds);

    /// <summary>The configuration it works by.</summary>
    public AgentConfiguration? Configuration { get; private set; }

    /// <summary>How the sources are, as of the last round.</summary>
    public IReadOnlyList<CollectorState> Sources { get; private set; } = [];

    /// <summary>Works by another configuration from the next round on.</summary>
    public void Configure(AgentConfiguration configuration) => Interlocked.Exchange(ref next, configuration);

    /// <summary>Runs until it is cancelled; then what was read is on disk, if the disk takes it.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        long lastEvent = time.GetTimestamp();
        while (!cancellationToken.IsCancellationRequested)
        {
            long before = intake.Events;
            bool more = Round();
            _ = memory.Tend();
            if (intake.Events != before)
                lastEvent = time.GetTimestamp();
            if (more && !intake.IsFull)
                continue;
            TimeSpan pause = time.GetElapsedTime(lastEvent) < UntilIdle ? Busy : Idle;
            await Task.Delay(pause, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _ = intake.Commit();
    }

    private bool Round()
    {
        if (Interlocked.Exchange(ref next, null) is { } configuration)
            Apply(configuration);
        bool more = collectors.Collect(intake);
        if (!intake.Commit())
            log.State("spool", "the disk takes nothing more; sources wait");
        else
            log.State("spool", intake.IsFull ? "full; sources wait" : null);
        List<CollectorState> sources = [];
        foreach (ICollector collector in collectors.All)
        {
            log.State($"source {collector.Name}", collector.Problem);
            sources.Add(new(collector.Name, collector.Lag, collector.Problem));
        }

        Sources = sources;
        Interlocked.Increment(ref rounds);
        return more;
    }

    private void Apply(AgentConfiguration configuration)
    {
        // What a collector knows is taken over by its successor from the spool, so it must be there.
        if (!intake.Commit())
        {
            Interlocked.CompareExchange(ref next, configuration, null);
            return;
        }

        intake.Configure(configuration);
        collectors.Apply(configuration);
        Configuration = configuration;
        log.Say($"works by configuration {configuration.Version}: {configuration.Sources.Length} sources");
    }
}
