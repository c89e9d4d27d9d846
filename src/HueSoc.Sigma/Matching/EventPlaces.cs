namespace HueSoc.Sigma.Matching;

/// <summary>Where the values of an event stand, known to whoever wrote it: then it need not be read to find them. The event is valid JSON.</summary>
/// <param name="Forms">The forms of the writer's events.</param>
/// <param name="Form">The form of this one.</param>
/// <param name="Values">
/// Its values, one for each of the form's paths: the first byte, from the start of the event, and how many there are, of a text with its quotes. Of
/// an object or array only the first byte counts, its bracket.
/// </param>
public readonly record struct EventPlaces(IEventForms Forms, int Form, ReadOnlyMemory<(int Start, int Length)> Values);
