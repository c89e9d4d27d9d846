using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace HueSoc.Agent.Tests.Shipping;

/// <summary>A root, an authority below it and a server's certificate that the authority signed. The server shows its own and the authority's.</summary>
internal sealed class TestAuthority : IDisposable
{
    private static readonly DateTimeOffset Begin = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset End = new(2090, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ECDsa _rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ECDsa _serverKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _root;
    private readonly X509Certificate2 _authority;
    private readonly X509Certificate2 _server;

    public TestAuthority()
    {
        CertificateRequest root = new("CN=Root", _rootKey, HashAlgorithmName.SHA256);
        root.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _root = root.CreateSelfSigned(Begin, End);

        CertificateRequest authority = new("CN=Authority", _key, HashAlgorithmName.SHA256);
        authority.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using X509Certificate2 authorityAlone = authority.Create(_root, Begin, End.AddYears(-1), [1, 2, 3]);
        _authority = authorityAlone.CopyWithPrivateKey(_key);

        CertificateRequest server = new("CN=soc", _serverKey, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        names.AddIpAddress(IPAddress.Loopback);
        server.CertificateExtensions.Add(names.Build());
        using X509Certificate2 signed = server.Create(_authority, Begin, End.AddYears(-2), [1, 2, 3, 4]);
        using X509Certificate2 withKey = signed.CopyWithPrivateKey(_serverKey);
        _server = X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), password: null);
    }

    public string AuthorityPin => Convert.ToHexString(SHA256.HashData(_authority.RawData));

    public string ServerPin => Convert.ToHexStringLower(SHA256.HashData(_server.RawData));

    public SslStreamCertificateContext Shown => Show(_authority);

    /// <summary>The server's certificate beside another authority's of the same name, which did not sign it.</summary>
    public SslStreamCertificateContext ShownBeside(TestAuthority other) => Show(other._authority);

    public void Dispose()
    {
        _root.Dispose();
        _authority.Dispose();
        _server.Dispose();
        _rootKey.Dispose();
        _key.Dispose();
        _serverKey.Dispose();
    }

    private SslStreamCertificateContext Show(X509Certificate2 authority)
    {
        return SslStreamCertificateContext.Create(_server, [X509CertificateLoader.LoadCertificate(authority.RawData)], offline: true);
    }
}
