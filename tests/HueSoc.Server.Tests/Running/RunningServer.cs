using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using HueSoc.Server.Hosting;
using HueSoc.Storage.Control.Accounts;
using HueSoc.Storage.Control.Audit;
using HueSoc.Storage.Control.Tokens;
using HueSoc.Tests.Corpus;
using Microsoft.Extensions.DependencyInjection;

namespace HueSoc.Server.Tests.Running;

/// <summary>A server on a temporary folder and real ports, with one rule of ours, and two agencies that must not see each other.</summary>
public sealed class RunningServer : IAsyncLifetime
{
    /// <summary>The first administrator's password.</summary>
    public const string AdminPassword = "correct-horse-9-battery";

    /// <summary>How many clients may follow the stream.</summary>
    public const int StreamClients = 128;

    /// <summary>An agency.</summary>
    public const string X = "SO-X";

    /// <summary>Another.</summary>
    public const string Y = "SO-Y";

    /// <summary>The rule.</summary>
    internal const string Rule = """
        title: A word that stands for an attack
        id: 3f0f4a35-9c0b-4f7e-9b5e-2f5f3d6f6c11
        status: test
        description: Finds the word.
        logsource:
            category: process_creation
            product: windows
        detection:
            selection:
                CommandLine|contains: attackword
            condition: selection
        level: high
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("huesoc-server-test-").FullName;
    private readonly Dictionary<(AccountRole, string), string> tokens = [];

    /// <summary>The server.</summary>
    public HueSocServer Server { get; private set; } = null!;

    /// <summary>The data folder.</summary>
    public string Data => Path.Combine(folder, "data");

    /// <summary>Settings as this server has them.</summary>
    /// <param name="folder">Where its rules are.</param>
    /// <param name="data">Where its data are.</param>
    /// <param name="more">Settings that are other than here.</param>
    public static ServerSettings Settings(string folder, string data, params IEnumerable<(string Name, string Value)> more)
    {
        Dictionary<string, string?> settings = new()
        {
            ["data"] = data,
            ["urls"] = "http://127.0.0.1:0",
            ["ingestUrls"] = "http://127.0.0.1:0",
            ["rules"] = folder,
            ["onlyGivenRules"] = "true",
            ["pipelines"] = Path.Combine(CorpusPaths.Repository, "rules", "pipelines", "windows-sysmon.yml"),
            ["streamClients"] = $"{StreamClients}",
            ["signInsPerMinute"] = "10000",
            ["enrollmentsPerMinute"] = "10000",
            ["logLevel"] = "fatal",
        };
        foreach ((string name, string value) in more)
            settings[name] = value;
        return ServerSettings.Read(file: null, [new("HUESOC_ADMIN_PASSWORD", AdminPassword)], settings);
    }

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        string rules = Path.Combine(folder, "rules");
        Directory.CreateDirectory(rules);
        await File.WriteAllTextAsync(Path.Combine(rules, "attackword.yml"), Rule);
        ServerSettings settings = Settings(rules, Data);
        settings.Faults.ShouldBeEmpty();
        Server = await HueSocServer.StartAsync(settings, TimeProvider.System, CancellationToken.None);
        using HttpClient admin = await ClientAsync(AccountRole.Admin);
        foreach (string agency in (string[])[X, Y])
            (await admin.PutAsJsonAsync($"/api/v1/agencies/{agency}", new { name = $"Agency {agency}", type = "so" })).EnsureSuccessStatusCode();
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        await Server.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>A client nobody knows.</summary>
    public HttpClient Anonymous() => new(new SocketsHttpHandler { UseCookies = false, UseProxy = false }) { BaseAddress = new(Server.ConsoleAddresses[0]) };

    /// <summary>A client with a token.</summary>
    /// <param name="role">Its role.</param>
    /// <param name="agency">Its agency; empty for the city.</param>
    public async Task<HttpClient> ClientAsync(AccountRole role, string agency = "")
    {
        if (!tokens.TryGetValue((role, agency), out string? text))
        {
            TokenStore store = Server.Services.GetRequiredService<TokenStore>();
            text = (await store.AddAsync(Actor.System, new($"test {role} {agency}", role, agency, null), CancellationToken.None)).Value!.Text;
            tokens[(role, agency)] = text;
        }

        HttpClient client = Anonymous();
        client.DefaultRequestHeaders.Authorization = new("Bearer", text);
        return client;
    }

    /// <summary>Makes an ingest key.</summary>
    /// <returns>Its id and text.</returns>
    public async Task<(string Id, string Text)> KeyAsync(string name, string agency)
    {
        using HttpClient admin = await ClientAsync(AccountRole.Admin);
        using HttpResponseMessage made = await admin.PostAsJsonAsync("/api/v1/keys", new { name, agency });
        JsonElement key = await made.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
        return (key.GetProperty("key").GetProperty("id").GetString()!, key.GetProperty("text").GetString()!);
    }

    /// <summary>Posts documents as a shipper does, and gives the statuses of the items.</summary>
    public async Task<int[]> ShipAsync(string key, params string[] documents)
    {
        using HttpClient client = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new(Server.IngestAddresses[0]) };
        string body = string.Concat(documents.Select(document => $"{{\"create\":{{\"_index\":\"logs-test-default\"}}}}\n{document}\n"));
        using HttpRequestMessage request = new(HttpMethod.Post, "/_bulk") { Content = new StringContent(body, Encoding.UTF8, "application/x-ndjson") };
        request.Headers.Authorization = new AuthenticationHeaderValue("ApiKey", Convert.ToBase64String(Encoding.UTF8.GetBytes(key)));
        using HttpResponseMessage response = await client.SendAsync(request);
        JsonElement answer = await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
        return [.. answer.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("create").GetProperty("status").GetInt32())];
    }

    /// <summary>A process that an endpoint started, as Sysmon's flat layout has it.</summary>
    /// <param name="host">The machine.</param>
    /// <param name="command">The command line.</param>
    public static string Process(string host, string command) => JsonSerializer.Serialize(new Dictionary<string, object>
    {
        ["@timestamp"] = TimeProvider.System.GetUtcNow().UtcDateTime,
        ["Channel"] = "Microsoft-Windows-Sysmon/Operational",
        ["EventID"] = 1,
        ["Hostname"] = host,
        ["SourceName"] = "Microsoft-Windows-Sysmon",
        ["Image"] = "C:\\Windows\\System32\\cmd.exe",
        ["CommandLine"] = command,
        ["User"] = "HUE\\" + host,
    });

    /// <summary>Ships documents that raise alerts, and waits until the stream has told of so many.</summary>
    /// <returns>The alerts.</returns>
    public async Task<JsonElement[]> RaiseAsync(string key, params string[] documents)
    {
        using HttpClient analyst = await ClientAsync(AccountRole.Analyst);
        await using AlertReader stream = await AlertReader.OpenAsync(analyst, after: null);
        int[] statuses = await ShipAsync(key, documents);
        statuses.ShouldAllBe(status => status == 201);
        List<JsonElement> alerts = [];
        while (alerts.Count < documents.Length)
            alerts.Add((await stream.NextAsync()).Data);
        return [.. alerts];
    }
}
