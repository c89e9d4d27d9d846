using System.Security.Cryptography;

namespace HueSoc.Fleet.Identity;

/// <summary>An agent's key pair: ECDSA over P-256. It is the agent's identity; the private part never leaves its machine.</summary>
public sealed class AgentKey : IDisposable
{
    private readonly ECDsa pair;

    private AgentKey(ECDsa pair)
    {
        this.pair = pair;
        PublicKey = pair.ExportSubjectPublicKeyInfo();
        AgentId = AgentIds.Of(PublicKey);
    }

    /// <summary>The public key, as a SubjectPublicKeyInfo (RFC 5280).</summary>
    public byte[] PublicKey { get; }

    /// <summary>The agent's id, which follows from the public key.</summary>
    public string AgentId { get; }

    /// <summary>Makes a new pair.</summary>
    public static AgentKey Create() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256));

    /// <summary>Reads a pair that <see cref="Export"/> wrote.</summary>
    /// <exception cref="CryptographicException">The bytes are no such pair.</exception>
    public static AgentKey Import(ReadOnlySpan<byte> privateKey)
    {
        ECDsa read = ECDsa.Create();
        try
        {
            read.ImportPkcs8PrivateKey(privateKey, out int length);
            if (length != privateKey.Length || !AgentSignature.IsPublicKey(read.ExportSubjectPublicKeyInfo()))
                throw new CryptographicException("the bytes are not one ECDSA key over P-256");
            return new(read);
        }
        catch
        {
            read.Dispose();
            throw;
        }
    }

    /// <summary>The pair as PKCS #8, to be kept where only its owner reads.</summary>
    public byte[] Export() => pair.ExportPkcs8PrivateKey();

    /// <summary>The signature of a body, as it stands in the header: SHA-256, IEEE P1363, base64.</summary>
    public string Sign(ReadOnlySpan<byte> body) => Convert.ToBase64String(pair.SignData(body, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));

    /// <inheritdoc/>
    public void Dispose() => pair.Dispose();
}
