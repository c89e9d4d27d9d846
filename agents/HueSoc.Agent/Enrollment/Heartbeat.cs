using System.Collections.Immutable;
using System.Text.Json;
using HueSoc.Fleet.Configuration;
using HueSoc.Fleet.Heartbeats;
using HueSoc.Fleet.Identity;
using HueSoc.Fleet.Json;

namespace HueSoc.Agent.Enrollment;

/// <summary>
/// Tells the server each minute how the agent is, and takes what it says. The waits are measured on a clock that only goes forward.
/// </summary>
internal sealed class Heartbeat : IDisposable
{
    /// <summary>Where heartbeats go.</summary>
    public const string Path = "/api/v1/agents/heartbeat";

    private const int MostReasons = 16;
    private const int LongestReason = 512;
    private static readonly TimeSpan AfterRefusal = TimeSpan.FromMinutes(10);

    private readonly EnrollmentState state;
    private readonly AgentIdentity identity;
    private readonly AgentKey key;
    private readonly string machineId;
    private readonly IAgentStatus status;
    private readonly IHeartbeatListener listener;
    private readonly TimeProvider time;
    private readonly FleetClient client;

    private HeartbeatPlace place;
    private RefusedConfiguration? refused;
    private long? clockOffset;
    private int address;

    /// <param name="state">Where the agent keeps its place in the chain of heartbeats, and its configuration.</param>
    /// <param name="identity">Who it is.</param>
    /// <param name="key">Its key. It is not disposed here.</param>
    /// <param name="machineId">The machine it runs on now.</param>
    /// <param name="status">Says how it is.</param>
    /// <param name="listener">Is told what the server says.</param>
    /// <param name="time">The clock.</param>
    public Heartbeat(EnrollmentState state, AgentIdentity identity, AgentKey key, string machineId, IAgentStatus status, IHeartbeatListener listener, TimeProvider time)
    {
        this.state = state;
        this.identity = identity;
        this.key = key;
        this.machineId = machineId;
        this.status = status;
        this.listener = listener;
        this.time = time;
        client = new(identity.CaPin, time);
        // Without a place any is taken, once: after the folder was damaged, say. The server makes of it what it has to.
        place = state.ReadPlace() ?? new(Nonces.New(), Nonces.New());
    }

    /// <summary>By how much this machine's clock is ahead of the server's, as known from the last answer; null when there was none.</summary>
    public TimeSpan? ClockOffset => clockOffset is { } known ? TimeSpan.FromMilliseconds(known) : null;

    /// <summary>Sends heartbeats until it is told to end. The first comes at once.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            TimeSpan wait = await BeatAsync(cancellationToken).ConfigureAwait(false);
            await Task.Delay(wait, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Sends one heartbeat.</summary>
    /// <returns>How long to wait before the next.</returns>
    public async Task<TimeSpan> BeatAsync(CancellationToken cancellationToken)
    {
        TimeSpan usual = TimeSpan.FromSeconds(identity.HeartbeatSeconds);
        if (!TryKeep(place))
        {
            listener.Failed("the state folder cannot be written", isRefused: false);
            return usual;
        }

        DateTimeOffset sent = time.GetUtcNow();
        long started = time.GetTimestamp();
        byte[] body = FleetJson.Write(new HeartbeatRequest
        {
            Nonce = place.Nonce,
            Attempt = place.Attempt,
            MachineId = machineId,
            Sent = sent,
            Status = status.Read() with { ClockOffsetMilliseconds = clockOffset, RefusedConfiguration = refused },
        });
        FleetAnswer answer;
        try
        {
            answer = await client.PostAsync(identity.ServerAddresses[address], Path, body, key, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return usual;
        }

        if (answer.IsDone)
            return Take(FleetJson.ReadHeartbeatAnswer(answer.Body.Span), sent + (time.GetElapsedTime(started) / 2));
        bool isRefused = answer.Status is 401 or 403;
        address = (address + 1) % identity.ServerAddresses.Length;
        listener.Failed(answer.Fault ?? $"HTTP {answer.Status}", isRefused);
        // All that could not reach the server would else come together when it is back.
        TimeSpan spread = usual * (0.5 + Random.Shared.NextDouble());
        return isRefused ? AfterRefusal : answer.RetryAfter is { } wait && wait > spread ? wait : spread;
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    private TimeSpan Take(Reading<HeartbeatAnswer> reading, DateTimeOffset middle)
    {
        if (reading.Value is not { } answer)
        {
            listener.Failed($"the server's answer cannot be used: {reading.FaultText}", isRefused: false);
            return TimeSpan.FromSeconds(identity.HeartbeatSeconds);
        }

        clockOffset = (long)(middle - answer.ServerTime).TotalMilliseconds;
        // If it cannot be kept, the place stays: the same is said once more, as if this answer had been lost.
        HeartbeatPlace next = new(answer.Nonce, Nonces.New());
        if (TryKeep(next))
            place = next;
        listener.Answered(answer.State, answer.Pace);
        if (answer.Configuration is { } configuration)
            TakeConfiguration(configuration);
        return TimeSpan.FromSeconds(answer.HeartbeatSeconds);
    }

    private void TakeConfiguration(JsonElement json)
    {
        Reading<AgentConfiguration> reading = ConfigurationReader.Read(json);
        ImmutableArray<string> faults = reading.Value is { } sound ? listener.Apply(sound) : reading.Faults;
        if (reading.Value is { } applied && faults.IsEmpty)
        {
            refused = null;
            TryKeep(applied);
            return;
        }

        refused = new() { Version = ConfigurationReader.VersionOf(json), Reasons = [.. faults.Take(MostReasons).Select(Shortened)] };
    }

    private static string Shortened(string reason)
    {
        string plain = string.Concat(reason.Where(character => !char.IsControl(character) && !char.IsSurrogate(character)));
        return plain.Length == 0 ? "refused" : plain.Length <= LongestReason ? plain : plain[..LongestReason];
    }

    private bool TryKeep(HeartbeatPlace kept) => Try(() =>
    {
        if (state.ReadPlace() != kept)
            state.WritePlace(kept);
    });

    private void TryKeep(AgentConfiguration configuration)
    {
        if (!Try(() => state.WriteConfiguration(configuration)))
            listener.Failed("the configuration is applied, but cannot be kept: the state folder cannot be written", isRefused: false);
    }

    private static bool Try(Action write)
    {
        try
        {
            write();
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
