using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace HueSoc.EndToEnd.Tests.Torture;

/// <summary>A bulk request on a bare connection, sent and read only as far as the torture wants.</summary>
internal sealed class RawPost : IAsyncDisposable
{
    private readonly TcpClient connection;
    private readonly byte[] body;

    private RawPost(TcpClient connection, byte[] body)
    {
        this.connection = connection;
        this.body = body;
    }

    /// <summary>Connects and sends the head of the request.</summary>
    public static async Task<RawPost> BeginAsync(Uri ingest, string authorization, byte[] body)
    {
        TcpClient client = new();
        await client.ConnectAsync(ingest.Host, ingest.Port);
        string head = string.Create(
            CultureInfo.InvariantCulture,
            $"POST /_bulk HTTP/1.1\r\nHost: {ingest.Authority}\r\nAuthorization: {authorization}\r\nContent-Type: application/x-ndjson\r\nContent-Length: {body.Length}\r\n\r\n");
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head));
        return new(client, body);
    }

    /// <summary>Sends the first half of the body and no more.</summary>
    public async Task SendHalfAsync()
    {
        await connection.GetStream().WriteAsync(body.AsMemory(0, body.Length / 2));
        await connection.GetStream().FlushAsync();
    }

    /// <summary>Sends the whole body and reads nothing.</summary>
    public async Task SendAsync() => await connection.GetStream().WriteAsync(body);

    /// <summary>Lets the connection go, whatever the server has said on it.</summary>
    public ValueTask DisposeAsync()
    {
        connection.Dispose();
        return ValueTask.CompletedTask;
    }
}
