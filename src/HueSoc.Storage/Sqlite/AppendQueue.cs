namespace HueSoc.Storage.Sqlite;

/// <summary>
/// Batches on their way to the writer, bounded in events and in bytes. Room is taken before a batch is prepared and given back when it is
/// answered, so that the bound holds for all that is in memory. Who came first gets room first.
/// </summary>
internal sealed class AppendQueue(int maxEvents, long maxBytes, TimeSpan patience, TimeProvider time) : IDisposable
{
    private readonly Lock gate = new();
    private readonly LinkedList<(int Events, long Bytes, TaskCompletionSource Room)> waiting = new();
    private readonly Queue<PreparedBatch> ready = new();
    private readonly SemaphoreSlim arrived = new(0);
    private int events;
    private long bytes;
    private bool closed;
    private bool ended;

    /// <summary>How many events have room, waiting or being written.</summary>
    public int Events
    {
        get
        {
            lock (gate)
                return events;
        }
    }

    /// <summary>Takes room; a batch that is larger than the bound gets it when there is nothing else.</summary>
    /// <returns>Whether there was room before patience ran out, and the queue is open.</returns>
    public async ValueTask<bool> EnterAsync(int count, long length, CancellationToken cancellationToken)
    {
        LinkedListNode<(int, long, TaskCompletionSource)> node;
        TaskCompletionSource room;
        lock (gate)
        {
            if (closed)
                return false;
            if (waiting.Count == 0 && Fits(count, length))
            {
                Take(count, length);
                return true;
            }

            room = new(TaskCreationOptions.RunContinuationsAsynchronously);
            node = waiting.AddLast((count, length, room));
        }

        try
        {
            await room.Task.WaitAsync(patience, time, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            lock (gate)
            {
                if (node.List is null && room.Task.IsCompletedSuccessfully)
                    Release(count, length);
                else if (node.List is not null)
                    waiting.Remove(node);
                Admit();
                EndWhenEmpty();
            }

            if (e is TimeoutException || room.Task.IsCanceled)
                return false;
            throw;
        }
    }

    /// <summary>Gives room back.</summary>
    public void Leave(int count, long length)
    {
        lock (gate)
        {
            Release(count, length);
            Admit();
            EndWhenEmpty();
        }
    }

    /// <summary>Hands a batch to the writer.</summary>
    public void Post(PreparedBatch batch)
    {
        lock (gate)
            ready.Enqueue(batch);
        arrived.Release();
    }

    /// <summary>Waits for batches, and takes those that are there, up to a number of events; none when the queue is closed and empty.</summary>
    public List<PreparedBatch> Take(int most)
    {
        arrived.Wait();
        List<PreparedBatch> taken = [];
        lock (gate)
        {
            int total = 0;
            while (ready.TryPeek(out PreparedBatch? batch) && (taken.Count == 0 || total + batch.Count <= most))
            {
                taken.Add(ready.Dequeue());
                total += batch.Count;
            }
        }

        for (int i = 1; i < taken.Count; i++)
            arrived.Wait();
        return taken;
    }

    /// <summary>Lets nothing more in; the writer takes what has room, also what is still being prepared, then nothing.</summary>
    public void Close()
    {
        lock (gate)
        {
            closed = true;
            foreach ((int _, long _, TaskCompletionSource room) in waiting)
                room.TrySetCanceled();
            waiting.Clear();
            EndWhenEmpty();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => arrived.Dispose();

    private void EndWhenEmpty()
    {
        if (!closed || ended || events > 0)
            return;
        ended = true;
        arrived.Release();
    }

    private bool Fits(int count, long length) =>
        events == 0 || (events + count <= maxEvents && bytes + length <= maxBytes);

    private void Take(int count, long length)
    {
        events += count;
        bytes += length;
    }

    private void Release(int count, long length)
    {
        events -= count;
        bytes -= length;
    }

    private void Admit()
    {
        while (waiting.First is { } first && Fits(first.Value.Events, first.Value.Bytes))
        {
            waiting.RemoveFirst();
            if (first.Value.Room.TrySetResult())
                Take(first.Value.Events, first.Value.Bytes);
        }
    }
}
