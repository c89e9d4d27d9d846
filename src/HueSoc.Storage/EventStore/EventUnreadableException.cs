namespace HueSoc.Storage.EventStore;

/// <summary>Whether there is an event cannot be told now: a part of the store is being repaired. It passes.</summary>
public sealed class EventUnreadableException : IOException
{
    /// <summary>For a reason.</summary>
    public EventUnreadableException(string message)
        : base(message)
    {
    }

    /// <summary>For a reason with a cause.</summary>
    public EventUnreadableException(string message, Exception cause)
        : base(message, cause)
    {
    }

    private EventUnreadableException()
    {
    }
}
