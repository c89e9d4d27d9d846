namespace HueSoc.Agent.Collectors.Journald;

/// <summary>Bytes on their way from one thread to another: who writes waits while there is no room, who reads never waits.</summary>
#pragma warning disable CA1001 // The semaphore has no handle of its own, and disposing it would race with the thread that waits for it.
internal sealed class BoundedBytes(int capacity)
#pragma warning restore CA1001
{
    private readonly byte[] ring = new byte[capacity];
    private readonly Lock gate = new();
    private readonly SemaphoreSlim room = new(0, 1);
    private int start;
    private int count;
    private bool closed;
    private bool completed;

    /// <summary>Whether everything that was written was read, and nothing more comes.</summary>
    public bool IsAtEnd
    {
        get
        {
            lock (gate)
                return completed && count == 0;
        }
    }

    /// <summary>Whether there is something to read.</summary>
    public bool HasBytes
    {
        get
        {
            lock (gate)
                return count > 0;
        }
    }

    /// <summary>Writes, and waits as long as it takes.</summary>
    /// <returns>False when nobody reads any more.</returns>
    public bool Write(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            lock (gate)
            {
                if (closed)
                    return false;
                int end = (start + count) % capacity;
                int some = Math.Min(Math.Min(bytes.Length, capacity - count), capacity - end);
                bytes[..some].CopyTo(ring.AsSpan(end));
                count += some;
                bytes = bytes[some..];
                if (some > 0)
                    continue;
            }

            room.Wait();
        }

        return true;
    }

    /// <summary>Reads what there is.</summary>
    public int Read(Span<byte> into)
    {
        lock (gate)
        {
            int some = Math.Min(Math.Min(into.Length, count), capacity - start);
            ring.AsSpan(start, some).CopyTo(into);
            start = (start + some) % capacity;
            count -= some;
            if (some > 0)
                Wake();
            return some;
        }
    }

    /// <summary>Says that nothing more comes.</summary>
    public void Complete()
    {
        lock (gate)
            completed = true;
    }

    /// <summary>Says that nobody reads any more.</summary>
    public void Close()
    {
        lock (gate)
        {
            closed = true;
            Wake();
        }
    }

    private void Wake()
    {
        if (room.CurrentCount == 0)
            room.Release();
    }
}
