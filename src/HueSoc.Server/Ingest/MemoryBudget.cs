using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace HueSoc.Server.Ingest;

/// <summary>
/// The memory of all requests together: buffers of 4 KB and up in powers of two, lent as long as there is room and kept for the next one. What is lent and what is kept is
/// never more than the limit; what is given up for buffers of other sizes is cleared away before it is much.
/// Lending is all or nothing and never waits, so nobody can block anybody.
/// </summary>
internal sealed class MemoryBudget(long limit)
{
    private const int SmallestLog = 12;

    // When no request is there, most of what is kept goes.
    private const int IdleShare = 8;

    // How many bytes of buffers that were given up may wait for the garbage collector, about.
    private const long MostGarbage = 96L << 20;

    private readonly Lock gate = new();
    private readonly Stack<byte[]>[] keptByLog = [.. Enumerable.Range(SmallestLog, 31 - SmallestLog).Select(_ => new Stack<byte[]>())];
    private long used;
    private long kept;
    private long dropped;
    private int collections;

    /// <summary>How many bytes are lent.</summary>
    public long Used
    {
        get
        {
            lock (gate)
                return used;
        }
    }

    /// <summary>How many bytes are kept to be lent again.</summary>
    public long Kept
    {
        get
        {
            lock (gate)
                return kept;
        }
    }

    /// <summary>Lends a buffer, if there is room.</summary>
    /// <param name="length">How long it is to be at least, in bytes.</param>
    /// <param name="buffer">The buffer, with whatever was in it before.</param>
    public bool TryRent(long length, [NotNullWhen(true)] out byte[]? buffer)
    {
        bool clear;
        buffer = null;
        int log = Math.Max(BitOperations.Log2((ulong)Math.Max(length - 1, 1)) + 1, SmallestLog);
        if (log > 30)
            return false;
        int size = 1 << log;
        lock (gate)
        {
            if (used + size > limit)
                return false;
            used += size;
            if (keptByLog[log - SmallestLog].TryPop(out buffer))
            {
                kept -= size;
                return true;
            }

            KeepAtMost(limit - used);
            clear = MustClear();
        }

        if (clear)
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        buffer = GC.AllocateUninitializedArray<byte>(size);
        return true;
    }

    /// <summary>Takes a buffer back.</summary>
    /// <param name="buffer">A buffer that was lent.</param>
    /// <param name="reuse">False when somebody may still read it: then it is left to the garbage collector.</param>
    public void Return(byte[] buffer, bool reuse = true)
    {
        lock (gate)
        {
            used -= buffer.Length;
            dropped += reuse ? 0 : buffer.Length;
            if (reuse)
            {
                keptByLog[BitOperations.Log2((uint)buffer.Length) - SmallestLog].Push(buffer);
                kept += buffer.Length;
            }

            KeepAtMost(used == 0 ? limit / IdleShare : limit - used);
        }
    }

    // The largest go first: they are wanted least often.
    private void KeepAtMost(long most)
    {
        for (int index = keptByLog.Length - 1; kept > most; index--)
        {
            while (kept > most && keptByLog[index].TryPop(out byte[]? buffer))
            {
                kept -= buffer.Length;
                dropped += buffer.Length;
            }
        }
    }

    // The garbage collector takes its time with large arrays, and bodies that grow give up one after the other.
    private bool MustClear()
    {
        int now = GC.CollectionCount(GC.MaxGeneration);
        if (now != collections)
            dropped = 0;
        collections = now;
        if (dropped <= MostGarbage)
            return false;
        dropped = 0;
        return true;
    }
}
