using System.Net.Http.Json;
using HueSoc.Server.Hosting;
using HueSoc.Server.Tests.Running;

namespace HueSoc.Server.Tests.Hosting;

/// <summary>TLS with a certificate that the server makes for itself and keeps.</summary>
public sealed class TlsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("huesoc-tls-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Session_UnderTls_HasASecureCookieAndKeepsTheCertificateOverARestart()
    {
        string first = await SignInAsync();
        string second = await SignInAsync();

        second.ShouldBe(first);
    }

    private async Task<string> SignInAsync()
    {
        ServerSettings settings = ServerSettings.Read(
            file: null,
            [new("HUESOC_ADMIN_PASSWORD", RunningServer.AdminPassword)],
            new Dictionary<string, string?>
            {
                ["data"] = Path.Combine(folder, "data"),
                ["urls"] = "https://127.0.0.1:0",
                ["ingestUrls"] = "https://127.0.0.1:0",
                ["selfSigned"] = "true",
                ["rules"] = folder,
                ["onlyGivenRules"] = "true",
                ["logLevel"] = "fatal",
            });
        settings.Faults.ShouldBeEmpty();
        await using HueSocServer server = await HueSocServer.StartAsync(settings, TimeProvider.System, CancellationToken.None);
        string thumbprint = "";
        using HttpClientHandler handler = new()
        {
            UseProxy = false,
            UseCookies = false,
#pragma warning disable MA0039 // A certificate that the server made for itself is what is tested.
            ServerCertificateCustomValidationCallback = (_, certificate, _, _) =>
            {
                thumbprint = certificate!.Thumbprint;
                return true;
            },
        };
        using HttpClient client = new(handler) { BaseAddress = new(server.ConsoleAddresses[0]) };

        using HttpResponseMessage response = await client.PostAsJsonAsync("/api/v1/session", new { name = "admin", password = RunningServer.AdminPassword });

        response.EnsureSuccessStatusCode();
        response.Headers.GetValues("Set-Cookie").Single().ShouldContain("; secure", Case.Insensitive);
        response.Headers.Contains("Strict-Transport-Security").ShouldBeTrue();
        return thumbprint;
    }
}
