using System.Security.Cryptography;

namespace HueSoc.Fleet.Identity;

/// <summary>The values that heartbeats are chained by, and those that tell attempts apart.</summary>
public static class Nonces
{
    /// <summary>How many characters one has.</summary>
    public const int Length = 32;

    /// <summary>A new one: 16 random bytes in lower-case hex digits.</summary>
    public static string New() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Length / 2));
}
