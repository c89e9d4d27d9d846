using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace HueSoc.Server.Hosting;

/// <summary>The certificate that <c>https</c> is spoken with: the operator's, or one of our own that is made once and kept.</summary>
internal static class ServerCertificate
{
    private const string SelfSignedFile = "huesoc-self-signed.pfx";
    private static readonly TimeSpan Validity = TimeSpan.FromDays(730);
    private static readonly TimeSpan RenewBefore = TimeSpan.FromDays(30);

    /// <summary>The certificate of these options; null when no address needs one.</summary>
    /// <exception cref="ServerStartException">It cannot be read, or has no private key, or is not valid now.</exception>
    public static X509Certificate2? Of(ServerOptions options, IEnumerable<ListenAddress> addresses, TimeProvider time)
    {
        ListenAddress[] secure = [.. addresses.Where(address => address.IsSecure)];
        if (secure.Length == 0)
            return null;
        try
        {
            X509Certificate2 certificate = options.Certificate is null ? SelfSigned(options.Data, secure, time) : Given(options);
            DateTime now = time.GetUtcNow().UtcDateTime;
            if (!certificate.HasPrivateKey)
                throw new ServerStartException($"certificate: {options.Certificate} holds no private key");
            if (now >= certificate.NotAfter.ToUniversalTime())
                throw new ServerStartException($"certificate: {options.Certificate} ended on {certificate.NotAfter.ToUniversalTime():yyyy-MM-dd}");
            return certificate;
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ServerStartException($"certificate: {options.Certificate ?? SelfSignedFile}: {e.Message}", e);
        }
    }

    private static X509Certificate2 Given(ServerOptions options)
    {
        string path = options.Certificate!;
        bool isPem = options.CertificateKey is not null || Path.GetExtension(path).ToUpperInvariant() is ".PEM" or ".CRT" or ".CER";
        if (!isPem)
            return X509CertificateLoader.LoadPkcs12FromFile(path, options.CertificatePassword);
        using X509Certificate2 ephemeral = options.CertificatePassword is { } password
            ? X509Certificate2.CreateFromEncryptedPemFile(path, password, options.CertificateKey)
            : X509Certificate2.CreateFromPemFile(path, options.CertificateKey);
        // Some platforms cannot speak TLS with a key that was never in a container.
        return X509CertificateLoader.LoadPkcs12(ephemeral.Export(X509ContentType.Pkcs12), password: null);
    }

    private static X509Certificate2 SelfSigned(string data, ListenAddress[] addresses, TimeProvider time)
    {
        DateTimeOffset now = time.GetUtcNow();
        string path = Path.Combine(data, SelfSignedFile);
        if (File.Exists(path))
        {
            X509Certificate2 kept = X509CertificateLoader.LoadPkcs12FromFile(path, password: null);
            if (kept.NotAfter.ToUniversalTime() - now.UtcDateTime > RenewBefore)
                return kept;
            kept.Dispose();
        }

        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=HueSoc", key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        names.AddDnsName("localhost");
        names.AddDnsName(Environment.MachineName);
        foreach (IPAddress address in addresses.Select(a => a.Address).Append(IPAddress.Loopback).Append(IPAddress.IPv6Loopback).Distinct())
            names.AddIpAddress(address);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        using X509Certificate2 made = request.CreateSelfSigned(now.AddDays(-1), now + Validity);
        byte[] bytes = made.Export(X509ContentType.Pkcs12);
        PrivateFile.Write(path, bytes);
        return X509CertificateLoader.LoadPkcs12(bytes, password: null);
    }
}
