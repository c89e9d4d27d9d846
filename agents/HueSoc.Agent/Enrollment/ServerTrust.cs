using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace HueSoc.Agent.Enrollment;

/// <summary>Which server is believed: one whose certificate the system trusts, or one whose chain holds a pinned certificate.</summary>
internal static class ServerTrust
{
    private const int PinDigits = 64;
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    /// <summary>Reads a pin as people write it: with colons or spaces, in capitals or not.</summary>
    /// <returns>64 lower-case hex digits; null when it is not a SHA-256.</returns>
    public static string? ReadPin(string text)
    {
        string pin = string.Concat(text.Where(character => character is not (':' or ' ' or '-'))).ToLowerInvariant();
        return pin.Length == PinDigits && pin.All(char.IsAsciiHexDigitLower) ? pin : null;
    }

    /// <summary>Makes what requests to the server go through. It follows no redirections, keeps no cookies and asks no proxy.</summary>
    /// <param name="pin">The SHA-256 of a certificate of the chain; null for what the system trusts.</param>
    public static SocketsHttpHandler Handler(string? pin)
    {
        SocketsHttpHandler handler = new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectTimeout = ConnectTimeout,
            // Addresses of names change.
            PooledConnectionLifetime = Lifetime,
            MaxResponseHeadersLength = 32,
        };
        if (pin is not null)
        {
            string expected = ReadPin(pin) ?? throw new ArgumentException("not a SHA-256", nameof(pin));
            handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, chain, errors) => IsPinned(certificate as X509Certificate2, chain, errors, expected);
        }

        return handler;
    }

    /// <summary>Whether a certificate is, or stands below, the pinned one.</summary>
    internal static bool IsPinned(X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors, string pin)
    {
        if (certificate is null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
            return false;
        // Who has this very key is the server, whatever name it is called by.
        if (HashOf(certificate) == pin)
            return true;
        if (chain is null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            return false;
        // Servers seldom send their root, so the pinned one may be any above the server's own. That it was sent along says nothing:
        // the chain has to lead to it, signature by signature. What the system trusts does not count.
        using X509Chain own = new();
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.VerificationFlags = X509VerificationFlags.AllowUnknownCertificateAuthority;
        own.ChainPolicy.ExtraStore.AddRange(chain.ChainPolicy.ExtraStore);
        foreach (X509ChainElement element in chain.ChainElements)
            own.ChainPolicy.ExtraStore.Add(element.Certificate);
        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        own.ChainPolicy.DisableCertificateDownloads = true;
        own.ChainPolicy.ApplicationPolicy.Add(new Oid("1.3.6.1.5.5.7.3.1"));
        return own.Build(certificate) && own.ChainElements.Any(element => HashOf(element.Certificate) == pin);
    }

    private static string HashOf(X509Certificate2 certificate) => Convert.ToHexStringLower(SHA256.HashData(certificate.RawDataMemory.Span));
}
