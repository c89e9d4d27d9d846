namespace HueSoc.Storage.EventStore;

/// <summary>A place in a store's own order of events. What it holds is the store's business; it can be kept as text.</summary>
/// <param name="Value">The store's own notation; empty for the place before the first event.</param>
public readonly record struct EventCursor(string Value)
{
    /// <summary>The place before the first event.</summary>
    public static EventCursor Start { get; } = new(string.Empty);
}
