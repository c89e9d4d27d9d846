namespace HueSoc.Server.Ingest;

/// <summary>What has come in since the start.</summary>
public sealed class IngestStatistics
{
    private long requests;
    private long refusedRequests;
    private long bytes;
    private long stored;
    private long duplicates;
    private long retries;
    private long rejected;

    /// <summary>Bulk requests that were answered item by item.</summary>
    public long Requests => Interlocked.Read(ref requests);

    /// <summary>Bulk requests that were refused whole for want of room or by a quota (429).</summary>
    public long RefusedRequests => Interlocked.Read(ref refusedRequests);

    /// <summary>Bytes of bodies, without compression.</summary>
    public long Bytes => Interlocked.Read(ref bytes);

    /// <summary>Events stored.</summary>
    public long Stored => Interlocked.Read(ref stored);

    /// <summary>Events that were there already.</summary>
    public long Duplicates => Interlocked.Read(ref duplicates);

    /// <summary>Documents the client was told to send again.</summary>
    public long Retries => Interlocked.Read(ref retries);

    /// <summary>Documents refused for good.</summary>
    public long Rejected => Interlocked.Read(ref rejected);

    internal void CountRequest(long bodyBytes)
    {
        Interlocked.Increment(ref requests);
        Interlocked.Add(ref bytes, bodyBytes);
    }

    internal void CountRefused() => Interlocked.Increment(ref refusedRequests);

    internal void Count(ReadOnlySpan<IngestResult> results)
    {
        Span<long> counts = stackalloc long[4];
        foreach (IngestResult result in results)
            counts[(int)result.Outcome]++;
        Interlocked.Add(ref stored, counts[(int)IngestOutcome.Stored]);
        Interlocked.Add(ref duplicates, counts[(int)IngestOutcome.Duplicate]);
        Interlocked.Add(ref retries, counts[(int)IngestOutcome.Retry]);
        Interlocked.Add(ref rejected, counts[(int)IngestOutcome.Rejected]);
    }
}
