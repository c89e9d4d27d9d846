using HueSoc.EndToEnd.Tests.Serving;

namespace HueSoc.EndToEnd.Tests.Torture;

/// <summary>A data folder with a key and a token, and the servers that are started on it, one after the other.</summary>
internal sealed class TortureServer : IAsyncDisposable
{
    /// <summary>The name events of the key are stored under.</summary>
    public const string Sender = "key:torture";

    private readonly IReadOnlyDictionary<string, string> environment;
    private HuesocProcess? running;

    private TortureServer(string data, string key, string token, IReadOnlyDictionary<string, string> environment)
    {
        Data = data;
        Key = key;
        Token = token;
        State = new(token, Sender);
        this.environment = environment;
    }

    /// <summary>The data folder.</summary>
    public string Data { get; }

    /// <summary>The ingest key, <c>id:secret</c>.</summary>
    public string Key { get; }

    /// <summary>An API token of an administrator.</summary>
    public string Token { get; }

    /// <summary>What the server says of itself.</summary>
    public ServerState State { get; }

    /// <summary>The server that runs, or ran last.</summary>
    public HuesocProcess Process => running ?? throw new InvalidOperationException("the server was not started");

    /// <summary>The value of a shipper's Authorization header.</summary>
    public string Authorization => AuthorizationOf(Key);

    /// <summary>Makes key and token; no server runs yet.</summary>
    /// <param name="data">The data folder.</param>
    /// <param name="environment">What the server is given besides.</param>
    public static async Task<TortureServer> PrepareAsync(string data, IReadOnlyDictionary<string, string>? environment = null)
    {
        Dictionary<string, string> all = new(environment ?? new Dictionary<string, string>(), StringComparer.Ordinal)
        {
            ["HUESOC_ADMIN_PASSWORD"] = "mật khẩu dài của thử thách",
            ["HUESOC_ONLY_GIVEN_RULES"] = "true",
        };
        string key = await AddKeyAsync(data, "torture");
        string token = (await HuesocProcess.RunAsync(["admin", "token", "--data", data, "--role", "admin"])).Trim();
        return new(data, key, token, all);
    }

    /// <summary>Makes another ingest key.</summary>
    /// <returns><c>id:secret</c>.</returns>
    public static async Task<string> AddKeyAsync(string data, string name) =>
        (await HuesocProcess.RunAsync(["admin", "api-key", "--data", data, "--agency", "SKHCN", "--name", name])).Trim();

    /// <summary>The value of a shipper's Authorization header.</summary>
    public static string AuthorizationOf(string key) => $"ApiKey {Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(key))}";

    /// <summary>Starts a server on the folder.</summary>
    /// <param name="more">What it is given besides, this once.</param>
    public async Task<HuesocProcess> StartAsync(IReadOnlyDictionary<string, string>? more = null)
    {
        if (running is not null)
            await running.DisposeAsync();
        running = null;
        Dictionary<string, string> all = new(environment, StringComparer.Ordinal);
        foreach ((string name, string value) in more ?? new Dictionary<string, string>())
            all[name] = value;
        running = await HuesocProcess.ServeAsync(["--data", Data, "--rules", Verification.Rules], all);
        return running;
    }

    /// <summary>The API of the server that runs.</summary>
    public ApiClient Api() => new(Process.Console, Token);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (running is not null)
            await running.DisposeAsync();
    }
}
