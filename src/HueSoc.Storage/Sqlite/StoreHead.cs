namespace HueSoc.Storage.Sqlite;

/// <summary>The highest number that may be read, and who waits for a higher one.</summary>
internal sealed class StoreHead
{
    private readonly Lock gate = new();
    private TaskCompletionSource moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long value;

    /// <summary>The number.</summary>
    public long Value => Interlocked.Read(ref value);

    /// <summary>Completes at the next change after it was asked for.</summary>
    public Task Moved
    {
        get
        {
            lock (gate)
                return moved.Task;
        }
    }

    /// <summary>Sets the number, and wakes who waits.</summary>
    public void Set(long head)
    {
        Interlocked.Exchange(ref value, head);
        Wake();
    }

    /// <summary>Wakes who waits: what is readable has changed.</summary>
    public void Wake()
    {
        TaskCompletionSource done;
        lock (gate)
        {
            done = moved;
            moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        done.TrySetResult();
    }
}
