using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using HueSoc.EndToEnd.Tests.Serving;
using HueSoc.Tests.Corpus;

namespace HueSoc.EndToEnd.Tests.Hostile;

/// <summary>A real server with one rule, to be attacked: keys, tokens, and what its process has used of memory.</summary>
internal sealed class HostileServer : IAsyncDisposable
{
    /// <summary>An agency.</summary>
    public const string Agency = "SKHCN";

    private const string Rule = """
        title: A word that stands for an attack
        id: 8d5f5f0e-13c5-4f0e-b3a0-0a6c7a3f9b21
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

    private readonly TemporaryFolder folder;
    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromMinutes(3) };

    private HostileServer(TemporaryFolder folder, HuesocProcess process, string key, string token)
    {
        this.folder = folder;
        Process = process;
        Authorization = AuthorizationOf(key);
        Token = token;
        Api = new(process.Console, token);
    }

    /// <summary>The process.</summary>
    public HuesocProcess Process { get; }

    /// <summary>The data folder.</summary>
    public string Data => folder.Of("data");

    /// <summary>The Authorization header of a key of <see cref="Agency"/>, named hostile.</summary>
    public string Authorization { get; }

    /// <summary>An administrator's token.</summary>
    public string Token { get; }

    /// <summary>The API as an administrator's program.</summary>
    public ApiClient Api { get; }

    /// <summary>How many bytes of memory the process has at once.</summary>
    public long Memory => Status("VmRSS");

    /// <summary>How many bytes of memory the process has had at most since <see cref="ForgetPeak"/>.</summary>
    public long PeakMemory => Status("VmHWM");

    /// <summary>Starts it.</summary>
    /// <param name="settings">Settings beside the usual ones, as environment variables.</param>
    public static async Task<HostileServer> StartAsync(params (string Name, string Value)[] settings)
    {
        TemporaryFolder made = new();
        try
        {
            string data = made.Of("data");
            string rules = made.Of("rules");
            Directory.CreateDirectory(rules);
            await File.WriteAllTextAsync(Path.Combine(rules, "attack.yml"), Rule);
            string key = (await HuesocProcess.RunAsync(["admin", "api-key", "--data", data, "--agency", Agency, "--name", "hostile"])).Trim();
            string token = (await HuesocProcess.RunAsync(["admin", "token", "--data", data, "--role", "admin"])).Trim();
            Dictionary<string, string> environment = new(StringComparer.Ordinal) { ["HUESOC_ADMIN_PASSWORD"] = "mật khẩu dài của thử thách" };
            foreach ((string name, string value) in settings)
                environment[name] = value;
            HuesocProcess process = await HuesocProcess.ServeAsync(
                ["--data", data, "--rules", rules, "--only-given-rules", "--pipeline", Path.Combine(CorpusPaths.Repository, "rules", "pipelines", "windows-sysmon.yml")], environment);
            return new(made, process, key, token);
        }
        catch
        {
            made.Dispose();
            throw;
        }
    }

    /// <summary>The value of the Authorization header of a key.</summary>
    public static string AuthorizationOf(string key) => $"ApiKey {Convert.ToBase64String(Encoding.UTF8.GetBytes(key))}";

    /// <summary>A bulk body of documents with ids.</summary>
    public static byte[] Body(params IEnumerable<(string Id, string Document)> documents)
    {
        StringBuilder body = new();
        foreach ((string id, string document) in documents)
            body.Append("{\"create\":{\"_index\":\"logs-test-default\",\"_id\":").Append(JsonSerializer.Serialize(id)).Append("}}\n").Append(document).Append('\n');
        return Encoding.UTF8.GetBytes(body.ToString());
    }

    /// <summary>Posts a bulk body.</summary>
    /// <returns>The status, and that of each item.</returns>
    public async Task<(int Status, int[] Items)> PostAsync(byte[] body, string? encoding = null, string? authorization = null)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, new Uri(Process.Ingest, "/_bulk")) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        if (encoding is not null)
            request.Content.Headers.Add("Content-Encoding", encoding);
        request.Headers.TryAddWithoutValidation("Authorization", authorization ?? Authorization);
        using HttpResponseMessage response = await http.SendAsync(request);
        byte[] answer = await response.Content.ReadAsByteArrayAsync();
        if (!response.IsSuccessStatusCode)
            return ((int)response.StatusCode, []);
        using JsonDocument json = JsonDocument.Parse(answer);
        return ((int)response.StatusCode, [.. json.RootElement.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("create").GetProperty("status").GetInt32())]);
    }

    /// <summary>Posts until everything is stored, as a shipper does: what is answered 429 is sent again, whole.</summary>
    /// <returns>How often it was told to wait.</returns>
    public async Task<int> ShipAsync(byte[] body)
    {
        int waits = 0;
        while (true)
        {
            (int status, int[] items) = await PostAsync(body);
            if (status == 200 && items.All(item => item is 201 or 409))
                return waits;
            if (status != 429 && !(status == 200 && items.All(item => item is 201 or 409 or 429)))
                throw new InvalidOperationException($"{status}: {string.Join(' ', items.Distinct())}");
            waits++;
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }
    }

    /// <summary>How many events a query finds.</summary>
    public async Task<long> CountAsync(string query)
    {
        JsonElement counts = (await Api.GetAsync($"/api/v1/events/histogram?q={Uri.EscapeDataString(query)}"))!.Value;
        return counts.GetProperty("buckets").EnumerateArray().Sum(bucket => bucket.GetProperty("count").GetInt64());
    }

    /// <summary>Waits until everything that is stored is evaluated.</summary>
    public async Task WaitUntilEvaluatedAsync()
    {
        while ((await Api.GetAsync("/api/v1/system"))!.Value.GetProperty("evaluator").GetProperty("lag_events").GetInt64() > 0)
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
    }

    /// <summary>Counts the peak of memory anew, from what is used now.</summary>
    public void ForgetPeak() => File.WriteAllText($"/proc/{Process.Id}/clear_refs", "5");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        Api.Dispose();
        await Process.DisposeAsync();
        folder.Dispose();
    }

    private long Status(string name)
    {
        string line = File.ReadLines($"/proc/{Process.Id}/status").First(line => line.StartsWith(name + ":", StringComparison.Ordinal));
        return long.Parse(line.AsSpan(name.Length + 1).Trim().TrimEnd("kB").Trim(), CultureInfo.InvariantCulture) << 10;
    }
}
