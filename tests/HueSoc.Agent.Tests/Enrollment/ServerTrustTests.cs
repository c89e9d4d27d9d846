using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HueSoc.Agent.Enrollment;
using HueSoc.Fleet.Identity;

namespace HueSoc.Agent.Tests.Enrollment;

/// <summary>Pins against servers that speak TLS.</summary>
public sealed class ServerTrustTests
{
    [Fact]
    public async Task Post_ToAServerBelowThePinnedAuthority_IsAnswered()
    {
        using X509Certificate2 authority = Authority("CN=Huế");
        using X509Certificate2 own = Signed(authority, "localhost");

        (await AskAsync(own, authority, "localhost", PinOf(authority))).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Post_ToAServerWhoseOwnCertificateIsPinned_IsAnsweredUnderAnyName()
    {
        using X509Certificate2 authority = Authority("CN=Huế");
        using X509Certificate2 own = Signed(authority, "elsewhere");

        (await AskAsync(own, authority, "127.0.0.1", PinOf(own))).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Post_ToAServerOfAnotherName_IsRefused()
    {
        using X509Certificate2 authority = Authority("CN=Huế");
        using X509Certificate2 own = Signed(authority, "elsewhere");

        (await AskAsync(own, authority, "localhost", PinOf(authority))).Fault.ShouldNotBeNull();
    }

    [Fact]
    public async Task Post_ToAServerThatOnlySendsThePinnedAuthorityAlong_IsRefused()
    {
        using X509Certificate2 authority = Authority("CN=Huế");
        using X509Certificate2 other = Authority("CN=Huế");
        using X509Certificate2 own = Signed(other, "localhost");

        (await AskAsync(own, authority, "localhost", PinOf(authority))).Fault.ShouldNotBeNull();
    }

    [Fact]
    public async Task Post_WithoutAPin_BelievesNoAuthorityOfItsOwn()
    {
        using X509Certificate2 authority = Authority("CN=Huế");
        using X509Certificate2 own = Signed(authority, "localhost");

        (await AskAsync(own, authority, "localhost", pin: null)).Fault.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("AB:cd", null)]
    [InlineData("xyz", null)]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void ReadPin_Always_IsASha256OrNothing(string text, string? pin) => ServerTrust.ReadPin(text).ShouldBe(pin);

    [Theory]
    [InlineData("https://soc.example:9280/", "https://soc.example:9280")]
    [InlineData("http://127.0.0.1:5280", "http://127.0.0.1:5280")]
    [InlineData("http://[::1]:5280", "http://[::1]:5280")]
    [InlineData("http://10.0.0.1:5280", null)]
    [InlineData("http://localhost.example", null)]
    [InlineData("https://user:x@soc.example", null)]
    [InlineData("https://soc.example/path", null)]
    [InlineData("file:///etc/passwd", null)]
    [InlineData("soc.example", null)]
    public void ReadAddress_Always_IsAServerThatIsSafeToTalkTo(string text, string? address) => ServerAddress.Read(text, out _).ShouldBe(address);

    private static async Task<FleetAnswer> AskAsync(X509Certificate2 own, X509Certificate2 authority, string host, string? pin)
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        Task serving = ServeAsync(listener, own, authority);
        using FleetClient client = new(pin, TimeProvider.System);
        using AgentKey key = AgentKey.Create();
        FleetAnswer answer = await client.PostAsync($"https://{host}:{((IPEndPoint)listener.LocalEndpoint).Port}", "/", "{}"u8.ToArray(), key, CancellationToken.None);
        await serving;
        return answer;
    }

    private static async Task ServeAsync(TcpListener listener, X509Certificate2 own, X509Certificate2 authority)
    {
        using TcpClient peer = await listener.AcceptTcpClientAsync();
        await using SslStream tls = new(peer.GetStream());
        try
        {
            SslStreamCertificateContext context = SslStreamCertificateContext.Create(own, [authority], offline: true);
            await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificateContext = context });
            byte[] buffer = new byte[8_192];
            _ = await tls.ReadAsync(buffer);
            await tls.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"u8.ToArray());
        }
        catch (Exception e) when (e is IOException or System.Security.Authentication.AuthenticationException)
        {
            // The agent went away, as it should.
        }
    }

    private static string PinOf(X509Certificate2 certificate) => Convert.ToHexString(SHA256.HashData(certificate.RawData)).ToLowerInvariant();

    private static X509Certificate2 Authority(string name)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
    }

    private static X509Certificate2 Signed(X509Certificate2 authority, string host)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=server", key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        using X509Certificate2 certificate = request.Create(authority, now.AddHours(-1), now.AddDays(1), RandomNumberGenerator.GetBytes(8));
        using X509Certificate2 withKey = certificate.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null);
    }
}
