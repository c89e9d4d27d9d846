using System.Security.Cryptography;
using System.Text;

namespace HueSoc.Storage.Control;

/// <summary>
/// Secrets that programs present: 32 random bytes, so that a plain SHA-256 of them tells nothing and no slow hash is needed.
/// They are shown once, and kept only as that hash.
/// </summary>
internal static class Secret
{
    private const int LongestSecret = 256;

    /// <summary>A new secret: 64 lower-case hex digits.</summary>
    public static string New() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <summary>A new public name for it: 16 lower-case hex digits.</summary>
    public static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));

    /// <summary>What is kept of a secret.</summary>
    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    /// <summary>Whether a secret is the one of a hash. The time it takes does not depend on where they differ.</summary>
    /// <param name="secret">The secret that was presented.</param>
    /// <param name="hash">What was kept; null when there is no such name, which takes as long.</param>
    public static bool Matches(string secret, byte[]? hash)
    {
        if (secret.Length > LongestSecret)
            return false;
        Span<byte> made = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(secret), made);
        Span<byte> none = stackalloc byte[SHA256.HashSizeInBytes];
        none.Clear();
        return CryptographicOperations.FixedTimeEquals(made, hash ?? none) && hash is not null;
    }
}
