using System.Numerics;

namespace HueSoc.Sigma.Matching;

/// <summary>Finds the literal that a text equals, by its hash.</summary>
internal sealed class ExactTable
{
    private readonly int mask;
    private readonly int[] slots;
    private readonly uint[] hashes;
    private readonly ScanLiteral[] literals;

    /// <param name="literals">The literals; none is there twice, one may be empty.</param>
    public ExactTable(IReadOnlyList<ScanLiteral> literals)
    {
        this.literals = [.. literals];
        mask = (int)BitOperations.RoundUpToPowerOf2((uint)(literals.Count * 2) + 1) - 1;
        slots = new int[mask + 1];
        hashes = new uint[mask + 1];
        for (int l = 0; l < literals.Count; l++)
        {
            uint hash = ByteHash.Of(literals[l].Bytes, 0);
            int i = (int)hash & mask;
            while (slots[i] != 0)
                i = (i + 1) & mask;
            slots[i] = l + 1;
            hashes[i] = hash;
        }
    }

    /// <summary>The id of the literal that the text equals, or -1.</summary>
    /// <param name="text">The folded text.</param>
    public int Find(ReadOnlySpan<byte> text)
    {
        uint hash = ByteHash.Of(text, 0);
        for (int i = (int)hash & mask; slots[i] != 0; i = (i + 1) & mask)
        {
            if (hashes[i] == hash && text.SequenceEqual(literals[slots[i] - 1].Bytes))
                return literals[slots[i] - 1].Id;
        }

        return -1;
    }
}
