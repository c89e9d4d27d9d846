using HueSoc.Events.Normalisers.Windows;

namespace HueSoc.Events.Normalisers;

/// <summary>What a normaliser is told of an event, and what it found out about it.</summary>
public sealed class NormaliserContext(TimeZoneInfo zone)
{
    /// <summary>The zone of clocks that do not name theirs.</summary>
    public TimeZoneInfo Zone { get; } = zone;

    /// <summary>Parts of scripts that came before; null where they are not joined.</summary>
    public ScriptBlocks? ScriptBlocks { get; init; }

    /// <summary>Called before a part of a script is joined, to come back when all that comes before it has been; null where events come in their order.</summary>
    internal Action? ScriptTurn { get; init; }

    /// <summary>Who sent the event, so that what one sends is never put together with what another does; empty where there is only one.</summary>
    public ReadOnlyMemory<byte> Sender { get; set; }

    /// <summary>When the event was received.</summary>
    public DateTimeOffset Received { get; private set; }

    /// <summary>When the event happened, as its source says; null while nothing readable was found.</summary>
    public DateTimeOffset? Time { get; private set; }

    /// <summary>Whether <see cref="Time"/> was read by <see cref="Zone"/>, for want of another.</summary>
    public bool ZoneAssumed { get; private set; }

    /// <summary>Begins with an event.</summary>
    public void Begin(DateTimeOffset received)
    {
        Received = received;
        Time = null;
        ZoneAssumed = false;
    }

    /// <summary>Says when the event happened. The first to say it is believed.</summary>
    public void OfferTime(WrittenTime time)
    {
        if (Time is not null)
            return;
        Time = time.In(Zone);
        ZoneAssumed = time.Offset is null;
    }

    /// <summary>Says when the event happened, if the text is a time.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isUtc">Whether its source writes UTC without saying so.</param>
    public bool OfferTime(ReadOnlySpan<byte> text, bool isUtc = false)
    {
        if (!WrittenTime.TryParse(text, out WrittenTime time))
            return false;
        OfferTime(isUtc && time.Offset is null ? time with { Offset = TimeSpan.Zero } : time);
        return true;
    }
}
