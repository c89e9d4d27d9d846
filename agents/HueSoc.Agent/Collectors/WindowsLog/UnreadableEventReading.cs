using System.Text;
using HueSoc.Events.Logs;
using HueSoc.Events.Normalisers;

namespace HueSoc.Agent.Collectors.WindowsLog;

/// <summary>Events of a channel whose XML cannot be read: it is kept as it is, with what is wrong.</summary>
/// <param name="channel">The channel.</param>
internal sealed class UnreadableEventReading(string channel) : LogReading
{
    private readonly byte[] dataset = Encoding.UTF8.GetBytes(EventLogDatasets.Of(channel));
    private readonly byte[] name = Encoding.UTF8.GetBytes(channel);

    /// <summary>What is wrong with the next record.</summary>
    public string Fault { get; set; } = string.Empty;

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Dataset => dataset;

    /// <inheritdoc/>
    public override RecordOutcome Read(ReadOnlySpan<byte> record, EventDraft draft, NormaliserContext context)
    {
        draft.SetText("winlog.channel"u8, name);
        draft.SetText("error.message"u8, Encoding.UTF8.GetBytes(Fault));
        draft.SetText("huesoc.normaliser.note"u8, "event_unreadable"u8);
        return RecordOutcome.Event;
    }
}
