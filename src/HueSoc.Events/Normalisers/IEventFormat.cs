namespace HueSoc.Events.Normalisers;

/// <summary>A way in which shippers write events, and how it becomes ECS. It has no state.</summary>
public interface IEventFormat
{
    /// <summary>The format's name.</summary>
    string Name { get; }

    /// <summary>Adds what the event says in its own words under its ECS names. What has a value keeps it.</summary>
    /// <param name="draft">The event.</param>
    /// <param name="context">What is known of it.</param>
    /// <returns>Whether the event is of this format; if not, it was not changed.</returns>
    bool TryNormalise(EventDraft draft, NormaliserContext context);
}
