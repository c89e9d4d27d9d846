using HueSoc.Agent.Enrollment;
using HueSoc.Agent.Intake;
using HueSoc.Agent.Shipping;
using HueSoc.Agent.Spool;
using HueSoc.Fleet.Heartbeats;

namespace HueSoc.Agent.Running;

/// <summary>Puts together how the agent is, for heartbeats and for whoever asks on the machine.</summary>
/// <param name="machine">The machine.</param>
/// <param name="collecting">The collecting.</param>
/// <param name="intake">The intake.</param>
/// <param name="spool">The spool.</param>
/// <param name="shipper">The shipping.</param>
/// <param name="time">The clock.</param>
internal sealed class AgentReport(
    MachineFacts machine, CollectLoop collecting, RecordIntake intake, EventSpool spool, Shipper shipper, TimeProvider time) : IAgentStatus
{
    private const int LongestText = 512;
    private const int MostSources = 64;
    private readonly ProcessFigures figures = new(time);
    private readonly long started = time.GetTimestamp();

    /// <inheritdoc/>
    public AgentStatus Read()
    {
        SpoolStatus spooled = spool.Status;
        ShipperStatus shipping = shipper.Status;
        return new AgentStatus
        {
            AgentVersion = machine.AgentVersion,
            HostName = machine.HostName,
            Os = machine.Os,
            UptimeSeconds = (long)time.GetElapsedTime(started).TotalSeconds,
            ConfigurationVersion = collecting.Configuration?.Version ?? 0,
            Sources = [.. collecting.Sources.Take(MostSources).Select(StatusOf)],
            SpoolEvents = spooled.Unacknowledged,
            SpoolBytes = spooled.Bytes,
            Shipped = shipping.Delivered,
            Dropped = spooled.LostEvents,
            LeftOut = intake.LeftOut,
            DeadLetters = shipping.DeadLetters,
            ShippingFault = Bounded(shipping.Problem),
            CpuPermille = (int)Math.Round(figures.TakeProcessorShare() * 1000),
            MemoryBytes = Math.Max(0, ProcessFigures.Memory().Resident),
        };
    }

    private SourceStatus StatusOf(CollectorState source)
    {
        SourceCounters? counters = intake.Find(source.Name);
        return new SourceStatus
        {
            Name = source.Name,
            Events = counters?.Events ?? 0,
            LagBytes = source.Lag < 0 ? null : source.Lag,
            IdleSeconds = (long?)counters?.Idle?.TotalSeconds,
            LostBytes = counters?.Lost ?? 0,
            Problem = Bounded(source.Problem),
        };
    }

    // What other programs said, in words that may go anywhere.
    private static string? Bounded(string? text)
    {
        if (text is null)
            return null;
        string plain = string.Concat(text.Where(c => !char.IsControl(c) && !char.IsSurrogate(c)));
        return plain.Length <= LongestText ? plain : plain[..LongestText];
    }
}
