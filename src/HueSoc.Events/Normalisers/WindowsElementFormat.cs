namespace HueSoc.Events.Normalisers;

/// <summary>Windows events element by element, <c>Event.System</c>, as evtx_dump writes them. They stay, with ECS beside them.</summary>
internal sealed class WindowsElementFormat : IEventFormat
{
    public string Name => "evtx_dump";

    public bool TryNormalise(EventDraft draft, NormaliserContext context)
    {
        int system = draft.Find("Event.System"u8);
        if (system < 0 || draft.Tape[system].Kind != JsonKind.Object)
            return false;
        Offer(draft, "host.name"u8, "Event.System.Computer.#text"u8, "Event.System.Computer"u8);
        Offer(draft, "event.code"u8, "Event.System.EventID.#text"u8, "Event.System.EventID"u8);
        Offer(draft, "event.provider"u8, "Event.System.Provider.#attributes.Name"u8, "Event.System.Provider_attributes.Name"u8);
        if (draft.TryGetText("Event.System.TimeCreated.#attributes.SystemTime"u8, out ReadOnlySpan<byte> time)
            || draft.TryGetText("Event.System.TimeCreated_attributes.SystemTime"u8, out time))
        {
            context.OfferTime(time, isUtc: true);
        }

        return true;
    }

    private static void Offer(EventDraft draft, ReadOnlySpan<byte> field, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        if (draft.TryGetText(first, out ReadOnlySpan<byte> text) || draft.TryGetText(second, out text))
            draft.Offer(field, text);
    }
}
