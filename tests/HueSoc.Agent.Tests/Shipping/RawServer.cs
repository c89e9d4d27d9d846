using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using System.Text.Json;

namespace HueSoc.Agent.Tests.Shipping;

/// <summary>A server on a real port that answers exactly what it is told, and otherwise takes everything once, as an ingest endpoint does.</summary>
internal sealed class RawServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<Func<RawRequest, RawAnswer>> _answers = new();
    private readonly ConcurrentBag<TcpClient> _clients = [];

    private readonly SslStreamCertificateContext? _certificate;

    /// <param name="certificate">What the server shows; null for plain HTTP.</param>
    /// <param name="host">The name it is asked for by.</param>
    public RawServer(SslStreamCertificateContext? certificate = null, string host = "127.0.0.1")
    {
        _certificate = certificate;
        _listener.Start();
        string scheme = certificate is null ? "http" : "https";
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"{scheme}://{host}:{((IPEndPoint)_listener.LocalEndpoint).Port}/"));
        _ = AcceptAsync();
    }

    public Uri Address { get; }

    /// <summary>Everything that was asked.</summary>
    public ConcurrentQueue<RawRequest> Requests { get; } = new();

    /// <summary>What was taken: the documents by their ids.</summary>
    public ConcurrentDictionary<string, string> Taken { get; } = new(StringComparer.Ordinal);

    /// <summary>What answers when nothing is scripted.</summary>
    public Func<RawRequest, RawAnswer>? Otherwise { get; set; }

    /// <summary>What answers as soon as the head of a request is there, its body unread; null when nothing does.</summary>
    public Func<string, RawAnswer?>? Early { get; set; }

    public void Answer(RawAnswer answer) => _answers.Enqueue(_ => answer);

    public void Answer(Func<RawRequest, RawAnswer> answer) => _answers.Enqueue(answer);

    /// <summary>Takes everything, and says so as Elasticsearch does.</summary>
    public RawAnswer Take(RawRequest request) => Take(request, _ => (201, null));

    /// <summary>Takes what gets the status 201, and says the others.</summary>
    public RawAnswer Take(RawRequest request, Func<string, (int Status, string? Type)> statusOf)
    {
        List<string> items = [];
        foreach ((string dataStream, string id, string document) in request.Operations())
        {
            (int status, string? type) = statusOf(id);
            if (status == 201 && !Taken.TryAdd(id, document))
                status = 409;

            string error = type is null ? string.Empty : $",\"error\":{{\"type\":\"{type}\",\"reason\":\"because\"}}";
            items.Add(string.Create(CultureInfo.InvariantCulture, $"{{\"create\":{{\"_index\":\"{dataStream}\",\"_id\":{JsonSerializer.Serialize(id)},\"status\":{status}{error}}}}}"));
        }

        return RawAnswer.Of(200, $"{{\"took\":3,\"errors\":false,\"items\":[{string.Join(',', items)}]}}", "content-type: application/json");
    }

    public void Dispose()
    {
        _listener.Stop();
        foreach (TcpClient client in _clients)
            client.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync();
                _clients.Add(client);
                _ = ServeAsync(client);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            using (client)
            {
                await using Stream stream = await OpenAsync(client);
                while (await ReadHeadAsync(stream) is { } head)
                {
                    if (!await ServeAsync(stream, head))
                    {
                        client.Client.Shutdown(SocketShutdown.Send);
                        return;
                    }
                }
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException or AuthenticationException)
        {
            // The agent went away, or the test is over.
        }
    }

    private async Task<Stream> OpenAsync(TcpClient client)
    {
        if (_certificate is null)
            return client.GetStream();

        SslStream secure = new(client.GetStream());
        await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificateContext = _certificate });
        return secure;
    }

    private async Task<bool> ServeAsync(Stream stream, string head)
    {
        if (Early?.Invoke(head) is { } early)
        {
            Requests.Enqueue(new RawRequest(head, []));
            await stream.WriteAsync(early.Bytes);
            return !early.Closes;
        }

        if (head.Contains("100-continue", StringComparison.OrdinalIgnoreCase))
            await stream.WriteAsync("HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray());

        byte[] body = new byte[LengthOf(head)];
        await stream.ReadExactlyAsync(body);
        RawRequest request = new(head, body);
        Requests.Enqueue(request);
        _answers.TryDequeue(out Func<RawRequest, RawAnswer>? scripted);
        RawAnswer answer = (scripted ?? Otherwise ?? Take)(request);
        if (answer.BeforeByte is { } wait)
        {
            foreach (byte single in answer.Bytes)
            {
                await wait();
                await stream.WriteAsync(new[] { single });
            }
        }
        else
        {
            await stream.WriteAsync(answer.Bytes);
        }

        return !answer.Closes;
    }

    private static int LengthOf(string head)
    {
        const string Name = "content-length:";
        int at = head.IndexOf(Name, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? 0 : int.Parse(head[(at + Name.Length)..head.IndexOf('\r', at)], CultureInfo.InvariantCulture);
    }

    private static async Task<string?> ReadHeadAsync(Stream stream)
    {
        List<byte> head = [];
        byte[] single = new byte[1];
        while (await stream.ReadAsync(single) == 1)
        {
            head.Add(single[0]);
            if (head.Count >= 4 && head[^4] == '\r' && head[^3] == '\n' && head[^2] == '\r' && head[^1] == '\n')
                return Encoding.ASCII.GetString([.. head]);
        }

        return null;
    }
}
