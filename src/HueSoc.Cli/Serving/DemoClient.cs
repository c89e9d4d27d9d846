using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace HueSoc.Cli.Serving;

/// <summary>Does over HTTP what an operator does.</summary>
internal sealed class DemoClient : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private readonly HttpClient console;

    /// <param name="console">Where the API is.</param>
    public DemoClient(Uri console) =>
        this.console = new(new SocketsHttpHandler { CookieContainer = new CookieContainer(), UseProxy = false }) { BaseAddress = console, Timeout = Timeout.InfiniteTimeSpan };

    /// <inheritdoc/>
    public void Dispose() => console.Dispose();

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

    /// <summary>Makes an API token that may do everything.</summary>
    /// <returns>Its text.</returns>
    public async Task<string> MakeTokenAsync(string name, CancellationToken cancellationToken)
    {
        JsonElement made = await SendAsync(HttpMethod.Post, "/api/v1/tokens", new { name, role = "admin" }, cancellationToken);
        return made.GetProperty("text").GetString()!;
    }

    /// <summary>Makes a token that lets an agent in once.</summary>
    /// <param name="agency">The agency the agent is to belong to.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<string> MakeEnrollmentTokenAsync(string agency, CancellationToken cancellationToken)
    {
        JsonElement made = await SendAsync(HttpMethod.Post, "/api/v1/agents/tokens", new { agency }, cancellationToken);
        return made.GetProperty("text").GetString()!;
    }

    /// <summary>Tells all agents what to collect.</summary>
    /// <param name="configuration">The configuration, to be written as JSON.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task ConfigureAgentsAsync(object configuration, CancellationToken cancellationToken) =>
        await SendAsync(HttpMethod.Put, "/api/v1/agents/configurations/default", configuration, cancellationToken);

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

    /// <summary>Waits until so many events of agents are stored, and all that are stored have been evaluated.</summary>
    /// <param name="events">How many.</param>
    /// <param name="ended">Says why the agent has ended; null while it runs.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="IOException">The agent ended.</exception>
    public async Task WaitUntilEvaluatedAsync(int events, Func<Task<string?>> ended, TimeProvider time, CancellationToken cancellationToken)
    {
        using PeriodicTimer timer = new(Pause, time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            if (await ended() is { } reason)
                throw new IOException($"the agent ended: {reason.Trim()}");
            JsonElement page = await SendAsync(HttpMethod.Get, "/api/v1/events?limit=1000", body: null, cancellationToken);
            if (page.GetProperty("items").EnumerateArray().Count(item => item.GetProperty("sender").GetString()!.StartsWith("agent:", StringComparison.Ordinal)) < events)
                continue;
            JsonElement system = await SendAsync(HttpMethod.Get, "/api/v1/system", body: null, cancellationToken);
            if (system.GetProperty("evaluator").GetProperty("lag_events").GetInt64() == 0)
                return;
        }
    }

    /// <summary>The alerts, the first first.</summary>
    public async Task<IReadOnlyList<JsonElement>> AlertsAsync(CancellationToken cancellationToken) =>
        [.. (await SendAsync(HttpMethod.Get, "/api/v1/alerts?limit=1000", body: null, cancellationToken)).GetProperty("items").EnumerateArray().Reverse()];

    private async Task<JsonElement> SendAsync(HttpMethod method, string address, object? body, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(method, address) { Content = body is null ? null : JsonContent.Create(body) };
        using HttpResponseMessage response = await console.SendAsync(request, cancellationToken);
        if (!response.IsSuccessStatusCode)
            throw new HttpRequestException($"{method} {address}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync(cancellationToken)}");
        return await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
    }
}
