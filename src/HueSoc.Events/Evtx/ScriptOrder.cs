using HueSoc.Events.Normalisers.Windows;

namespace HueSoc.Events.Evtx;

/// <summary>
/// Parts of scripts in one file, whose batches are decoded by several threads: they are joined in the order of the file, so that the part that
/// gets the whole is the same for every number of threads. Only a batch with such a part in it waits for those before it.
/// </summary>
internal sealed class ScriptOrder
{
    private readonly object gate = new();
    private readonly HashSet<long> ended = [];
    private long taken;
    private long next;

    /// <summary>The parts.</summary>
    public ScriptBlocks Blocks { get; } = new();

    /// <summary>The turn of a batch that has been read. By one thread at a time.</summary>
    public long Take() => taken++;

    /// <summary>Waits until all turns before this one have ended.</summary>
    public void Wait(long turn)
    {
        lock (gate)
        {
            while (next < turn)
                Monitor.Wait(gate);
        }
    }

    /// <summary>Ends a turn: nothing of its batch is joined any more.</summary>
    public void End(long turn)
    {
        lock (gate)
        {
            ended.Add(turn);
            while (ended.Remove(next))
                next++;
            Monitor.PulseAll(gate);
        }
    }
}
