using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using HueSoc.Server.Hosting;
using HueSoc.Storage.Control.Accounts;
using HueSoc.Storage.Control.Audit;
using HueSoc.Storage.Control.Keys;
using HueSoc.Storage.Control.Tokens;
using Microsoft.Extensions.DependencyInjection;

namespace HueSoc.Server.Tests.Running;

/// <summary>A server of one test's own, which can be stopped and started again on the same folder, at another time.</summary>
internal sealed class OwnServer : IAsyncDisposable
{
    private readonly string folder;
    private readonly (string, string)[] settings;

    private OwnServer(string folder, (string, string)[] settings)
    {
        this.folder = folder;
        this.settings = settings;
    }

    /// <summary>The server that runs now.</summary>
    public HueSocServer Server { get; private set; } = null!;

    /// <summary>The data folder.</summary>
    public string Data => Path.Combine(folder, "data");

    /// <summary>Starts one.</summary>
    /// <param name="time">Its clock.</param>
    /// <param name="settings">Settings beside the usual ones; <c>{folder}</c> in a value stands for the test's folder.</param>
    public static async Task<OwnServer> StartAsync(TimeProvider time, params (string Name, string Value)[] settings)
    {
        OwnServer server = new(Directory.CreateTempSubdirectory("huesoc-server-test-").FullName, settings);
        Directory.CreateDirectory(Path.Combine(server.folder, "rules"));
        await File.WriteAllTextAsync(Path.Combine(server.folder, "rules", "attackword.yml"), RunningServer.Rule);
        await server.RunAsync(time);
        return server;
    }

    /// <summary>Stops it and starts it again.</summary>
    /// <param name="time">The clock of the new one.</param>
    /// <param name="whileDown">What happens to its folder between.</param>
    public async Task RestartAsync(TimeProvider time, Action? whileDown = null)
    {
        await Server.DisposeAsync();
        whileDown?.Invoke();
        await RunAsync(time);
    }

    /// <summary>A client nobody knows.</summary>
    public HttpClient Anonymous() => new(new SocketsHttpHandler { UseCookies = false, UseProxy = false }) { BaseAddress = new(Server.ConsoleAddresses[0]) };

    /// <summary>A client with a token.</summary>
    public async Task<HttpClient> ClientAsync(AccountRole role)
    {
        string text = (await TokenAsync(role)).Text;
        HttpClient client = Anonymous();
        client.DefaultRequestHeaders.Authorization = new("Bearer", text);
        return client;
    }

    /// <summary>Makes a token.</summary>
    public async Task<IssuedToken> TokenAsync(AccountRole role) =>
        (await Server.Services.GetRequiredService<TokenStore>().AddAsync(Actor.System, new($"own {role}", role, "", null), CancellationToken.None)).Value!;

    /// <summary>Makes an ingest key.</summary>
    /// <returns>Its text.</returns>
    public async Task<string> KeyAsync(KeyQuota quota) =>
        (await Server.Services.GetRequiredService<ShipperKeyStore>().AddAsync(Actor.System, new("own", "", quota), CancellationToken.None)).Value!.Text;

    /// <summary>Posts documents as a shipper does.</summary>
    public async Task<HttpStatusCode> ShipAsync(string key, params IEnumerable<string> documents)
    {
        using HttpClient client = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new(Server.IngestAddresses[0]) };
        string body = string.Concat(documents.Select(document => $"{{\"create\":{{\"_index\":\"logs-test-default\"}}}}\n{document}\n"));
        using HttpRequestMessage request = new(HttpMethod.Post, "/_bulk") { Content = new StringContent(body, Encoding.UTF8, "application/x-ndjson") };
        request.Headers.Authorization = new("ApiKey", Convert.ToBase64String(Encoding.UTF8.GetBytes(key)));
        using HttpResponseMessage response = await client.SendAsync(request);
        return response.StatusCode;
    }

    /// <summary>Waits until a schedule has run in earnest, and gives the run.</summary>
    public async Task<JsonElement> RunOfAsync(string schedule)
    {
        using HttpClient admin = await ClientAsync(AccountRole.Admin);
        using CancellationTokenSource patience = new(TimeSpan.FromMinutes(2));
        using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(50));
        while (await timer.WaitForNextTickAsync(patience.Token))
        {
            JsonElement runs = await admin.GetFromJsonAsync<JsonElement>("/api/v1/system/schedules", patience.Token);
            foreach (JsonElement run in runs.GetProperty("items").EnumerateArray())
            {
                if (run.GetProperty("name").GetString() == schedule && run.GetProperty("outcome").GetString() != "not due yet")
                    return run;
            }
        }

        throw new TimeoutException($"{schedule} did not run");
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private async Task RunAsync(TimeProvider time)
    {
        (string, string)[] more = [.. settings.Select(setting => (setting.Item1, setting.Item2.Replace("{folder}", folder, StringComparison.Ordinal)))];
        ServerSettings read = RunningServer.Settings(Path.Combine(folder, "rules"), Data, more);
        read.Faults.ShouldBeEmpty();
        // A start that never ends is a failure, not a test run that never ends.
        Server = await HueSocServer.StartAsync(read, time, CancellationToken.None).WaitAsync(TimeSpan.FromMinutes(2));
    }
}
