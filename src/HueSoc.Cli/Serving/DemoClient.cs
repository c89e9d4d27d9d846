using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace HueSoc.Cli.Serving;

/// <summary>Does over HTTP what an operator and a shipper do.</summary>
internal sealed class DemoClient : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private readonly HttpClient console;
    private readonly HttpClient ingest;

    /// <param name="console">Where the API is.</param>
    /// <param name="ingest">Where shippers are listened to.</param>
    public DemoClient(Uri console, Uri ingest)
    {
        this.console = new(new SocketsHttpHandler { CookieContainer = new CookieContainer(), UseProxy = false }) { BaseAddress = console, Timeout = Timeout.InfiniteTimeSpan };
        this.ingest = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = ingest };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        console.Dispose();
        ingest.Dispose();
    }

    /// <summary>Signs in.</summary>
    public async Task SignInAsync(string name, string password, CancellationToken cancellationToken)
    {
        JsonElement session = await SendAsync(HttpMethod.Post, "/api/v1/session", new { name, password }, cancellationToken);
        console.DefaultRequestHeaders.Add("X-CSRF-Token", session.GetProperty("csrf_token").GetString());
    }

    /// <summary>Makes an ingest key.</summary>
    /// <returns>Its text, <c>id:secret</c>.</returns>
    public async Task<string> MakeKeyAsync(string name, CancellationToken cancellationToken)
    {
        JsonElement made = await SendAsync(HttpMethod.Post, "/api/v1/keys", new { name }, cancellationToken);
        return made.GetProperty("text").GetString()!;
    }

    /// <summary>Ships a log as one bulk request.</summary>
    /// <returns>How many events were stored.</returns>
    public async Task<int> ShipAsync(string key, string lines, CancellationToken cancellationToken)
    {
        StringBuilder body = new();
        foreach (string line in lines.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            body.Append("{\"create\":{\"_index\":\"logs-demo-default\"}}\n").Append(line).Append('\n');
        using HttpRequestMessage request = new(HttpMethod.Post, "/_bulk") { Content = new StringContent(body.ToString(), Encoding.UTF8, "application/x-ndjson") };
        request.Headers.Authorization = new("ApiKey", Convert.ToBase64String(Encoding.UTF8.GetBytes(key)));
        using HttpResponseMessage response = await ingest.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
        JsonElement answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        return answer.GetProperty("items").EnumerateArray().Count(item => item.GetProperty("create").GetProperty("status").GetInt32() == (int)HttpStatusCode.Created);
    }

    /// <summary>Follows the stream of alerts until it ends or is ended.</summary>
    public async Task FollowAsync(Action<JsonElement> show, CancellationToken cancellationToken)
    {
        try
        {
            using HttpRequestMessage request = new(HttpMethod.Get, "/api/v1/stream");
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
            using HttpResponseMessage response = await console.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            response.EnsureSuccessStatusCode();
            using StreamReader reader = new(await response.Content.ReadAsStreamAsync(cancellationToken), Encoding.UTF8);
            string name = "";
            while (await reader.ReadLineAsync(cancellationToken) is { } line)
            {
                if (line.StartsWith("event: ", StringComparison.Ordinal))
                    name = line["event: ".Length..];
                else if (line.StartsWith("data: ", StringComparison.Ordinal) && name == "alert-raised")
                    show(JsonSerializer.Deserialize<JsonElement>(line["data: ".Length..]));
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // How it ends.
        }
    }

    /// <summary>Waits until at least so many events, and all that are stored, have been evaluated.</summary>
    public async Task WaitUntilEvaluatedAsync(int events, TimeProvider time, CancellationToken cancellationToken)
    {
        using PeriodicTimer timer = new(Pause, time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            JsonElement evaluator = (await SendAsync(HttpMethod.Get, "/api/v1/system", body: null, cancellationToken)).GetProperty("evaluator");
            if (evaluator.GetProperty("lag_events").GetInt64() == 0 && evaluator.GetProperty("last_sequence").GetInt64() >= events)
                return;
        }
    }

    /// <summary>The alerts, the last first.</summary>
    public async Task<IReadOnlyList<JsonElement>> AlertsAsync(CancellationToken cancellationToken) =>
        [.. (await SendAsync(HttpMethod.Get, "/api/v1/alerts?limit=1000", body: null, cancellationToken)).GetProperty("items").EnumerateArray()];

    private async Task<JsonElement> SendAsync(HttpMethod method, string address, object? body, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(method, address) { Content = body is null ? null : JsonContent.Create(body) };
        using HttpResponseMessage response = await console.SendAsync(request, cancellationToken);
        if (!response.IsSuccessStatusCode)
            throw new HttpRequestException($"{method} {address}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync(cancellationToken)}");
        return await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
    }
}
