using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace HueSoc.Agent.Shipping;

/// <summary>
/// Trusts a server that shows one certificate in its chain, by its SHA-256: its own, or that of the authority that signed it.
/// What the system trusts does not count then.
/// </summary>
/// <param name="pin">The SHA-256 of the certificate (DER) in hexadecimal, with or without colons.</param>
internal sealed class PinnedCertificate(string pin)
{
    private readonly byte[] _pin = Convert.FromHexString(pin.Replace(":", string.Empty, StringComparison.Ordinal));

    /// <summary>Judges a server's certificate, as <see cref="RemoteCertificateValidationCallback"/> asks.</summary>
    public bool IsTrusted(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
            return false;

        // The one certificate that was meant: its name does not matter, as nobody else has its key.
        if (IsPinned(certificate))
            return true;

        // An authority vouches for a name, so the name must be right, and the chain must hold with that authority as its root.
        return !errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) && chain is not null && IsSignedByPinned(certificate, chain);
    }

    private bool IsSignedByPinned(X509Certificate certificate, X509Chain shown)
    {
        using X509Chain chain = new();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        foreach (X509Certificate2 shownCertificate in shown.ChainPolicy.ExtraStore.Concat(shown.ChainElements.Select(element => element.Certificate)))
        {
            if (IsPinned(shownCertificate))
                chain.ChainPolicy.CustomTrustStore.Add(shownCertificate);
            else
                chain.ChainPolicy.ExtraStore.Add(shownCertificate);
        }

        using X509Certificate2 leaf = new(certificate);
        return chain.ChainPolicy.CustomTrustStore.Count > 0 && chain.Build(leaf);
    }

    private bool IsPinned(X509Certificate certificate) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(certificate.GetRawCertData()), _pin);
}
