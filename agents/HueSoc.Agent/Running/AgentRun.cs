using System.Security.Cryptography;
using HueSoc.Agent.Collectors;
using HueSoc.Agent.Intake;
using HueSoc.Agent.Shipping;
using HueSoc.Agent.Spool;
using HueSoc.Fleet.Configuration;

namespace HueSoc.Agent.Running;

/// <summary>An agent at work: it collects, spools, ships and says how it is.</summary>
internal sealed class AgentRun : IDisposable
{
    private readonly AgentLog log;
    private readonly TimeProvider time;
    private readonly EventSpool spool;
    private readonly Shipper shipper;
    private readonly RecordIntake intake;
    private readonly CollectorSet collectors;
    private readonly CollectLoop collecting;
    private readonly ServiceManager manager;

    /// <summary>Opens the spool and prepares the rest.</summary>
    /// <exception cref="IOException">The spool cannot be opened: another agent has it, or the folder cannot be used.</exception>
    public AgentRun(AgentSetup setup, ServiceManager manager, AgentLog log, TimeProvider time)
    {
        this.log = log;
        this.time = time;
        this.manager = manager;
        AgentLimits limits = setup.Configuration.Limits;
        spool = EventSpool.Open(
            setup.Paths.Spool, new SpoolOptions { SpoolBytes = limits.SpoolBytes, KeepFreeBytes = limits.KeepFreeBytes }, time);
        Tell(spool.Status);
        shipper = new(
            spool,
            new ShipperOptions { Addresses = setup.ShipTo, ApiKey = setup.ApiKey, CertificatePin = setup.CertificatePin, DeadLetterFolder = setup.Paths.DeadLetters },
            ShipperLimits.Of(limits),
            time,
            // How long agents wait is not a secret, but they must not all wait equally long.
            new Random(RandomNumberGenerator.GetInt32(int.MaxValue)));
        intake = new(spool, MachineFields.Of(setup.AgentId), TimeZoneInfo.Local, time);
        collectors = new(source => CollectorFactory.Create(source, spool.States, time));
        collecting = new(collectors, intake, log, time);
        collecting.Configure(setup.Configuration);
    }

    /// <summary>How the shipping is doing.</summary>
    public ShipperStatus Shipping => shipper.Status;

    /// <summary>How the spool is doing.</summary>
    public SpoolStatus Spool => spool.Status;

    /// <summary>How many events the budget left out this day.</summary>
    public long LeftOut => intake.LeftOut;

    /// <summary>How the sources are.</summary>
    public IReadOnlyList<CollectorState> Sources => collecting.Sources;

    /// <summary>The configuration it works by.</summary>
    public AgentConfiguration? Configuration => collecting.Configuration;

    /// <summary>Works by another configuration from now on.</summary>
    public void Configure(AgentConfiguration configuration)
    {
        spool.ChangeLimits(configuration.Limits.SpoolBytes, configuration.Limits.KeepFreeBytes);
        shipper.ChangeLimits(ShipperLimits.Of(configuration.Limits));
        collecting.Configure(configuration);
    }

    /// <summary>Works until it is cancelled, or a part of it fails for good.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task[] parts = [Task.Run(() => collecting.RunAsync(ended.Token), CancellationToken.None), Task.Run(() => shipper.RunAsync(ended.Token), CancellationToken.None), WatchAsync(ended.Token)];
        manager.Ready();
        // A part that ends before it is told to has failed; the service manager starts the agent again.
        Task first = await Task.WhenAny(parts);
        manager.Stopping();
        await ended.CancelAsync();
        await Task.WhenAll(parts).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        if (first.IsFaulted)
            await first;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        collectors.Dispose();
        intake.Dispose();
        shipper.Dispose();
        spool.Dispose();
    }

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        // The manager wants to hear from us in time; half of it leaves room for a slow disk.
        TimeSpan period = manager.Watchdog is { } watchdog ? watchdog / 2 : TimeSpan.FromMinutes(1);
        long rounds = -1;
        try
        {
            using PeriodicTimer timer = new(period, time);
            do
            {
                // A collector that hangs is no reason to be silent about it, and one for being started again.
                if (collecting.Rounds != rounds)
                    manager.Alive();
                rounds = collecting.Rounds;
                log.State("shipping", shipper.Status.Problem);
                SpoolStatus status = spool.Status;
                manager.Status($"{status.Unacknowledged} events wait, {shipper.Status.Delivered} delivered");
            }
            while (await timer.WaitForNextTickAsync(cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // How it ends.
        }
    }

    private void Tell(SpoolStatus status)
    {
        if (status.TornBytes > 0)
            log.Say($"spool: {status.TornBytes} bytes of a write that was broken off were cut; their lines are read again");
        if (status.BadFrames > 0 || status.UnreadableSegments > 0)
            log.Warn($"spool: {status.BadFrames} damaged places, {status.SkippedBytes} bytes passed over, {status.UnreadableSegments} unreadable files");
    }
}
