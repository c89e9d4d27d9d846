namespace HueSoc.Agent.Collectors.WindowsLog;

/// <summary>An open subscription. Used by one thread.</summary>
internal interface IEventLogSubscription : IDisposable
{
    /// <summary>Reads the next records, as far as there are any, without waiting for more.</summary>
    /// <param name="most">How many at most.</param>
    /// <param name="batch">Gets them, in their order; it is empty. A record that cannot be rendered is in it with its error.</param>
    /// <returns>0 when there are some; <see cref="Win32Error.NoMoreItems"/> when there are none now; on any other error the batch is empty, and the subscription is of no use any more.</returns>
    int Read(int most, EventLogBatch batch);
}
