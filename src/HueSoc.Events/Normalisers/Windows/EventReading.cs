using HueSoc.Events.Normalisers.Ecs;

namespace HueSoc.Events.Normalisers.Windows;

/// <summary>Writes what takes more than one field of an event to say.</summary>
/// <param name="writer">Where to.</param>
/// <param name="values">The event's own data.</param>
internal delegate void EventReading(EcsWriter writer, EventValues values);
