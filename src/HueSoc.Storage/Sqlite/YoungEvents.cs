using HueSoc.Storage.EventStore;

namespace HueSoc.Storage.Sqlite;

/// <summary>The youngest events in memory, for those who follow the store: a gapless run of numbers that ends at the head.</summary>
internal sealed class YoungEvents(long maxBytes)
{
    private const int Overhead = 400;
    private readonly Lock gate = new();
    private StoredEvent[] ring = new StoredEvent[1024];
    private int start;
    private int count;
    private long bytes;

    /// <summary>Adds events in rising order; when they do not follow the last, all before them is dropped.</summary>
    public void Add(IReadOnlyList<StoredEvent> added)
    {
        lock (gate)
        {
            foreach (StoredEvent e in added)
            {
                if (count > 0 && ring[Index(count - 1)].Sequence + 1 != e.Sequence)
                    Drop(count);
                Push(e);
            }

            while (count > 0 && bytes > maxBytes)
                Drop(1);
        }
    }

    /// <summary>Whether the event behind a number is here.</summary>
    public bool Has(long sequence)
    {
        lock (gate)
            return count > 0 && ring[start].Sequence <= sequence && sequence <= ring[Index(count - 1)].Sequence;
    }

    /// <summary>Reads from a number on.</summary>
    /// <param name="after">The number before the first that is wanted.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="within">When they must have happened.</param>
    /// <param name="last">The last number that was looked at.</param>
    /// <returns>The events; null when the first of them is not here any more.</returns>
    public List<StoredEvent>? Read(long after, int limit, TimeRange? within, out long last)
    {
        lock (gate)
        {
            last = after;
            if (count == 0 || ring[start].Sequence > after + 1 || ring[Index(count - 1)].Sequence <= after)
                return null;
            List<StoredEvent> found = [];
            for (int i = (int)(after + 1 - ring[start].Sequence); i < count && found.Count < limit; i++)
            {
                StoredEvent e = ring[Index(i)];
                last = e.Sequence;
                if (within is not TimeRange range || range.Contains(e.Timestamp))
                    found.Add(e);
            }

            return found;
        }
    }

    /// <summary>Forgets everything: some of it may have been deleted.</summary>
    public void Clear()
    {
        lock (gate)
            Drop(count);
    }

    private int Index(int i) => (start + i) & (ring.Length - 1);

    private void Push(StoredEvent e)
    {
        if (count == ring.Length)
        {
            StoredEvent[] wider = new StoredEvent[ring.Length * 2];
            for (int i = 0; i < count; i++)
                wider[i] = ring[Index(i)];
            ring = wider;
            start = 0;
        }

        ring[Index(count++)] = e;
        bytes += e.Document.Length + Overhead;
    }

    private void Drop(int number)
    {
        for (; number > 0; number--)
        {
            bytes -= ring[start].Document.Length + Overhead;
            ring[start] = null!;
            start = (start + 1) & (ring.Length - 1);
            count--;
        }
    }
}
