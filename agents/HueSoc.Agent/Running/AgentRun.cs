using System.Security.Cryptography;
using HueSoc.Agent.Collectors;
using HueSoc.Agent.Enrollment;
using HueSoc.Agent.Intake;
using HueSoc.Agent.Shipping;
using HueSoc.Agent.Spool;
using HueSoc.Fleet.Configuration;
using HueSoc.Fleet.Heartbeats;
using HueSoc.Fleet.Identity;

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
    private readonly IServiceManager manager;
    private readonly AgentReport report;
    private readonly string statusPath;
    private readonly AgentKey? key;
    private readonly Heartbeat? heartbeat;
    private AgentLimits limits;
    private ShippingPace pace = ShippingPace.Free;

    /// <summary>Opens the spool and prepares the rest.</summary>
    /// <exception cref="IOException">The spool cannot be opened: another agent has it, or the folder cannot be used.</exception>
    public AgentRun(AgentSetup setup, IServiceManager manager, AgentLog log, TimeProvider time)
    {
        this.log = log;
        this.time = time;
        this.manager = manager;
        limits = setup.Configuration.Limits;
        spool = EventSpool.Open(
            setup.Paths.Spool, new SpoolOptions { SpoolBytes = limits.SpoolBytes, KeepFreeBytes = limits.KeepFreeBytes }, time);
        Tell(spool.Status);
        shipper = new(
            spool,
            new ShipperOptions { Addresses = setup.ShipTo, ApiKey = setup.ApiKey, CertificatePin = setup.CertificatePin, DeadLetterFolder = setup.Paths.DeadLetters },
            ShipperLimits.Of(limits, pace),
            time,
            // How long agents wait is not a secret, but they must not all wait equally long.
            new Random(RandomNumberGenerator.GetInt32(int.MaxValue)));
        intake = new(spool, MachineFields.Of(setup.Machine, setup.Identity?.AgentId), TimeZoneInfo.Local, time);
        collectors = new((source, sources) => CollectorFactory.Create(source, sources, spool.States, time));
        collecting = new(collectors, intake, log, time);
        collecting.Configure(setup.Configuration);
        report = new(setup.Machine, collecting, intake, spool, shipper, time);
        statusPath = setup.Paths.Status;
        if (setup.Identity is not { } identity)
            return;
        EnrollmentState state = new(setup.Paths.State);
        key = state.ReadKey() ?? throw new IOException($"{state.KeyPath} is missing; the machine has to be enrolled again");
        heartbeat = new(state, identity, key, setup.Machine.MachineId, report, new ServerOrders(Configure, ChangePace, log), time);
    }

    /// <summary>Works by another configuration from now on.</summary>
    public void Configure(AgentConfiguration configuration)
    {
        limits = configuration.Limits;
        spool.ChangeLimits(limits.SpoolBytes, limits.KeepFreeBytes);
        shipper.ChangeLimits(ShipperLimits.Of(limits, pace));
        collecting.Configure(configuration);
    }

    /// <summary>Works until it is cancelled, or a part of it fails for good.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        List<Task> parts =
        [
            Task.Run(() => collecting.RunAsync(ended.Token), CancellationToken.None),
            Task.Run(() => shipper.RunAsync(ended.Token), CancellationToken.None),
            WatchAsync(ended.Token),
        ];
        if (heartbeat is not null)
            parts.Add(heartbeat.RunAsync(ended.Token));
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
        heartbeat?.Dispose();
        key?.Dispose();
        collectors.Dispose();
        intake.Dispose();
        shipper.Dispose();
        spool.Dispose();
    }

    private void ChangePace(ShippingPace told)
    {
        if (told == pace)
            return;
        pace = told;
        shipper.ChangeLimits(ShipperLimits.Of(limits, told));
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
                StatusFile.Write(statusPath, report, time.GetUtcNow());
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
