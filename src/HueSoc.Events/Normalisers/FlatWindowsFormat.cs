namespace HueSoc.Events.Normalisers;

/// <summary>Windows events whose fields stand side by side under Windows' names. They stay, with ECS beside them.</summary>
internal sealed class FlatWindowsFormat : IEventFormat
{
    public string Name => "flat";

    public bool TryNormalise(EventDraft draft, NormaliserContext context)
    {
        if (!draft.TryGetText("EventID"u8, out ReadOnlySpan<byte> code))
            return false;
        draft.Offer("event.code"u8, code);
        if (draft.TryGetText("Computer"u8, out ReadOnlySpan<byte> text) || draft.TryGetText("Hostname"u8, out text)
            || draft.TryGetText("ComputerName"u8, out text))
        {
            draft.Offer("host.name"u8, text);
        }

        if (draft.TryGetText("Provider_Name"u8, out text) || draft.TryGetText("ProviderName"u8, out text)
            || draft.TryGetText("SourceName"u8, out text))
        {
            draft.Offer("event.provider"u8, text);
        }

        // Sysmon's own clock is UTC and does not say so; EventTime is what the shipper's machine shows.
        if (draft.TryGetText("TimeCreated"u8, out text))
            context.OfferTime(text);
        if (draft.TryGetText("UtcTime"u8, out text))
            context.OfferTime(text, isUtc: true);
        if (draft.TryGetText("SystemTime"u8, out text))
            context.OfferTime(text, isUtc: true);
        if (draft.TryGetText("EventTime"u8, out text))
            context.OfferTime(text);
        return true;
    }
}
