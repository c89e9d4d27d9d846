namespace HueSoc.Events.Normalisers;

/// <summary>Windows events as Winlogbeat writes them, under <c>winlog</c>. They stay, with ECS beside them where it is missing.</summary>
internal sealed class WinlogbeatFormat : IEventFormat
{
    public string Name => "winlogbeat";

    public bool TryNormalise(EventDraft draft, NormaliserContext context)
    {
        int winlog = draft.Find("winlog"u8);
        bool isNested = winlog >= 0 && draft.Tape[winlog].Kind == JsonKind.Object;
        if (!isNested && !draft.Has("winlog.event_id"u8) && !draft.Has("winlog.channel"u8) && !draft.Has("winlog.provider_name"u8))
            return false;
        if (draft.TryGetText("winlog.computer_name"u8, out ReadOnlySpan<byte> text))
            draft.Offer("host.name"u8, text);
        if (draft.TryGetText("winlog.event_id"u8, out text))
            draft.Offer("event.code"u8, text);
        if (draft.TryGetText("winlog.provider_name"u8, out text))
            draft.Offer("event.provider"u8, text);
        if (draft.TryGetText("event.created"u8, out text))
            context.OfferTime(text);
        return true;
    }
}
