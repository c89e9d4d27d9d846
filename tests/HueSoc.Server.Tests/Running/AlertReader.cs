using System.Text;
using System.Text.Json;

namespace HueSoc.Server.Tests.Running;

/// <summary>Reads the stream of alerts as a browser does.</summary>
internal sealed class AlertReader : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly HttpResponseMessage response;
    private readonly StreamReader reader;

    private AlertReader(HttpResponseMessage response, StreamReader reader)
    {
        this.response = response;
        this.reader = reader;
    }

    /// <summary>Everything that was read so far.</summary>
    public StringBuilder Text { get; } = new();

    public static async Task<AlertReader> OpenAsync(HttpClient client, string? after)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, "/api/v1/stream");
        if (after is not null)
            request.Headers.Add("Last-Event-ID", after);
        HttpResponseMessage answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        answer.EnsureSuccessStatusCode();
        AlertReader opened = new(answer, new(await answer.Content.ReadAsStreamAsync(), Encoding.UTF8));
        // What follows the opening lines was raised after the subscription.
        await opened.ReadLineAsync();
        await opened.ReadLineAsync();
        return opened;
    }

    /// <summary>The next event of the stream that is not a comment.</summary>
    public async Task<(string Name, string Id, JsonElement Data)> NextAsync()
    {
        string name = "", id = "";
        while (true)
        {
            string line = await ReadLineAsync();
            if (line.StartsWith("event: ", StringComparison.Ordinal))
                name = line[7..];
            else if (line.StartsWith("id: ", StringComparison.Ordinal))
                id = line[4..];
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
                return (name, id, JsonSerializer.Deserialize<JsonElement>(line[6..]));
        }
    }

    public ValueTask DisposeAsync()
    {
        reader.Dispose();
        response.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<string> ReadLineAsync()
    {
        using CancellationTokenSource patience = new(Patience);
        string line = await reader.ReadLineAsync(patience.Token) ?? throw new EndOfStreamException("the stream ended");
        Text.AppendLine(line);
        return line;
    }
}
