using System.Security.Cryptography;

namespace HueSoc.Agent.Collectors.Files;

/// <summary>Eight bytes of a hash. SHA-256, because whoever writes a log must not be able to make two that look the same.</summary>
internal static class ContentFingerprint
{
    /// <summary>How many bytes a head, and a tail, have at most.</summary>
    public const int MaxBytes = 1024;

    /// <summary>How many bytes before the place after it a record's position has a fingerprint of.</summary>
    public const int NearBytes = 64;

    /// <summary>Hashes some bytes.</summary>
    public static ulong Of(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return BitConverter.ToUInt64(hash);
    }
}
