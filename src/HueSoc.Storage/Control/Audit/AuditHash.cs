using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace HueSoc.Storage.Control.Audit;

/// <summary>
/// The hash of an entry: SHA-256 over the hash before, sequence and time as 8 bytes big-endian, then actor, kind, action, subject,
/// agency and details, each as its length in bytes (4, big-endian) and its UTF-8. Before the first entry stands SHA-256 of the chain's name.
/// </summary>
internal static class AuditHash
{
    /// <summary>What the first entry is chained to.</summary>
    public static byte[] Beginning(string chain) => SHA256.HashData(Encoding.UTF8.GetBytes("huesoc audit chain " + chain));

    /// <summary>The hash of an entry.</summary>
    public static byte[] Of(
        ReadOnlySpan<byte> before, long sequence, long time, string actor, string kind, string action, string subject, string agency, string details)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(before);
        Number(hash, sequence);
        Number(hash, time);
        foreach (string text in (ReadOnlySpan<string>)[actor, kind, action, subject, agency, details])
            Text(hash, text);
        return hash.GetHashAndReset();
    }

    private static void Number(IncrementalHash hash, long number)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        hash.AppendData(bytes);
    }

    private static void Text(IncrementalHash hash, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
