using HueSoc.Events.Normalisers.Ecs;
using HueSoc.Events.Normalisers.Windows;

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

        AddByTable(draft, context);
        return true;
    }

    private static void AddByTable(EventDraft draft, NormaliserContext context)
    {
        if (!draft.TryGetText("event.code"u8, out ReadOnlySpan<byte> id) && !TryGetAdded(draft, "event.code"u8, out id))
            return;
        if (!draft.TryGetText("event.provider"u8, out ReadOnlySpan<byte> provider) && !TryGetAdded(draft, "event.provider"u8, out provider))
            return;
        _ = draft.TryGetText("Event.System.Channel"u8, out ReadOnlySpan<byte> channel);
        if (WindowsEcs.Find(provider, channel, id, out WindowsProvider? source) is not { } row)
            return;

        // UserData holds one element, and the fields in it.
        int data = Object(draft.Tape, draft.Find("Event.EventData"u8));
        int userData = Object(draft.Tape, draft.Find("Event.UserData"u8));
        if (userData >= 0)
            userData = draft.Tape[userData].Next > userData + 1 ? Object(draft.Tape, userData + 1) : -1;
        EcsWriter writer = draft.Ecs;
        writer.Begin();
        WindowsEcs.Write(draft, source!, row, new EventValues(draft, context, data, userData), draft.Find("Event.System.Keywords"u8));
        writer.End();
    }

    private static int Object(JsonTape tape, int place) => place >= 0 && tape[place].Kind == JsonKind.Object ? place : -1;

    // As it was written a moment ago: a text without escapes, for names of sources have none.
    private static bool TryGetAdded(EventDraft draft, ReadOnlySpan<byte> path, out ReadOnlySpan<byte> text)
    {
        text = draft.TryGetAdded(path, out ReadOnlySpan<byte> json) && json.Length > 2 && !json.Contains((byte)'\\') ? json[1..^1] : default;
        return !text.IsEmpty;
    }

    private static void Offer(EventDraft draft, ReadOnlySpan<byte> field, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        if (draft.TryGetText(first, out ReadOnlySpan<byte> text) || draft.TryGetText(second, out text))
            draft.Offer(field, text);
    }
}
