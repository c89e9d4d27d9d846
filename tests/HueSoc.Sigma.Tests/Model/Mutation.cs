using System.Text;

namespace HueSoc.Sigma.Tests.Model;

/// <summary>Damages bytes as files and networks do, and as someone does who wants to do harm.</summary>
/// <param name="random">Chooses.</param>
/// <param name="tokens">What is put in where nothing was.</param>
internal sealed class Mutation(Random random, string[] tokens)
{
    /// <summary>The longest that a mutated text becomes.</summary>
    public const int MaxLength = 64 * 1024;

    /// <summary>A damaged copy.</summary>
    /// <param name="seed">What is damaged.</param>
    /// <param name="other">What pieces are taken from.</param>
    public byte[] Mutate(byte[] seed, byte[] other)
    {
        List<byte> bytes = [.. seed];
        for (int i = random.Next(2) == 0 ? 1 : random.Next(1, 5); i > 0; i--)
            Once(bytes, other);
        return bytes.Count > MaxLength ? [.. bytes[..MaxLength]] : [.. bytes];
    }

    private void Once(List<byte> bytes, byte[] other)
    {
        if (bytes.Count == 0)
            bytes.Add((byte)'{');

        // After a colon a value begins: what is put there is read more often than what is put anywhere.
        int at = random.Next(bytes.Count);
        int colon = bytes.IndexOf((byte)':', at);
        if (colon >= 0 && random.Next(3) == 0)
            at = Math.Min(colon + 1, bytes.Count - 1);
        int length = Math.Min(random.Next(1, 40), bytes.Count - at);
        switch (random.Next(9))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                bytes[at] = (byte)random.Next(256);
                break;
            case 2:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 3:
                bytes.RemoveRange(at, length);
                break;
            case 4:
                bytes.InsertRange(at, bytes.GetRange(at, length));
                break;
            case 5:
                int from = random.Next(other.Length);
                bytes.InsertRange(at, other[from..Math.Min(other.Length, from + random.Next(1, 60))]);
                break;
            case 6:
                byte[] token = Token();
                bytes.InsertRange(at, Enumerable.Repeat(token, random.Next(12) == 0 ? random.Next(1, 2000) : 1).SelectMany(t => t).Take(MaxLength));
                break;
            case 7:
                bytes.RemoveRange(at, length);
                bytes.InsertRange(at, Token());
                break;
            default:
                (int a, int b) = (random.Next(bytes.Count), random.Next(bytes.Count));
                (bytes[a], bytes[b]) = (bytes[b], bytes[a]);
                break;
        }
    }

    private byte[] Token() => Encoding.UTF8.GetBytes(tokens[random.Next(tokens.Length)]);
}
