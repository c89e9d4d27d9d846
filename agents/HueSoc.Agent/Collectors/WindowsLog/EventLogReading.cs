using System.Text;
using HueSoc.Events.Logs;
using HueSoc.Events.Normalisers;

namespace HueSoc.Agent.Collectors.WindowsLog;

/// <summary>Events of a channel that are in the Windows layout already, and get ECS beside it.</summary>
/// <param name="channel">The channel.</param>
internal sealed class EventLogReading(string channel) : LogReading
{
    private readonly byte[] dataset = Encoding.UTF8.GetBytes(EventLogDatasets.Of(channel));

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Dataset => dataset;

    /// <inheritdoc/>
    public override bool ReadsDocuments => true;

    /// <summary>An event with more in it than the normaliser takes is kept as it is.</summary>
    public override RecordOutcome Read(ReadOnlySpan<byte> record, EventDraft draft, NormaliserContext context) => RecordOutcome.Unknown;
}
