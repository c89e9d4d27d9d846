using System.Buffers.Text;
using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace HueSoc.Benchmarks;

/// <summary>A receiver of bulk requests that takes everything and does nothing with it, so that only the sender is measured.</summary>
internal sealed class BulkSink : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Thread thread;
    private long events;

    public BulkSink()
    {
        listener.Start();
        thread = new Thread(Serve) { IsBackground = true };
        thread.Start();
    }

    /// <summary>Where it listens.</summary>
    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");

    /// <summary>How many events it has taken.</summary>
    public long Events => Interlocked.Read(ref events);

    /// <summary>How many bytes of events, without compression.</summary>
    public long Bytes { get; private set; }

    /// <summary>When the last request was answered, as a time stamp.</summary>
    public long LastAnswer { get; private set; }

    /// <summary>When the first request came, as a time stamp; 0 before it.</summary>
    public long FirstRequest { get; private set; }

    /// <summary>Begins to count again.</summary>
    public void Reset()
    {
        Interlocked.Exchange(ref events, 0);
        Bytes = 0;
        FirstRequest = 0;
    }

    public void Dispose() => listener.Stop();

    private void Serve()
    {
        try
        {
            while (true)
            {
                TcpClient client = listener.AcceptTcpClient();
                new Thread(() => Answer(client)) { IsBackground = true }.Start();
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The end.
        }
    }

    private void Answer(TcpClient client)
    {
        using (client)
        {
            try
            {
                using BufferedStream stream = new(client.GetStream(), 1 << 16);
                while (Head(stream) is { } head)
                    Take(stream, head);
            }
            catch (IOException)
            {
                // The sender went away.
            }
        }
    }

    private void Take(Stream stream, string head)
    {
        if (FirstRequest == 0)
            FirstRequest = TimeProvider.System.GetTimestamp();
        byte[] body = Body(stream, head);
        int items = 0;
        if (head.Contains("content-encoding: gzip", StringComparison.OrdinalIgnoreCase))
        {
            using MemoryStream plain = new();
            using (GZipStream gzip = new(new MemoryStream(body), CompressionMode.Decompress))
                gzip.CopyTo(plain);
            body = plain.ToArray();
        }

        StringBuilder answer = new("{\"errors\":false,\"items\":[");
        ReadOnlySpan<byte> rest = body;
        while (rest.IndexOf((byte)'\n') is >= 0 and int end)
        {
            ReadOnlySpan<byte> action = rest[..end];
            ReadOnlySpan<byte> id = action[(action.IndexOf("\"_id\":\""u8) + 7)..];
            answer.Append(items++ == 0 ? "" : ",").Append("{\"create\":{\"_id\":\"").Append(Encoding.ASCII.GetString(id[..id.IndexOf((byte)'"')])).Append("\",\"status\":201}}");
            rest = rest[(end + 1)..];
            rest = rest[(rest.IndexOf((byte)'\n') + 1)..];
        }

        answer.Append("]}");
        byte[] bytes = Encoding.ASCII.GetBytes(answer.ToString());
        stream.Write(Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"HTTP/1.1 200 OK\r\nX-elastic-product: Elasticsearch\r\nContent-Type: application/json\r\nContent-Length: {bytes.Length}\r\n\r\n")));
        stream.Write(bytes);
        stream.Flush();
        Bytes += body.Length;
        LastAnswer = TimeProvider.System.GetTimestamp();
        Interlocked.Add(ref events, items);
    }

    private static string? Head(BufferedStream stream)
    {
        List<byte> head = [];
        while (stream.ReadByte() is >= 0 and int value)
        {
            head.Add((byte)value);
            if (head.Count >= 4 && value == '\n' && head[^2] == '\r' && head[^3] == '\n')
                return Encoding.ASCII.GetString([.. head]);
        }

        return null;
    }

    private static byte[] Body(Stream stream, string head)
    {
        const string lengthName = "content-length: ";
        int at = head.IndexOf(lengthName, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
            return Chunks(stream);
        byte[] body = new byte[int.Parse(head.AsSpan(at + lengthName.Length, head.IndexOf('\r', at) - at - lengthName.Length), CultureInfo.InvariantCulture)];
        stream.ReadExactly(body);
        return body;
    }

    private static byte[] Chunks(Stream stream)
    {
        using MemoryStream body = new();
        while (true)
        {
            List<byte> line = [];
            while (stream.ReadByte() is not '\n' and int value)
                line.Add((byte)value);
            _ = Utf8Parser.TryParse(line.ToArray(), out int length, out _, 'x');
            byte[] chunk = new byte[length + 2];
            stream.ReadExactly(chunk);
            if (length == 0)
                return body.ToArray();
            body.Write(chunk, 0, length);
        }
    }
}
