using System.Security.Cryptography;

namespace HueSoc.Fleet.Identity;

/// <summary>Checks that a message is an agent's. What is signed are the bytes of the body, exactly as they are sent.</summary>
public static class AgentSignature
{
    /// <summary>The header with the agent's id.</summary>
    public const string AgentHeader = "HueSoc-Agent";

    /// <summary>The header with the signature.</summary>
    public const string SignatureHeader = "HueSoc-Signature";

    private const int SignatureBytes = 64;
    private const int SignatureCharacters = 88;
    private const int LongestKey = 128;
    private const string P256 = "1.2.840.10045.3.1.7";

    /// <summary>Whether bytes are a public key that identities may have: ECDSA over P-256, and nothing behind it.</summary>
    /// <param name="publicKey">A SubjectPublicKeyInfo.</param>
    public static bool IsPublicKey(ReadOnlySpan<byte> publicKey)
    {
        using ECDsa? key = Import(publicKey);
        return key is not null;
    }

    /// <summary>Whether a signature is that of a body by a key.</summary>
    /// <param name="publicKey">A SubjectPublicKeyInfo.</param>
    /// <param name="body">The body.</param>
    /// <param name="signature">The header's text.</param>
    public static bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> body, string? signature)
    {
        if (signature is not { Length: SignatureCharacters })
            return false;
        Span<byte> bytes = stackalloc byte[SignatureBytes + 2];
        if (!Convert.TryFromBase64String(signature, bytes, out int length) || length != SignatureBytes)
            return false;
        using ECDsa? key = Import(publicKey);
        return key is not null && key.VerifyData(body, bytes[..length], HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    private static ECDsa? Import(ReadOnlySpan<byte> publicKey)
    {
        if (publicKey.Length > LongestKey)
            return null;
        ECDsa key = ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(publicKey, out int read);
            ECParameters parameters = key.ExportParameters(includePrivateParameters: false);
            // One key has one id: another way to write it (a compressed point, a named curve spelt out) would be another.
            if (read == publicKey.Length && parameters.Curve.IsNamed && parameters.Curve.Oid.Value == P256 && key.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(publicKey))
                return key;
        }
        catch (CryptographicException)
        {
            // Not a key.
        }

        key.Dispose();
        return null;
    }
}
