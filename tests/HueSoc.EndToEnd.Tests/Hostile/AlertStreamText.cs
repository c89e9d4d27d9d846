using System.Text;

namespace HueSoc.EndToEnd.Tests.Hostile;

/// <summary>The stream of alerts, as the text it is.</summary>
internal sealed class AlertStreamText : IDisposable
{
    private readonly HttpClient http;
    private readonly StreamReader reader;

    private AlertStreamText(HttpClient http, StreamReader reader)
    {
        this.http = http;
        this.reader = reader;
    }

    /// <summary>Subscribes; what is raised after this returns is told.</summary>
    public static async Task<AlertStreamText> OpenAsync(HostileServer server)
    {
        HttpClient client = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = server.Process.Console };
        client.DefaultRequestHeaders.Authorization = new("Bearer", server.Token);
        StreamReader lines = new(await client.GetStreamAsync(new Uri("/api/v1/stream", UriKind.Relative)), Encoding.UTF8);
        await lines.ReadLineAsync();
        await lines.ReadLineAsync();
        return new(client, lines);
    }

    /// <summary>The next alert's lines.</summary>
    public async Task<string> NextAsync()
    {
        using CancellationTokenSource patience = new(TimeSpan.FromMinutes(1));
        StringBuilder text = new();
        while (await reader.ReadLineAsync(patience.Token) is { } line)
        {
            text.AppendLine(line);
            if (line.StartsWith("data: ", StringComparison.Ordinal))
                return text.ToString();
        }

        throw new EndOfStreamException("the stream ended");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        reader.Dispose();
        http.Dispose();
    }
}
