namespace HueSoc.Events.Readers;

/// <summary>
/// Reads events from one source, a batch at a time. Memory is bounded whatever the source holds. Not safe for use by
/// several threads at once; callers that share one take turns with a lock and each bring a batch of their own.
/// </summary>
public abstract class EventReader : IDisposable
{
    /// <summary>Clears a batch and fills it with the next events.</summary>
    /// <param name="batch">The batch to fill.</param>
    /// <returns>False when nothing is left; then the batch is empty. A batch may hold problems and no events.</returns>
    public abstract bool TryRead(EventBatch batch);

    /// <summary>Closes the source.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes the source.</summary>
    /// <param name="disposing">Whether <see cref="Dispose()"/> was called.</param>
    protected abstract void Dispose(bool disposing);
}
