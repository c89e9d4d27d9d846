namespace HueSoc.Server.Ingest;

/// <summary>How much memory all requests together may hold. Taking is all or nothing and never waits, so nobody can block anybody.</summary>
internal sealed class MemoryBudget(long limit)
{
    private long used;

    /// <summary>How many bytes are taken.</summary>
    public long Used => Interlocked.Read(ref used);

    /// <summary>Takes bytes, if there are so many.</summary>
    public bool TryTake(long bytes)
    {
        if (Interlocked.Add(ref used, bytes) <= limit)
            return true;
        Interlocked.Add(ref used, -bytes);
        return false;
    }

    /// <summary>Gives bytes back.</summary>
    public void Return(long bytes) => Interlocked.Add(ref used, -bytes);
}
