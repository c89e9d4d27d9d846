using System.Collections.Immutable;

namespace HueSoc.Storage.EventStore;

/// <summary>Events in the store's own order, from a cursor on.</summary>
/// <param name="Events">The events, in rising sequence; empty when there is nothing new, or nothing of the time that was asked for.</param>
/// <param name="Next">The place behind the last of them and of what was passed over; the cursor that was given when there is nothing behind it.</param>
/// <param name="Missing">Sequence ranges on the way that are not in the store any more: deleted with their day, or lost to damage.</param>
public sealed record EventSlice(IReadOnlyList<StoredEvent> Events, EventCursor Next, ImmutableArray<SequenceRange> Missing);
