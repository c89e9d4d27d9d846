using System.Security.Cryptography;
using HueSoc.Fleet.Json;

namespace HueSoc.Fleet.Identity;

/// <summary>The ids of agents.</summary>
public static class AgentIds
{
    /// <summary>How many characters an id has.</summary>
    public const int Length = 32;

    /// <summary>The id of the agent with a public key: the first 16 bytes of its SHA-256, in lower-case hex digits.</summary>
    /// <param name="publicKey">A SubjectPublicKeyInfo.</param>
    public static string Of(ReadOnlySpan<byte> publicKey)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(publicKey, hash);
        return Convert.ToHexStringLower(hash[..(Length / 2)]);
    }

    /// <summary>Whether a text has the form of an id.</summary>
    public static bool IsId(string text) => FleetText.IsHex(text, Length);
}
