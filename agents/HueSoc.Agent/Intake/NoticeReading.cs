using System.Text;
using HueSoc.Agent.Collectors;
using HueSoc.Events.Logs;
using HueSoc.Events.Normalisers;

namespace HueSoc.Agent.Intake;

/// <summary>Makes events of what the agent notices about its sources. The record that is read is the notice's message.</summary>
internal sealed class NoticeReading : LogReading
{
    private readonly byte[] number = new byte[24];

    /// <summary>The notice that is read next.</summary>
    public SourceNotice Notice { get; set; }

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Dataset => "huesoc.agent"u8;

    /// <inheritdoc/>
    public override RecordOutcome Read(ReadOnlySpan<byte> record, EventDraft draft, NormaliserContext context)
    {
        draft.SetText("message"u8, record);
        draft.SetText("event.kind"u8, "event"u8);
        draft.SetText("event.module"u8, "huesoc"u8);
        draft.SetText("event.dataset"u8, Dataset);
        draft.SetText("event.action"u8, Encoding.UTF8.GetBytes(Notice.Action));
        draft.SetText("huesoc.source.name"u8, Encoding.UTF8.GetBytes(Notice.SourceName));
        draft.SetText("huesoc.source.id"u8, Encoding.UTF8.GetBytes(Notice.Source));
        SetNumber(draft, "huesoc.source.generation"u8, Notice.Generation);
        if (Notice.Position.Cursor is { } cursor)
            draft.SetText("huesoc.source.cursor"u8, Encoding.UTF8.GetBytes(cursor));
        SetNumber(draft, "huesoc.lost"u8, Notice.Lost);
        return RecordOutcome.Event;
    }

    private void SetNumber(EventDraft draft, ReadOnlySpan<byte> field, long value)
    {
        _ = value.TryFormat(number, out int length);
        draft.SetJson(field, number.AsSpan(0, length));
    }
}
