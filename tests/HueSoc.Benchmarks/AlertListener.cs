using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace HueSoc.Benchmarks;

/// <summary>A console: it follows the stream of alerts and notes when each is raised.</summary>
internal sealed class AlertListener : IDisposable
{
    private readonly HttpClient http = new() { Timeout = Timeout.InfiniteTimeSpan };
    private readonly CancellationTokenSource ending = new();
    private readonly Task listening;

    /// <param name="server">The server.</param>
    public AlertListener(ServerProcess server)
    {
        using ManualResetEventSlim open = new(initialState: false);
        listening = Task.Run(() => ListenAsync(server, open));
        open.Wait();
    }

    /// <summary>When each alert came, by its id.</summary>
    public ConcurrentDictionary<string, long> Raised { get; } = new(StringComparer.Ordinal);

    /// <summary>How many notices the server left out.</summary>
    public long Skipped { get; private set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        ending.Cancel();
        listening.Wait();
        ending.Dispose();
        http.Dispose();
    }

    private async Task ListenAsync(ServerProcess server, ManualResetEventSlim open)
    {
        try
        {
            using HttpRequestMessage request = new(HttpMethod.Get, new Uri(server.Console, "/api/v1/stream"));
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", server.Token);
            using HttpResponseMessage response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ending.Token);
            response.EnsureSuccessStatusCode();
            using StreamReader reader = new(await response.Content.ReadAsStreamAsync(ending.Token), Encoding.UTF8);
            await reader.ReadLineAsync(ending.Token);
            open.Set();
            string name = "";
            while (await reader.ReadLineAsync(ending.Token) is { } line)
            {
                if (line.StartsWith("event: ", StringComparison.Ordinal))
                    name = line["event: ".Length..];
                if (!line.StartsWith("data: ", StringComparison.Ordinal))
                    continue;
                long now = Stopwatch.GetTimestamp();
                using JsonDocument data = JsonDocument.Parse(line.AsMemory("data: ".Length));
                if (name is "alert-raised")
                    Raised.TryAdd(data.RootElement.GetProperty("id").GetString()!, now);
                else if (name is "skipped")
                    Skipped += data.RootElement.GetProperty("skipped").GetInt64();
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // How it ends.
        }
        finally
        {
            open.Set();
        }
    }
}
