namespace HueSoc.Sigma.Matching;

/// <summary>
/// How often byte triples occur in text that has been seen, so that a literal is looked for by its rarest part. Counted by
/// hash: a collision makes a part look more common than it is, which costs a little time.
/// </summary>
internal sealed class GramCounts
{
    private const int Bits = 14;

    private readonly ushort[] counts = new ushort[1 << Bits];

    /// <summary>Counts a text.</summary>
    /// <param name="text">Folded text.</param>
    public void Add(ReadOnlySpan<byte> text)
    {
        for (int i = 0; i + 3 <= text.Length; i++)
        {
            ref ushort count = ref counts[Index(text, i)];
            if (count < ushort.MaxValue)
                count++;
        }
    }

    /// <summary>How often three bytes have been seen; a guess by their kind stands in for what was never seen.</summary>
    /// <param name="text">The literal.</param>
    /// <param name="at">The first of the three.</param>
    public int Rank(ReadOnlySpan<byte> text, int at)
    {
        int rank = counts[Index(text, at)] * 16;
        foreach (byte b in text.Slice(at, 3))
        {
            rank += b switch
            {
                (byte)' ' or (byte)'\\' or (byte)'.' or (byte)'e' or (byte)'s' or (byte)'t' or (byte)'i' or (byte)'o' or (byte)'n' or (byte)'r' or (byte)'a' => 3,
                >= (byte)'a' and <= (byte)'z' => 2,
                _ => 1,
            };
        }

        return rank;
    }

    private static int Index(ReadOnlySpan<byte> text, int at) =>
        (int)(((text[at] | ((uint)text[at + 1] << 8) | ((uint)text[at + 2] << 16)) * 0x9E3779B1u) >> (32 - Bits));
}
