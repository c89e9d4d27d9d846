using HueSoc.Events.Normalisers;

namespace HueSoc.Events.Logs;

/// <summary>The reading of one file (or stream) of a format. Used by one thread, in the order of the records.</summary>
public abstract class LogReading
{
    /// <summary>What must be known to go on after the last record that was read (W3C logs: the columns); null when nothing must. At most 4 KiB.</summary>
    public virtual string? State => null;

    /// <summary>The dataset of records that are unknown, or whose event was given none.</summary>
    public virtual ReadOnlySpan<byte> Dataset => Generic;

    /// <summary>Whether a record that is a JSON object is the event itself; then <see cref="Read"/> only gets the others.</summary>
    public virtual bool ReadsDocuments => false;

    /// <summary>Whether records hold bytes that are no text (lengths, binary data): then <see cref="Read"/> gets them as they are, and makes valid UTF-8 of what it takes.</summary>
    public virtual bool IsBinary => false;

    /// <summary>Whether <c>event.original</c> is kept. A reading that writes every field of the record into the event says no.</summary>
    public virtual bool KeepsOriginal => true;

    /// <summary>The dataset of what nothing is known of.</summary>
    internal static ReadOnlySpan<byte> Generic => "generic"u8;

    /// <summary>Makes an event of a record.</summary>
    /// <param name="record">The record without its line end, in valid UTF-8 unless <see cref="IsBinary"/>. It must not change until the draft is finished.</param>
    /// <param name="draft">A draft of an empty document, which gets <c>message</c>, <c>event.*</c> and what else the record says. <c>event.original</c> is written by the caller.</param>
    /// <param name="context">What is known of it; it is told the time the record names.</param>
    public abstract RecordOutcome Read(ReadOnlySpan<byte> record, EventDraft draft, NormaliserContext context);
}
