using System.Numerics;

namespace HueSoc.Sigma.Correlations.Windows;

/// <summary>Numbers in order, in chunks of bounded length, so that adding, removing and asking by rank stay cheap for many.</summary>
internal sealed class RankedNumbers
{
    private const int MaxChunk = 512;
    private readonly List<List<BigInteger>> chunks = [];

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>The number of a rank, from 0.</summary>
    public BigInteger this[int rank]
    {
        get
        {
            foreach (List<BigInteger> chunk in chunks)
            {
                if (rank < chunk.Count)
                    return chunk[rank];
                rank -= chunk.Count;
            }

            throw new ArgumentOutOfRangeException(nameof(rank));
        }
    }

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        chunks.Clear();
        Count = 0;
    }

    /// <summary>Adds a number.</summary>
    public void Add(BigInteger number)
    {
        Count++;
        if (chunks.Count == 0)
        {
            chunks.Add([number]);
            return;
        }

        int c = Math.Min(ChunkOf(number), chunks.Count - 1);
        List<BigInteger> chunk = chunks[c];
        int at = chunk.BinarySearch(number);
        chunk.Insert(at < 0 ? ~at : at, number);
        if (chunk.Count <= MaxChunk)
            return;
        chunks.Insert(c + 1, chunk.GetRange(MaxChunk / 2, chunk.Count - (MaxChunk / 2)));
        chunk.RemoveRange(MaxChunk / 2, chunk.Count - (MaxChunk / 2));
    }

    /// <summary>Removes a number that is there, once.</summary>
    public void Remove(BigInteger number)
    {
        int c = ChunkOf(number);
        List<BigInteger> chunk = chunks[c];
        chunk.RemoveAt(chunk.BinarySearch(number));
        if (chunk.Count == 0)
            chunks.RemoveAt(c);
        Count--;
    }

    /// <summary>The first chunk whose last number is not less.</summary>
    private int ChunkOf(BigInteger number)
    {
        int low = 0, high = chunks.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (chunks[middle][^1] < number)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
