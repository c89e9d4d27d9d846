using System.Threading.RateLimiting;
using HueSoc.Server.Hosting;

namespace HueSoc.Server.Agents;

/// <summary>How often agents at one address may ask for something, at whichever of the server's addresses they do.</summary>
internal sealed class AgentRateLimits(ServerOptions options) : IDisposable
{
    // The devices of a whole agency may stand behind one address.
    private const int HeartbeatsPerMinute = 6_000;

    private readonly PartitionedRateLimiter<string> enrollments = PerMinute(options.EnrollmentsPerMinute);
    private readonly PartitionedRateLimiter<string> heartbeats = PerMinute(HeartbeatsPerMinute);

    /// <summary>Whether somebody may ask to be enrolled now; else how long to wait.</summary>
    public TimeSpan? WaitToEnroll(string network) => WaitOf(enrollments, network);

    /// <summary>Whether a heartbeat may come now; else how long to wait.</summary>
    public TimeSpan? WaitToReport(string network) => WaitOf(heartbeats, network);

    /// <inheritdoc/>
    public void Dispose()
    {
        enrollments.Dispose();
        heartbeats.Dispose();
    }

    private static PartitionedRateLimiter<string> PerMinute(int permits) => PartitionedRateLimiter.Create<string, string>(
        network => RateLimitPartition.GetFixedWindowLimiter(network, _ => new FixedWindowRateLimiterOptions { PermitLimit = permits, Window = TimeSpan.FromMinutes(1), QueueLimit = 0 }));

    private static TimeSpan? WaitOf(PartitionedRateLimiter<string> limiter, string network)
    {
        using RateLimitLease lease = limiter.AttemptAcquire(network);
        if (lease.IsAcquired)
            return null;
        return lease.TryGetMetadata(MetadataName.RetryAfter, out TimeSpan wait) ? wait : TimeSpan.FromSeconds(1);
    }
}
