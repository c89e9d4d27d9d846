using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace HueSoc.Benchmarks;

/// <summary>A connection that posts requests and reads of the answer what it takes to know that every event was stored.</summary>
internal sealed class BulkConnection : IDisposable
{
    private readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private byte[] buffer = new byte[64 << 10];

    /// <param name="ingest">Where shippers post.</param>
    public BulkConnection(Uri ingest) => socket.Connect(ingest.Host, ingest.Port);

    /// <summary>Posts a request until it is taken.</summary>
    /// <param name="request">The request with its head.</param>
    /// <param name="cancellationToken">Ends the wait between two tries.</param>
    /// <returns>How often the answer was 429.</returns>
    /// <exception cref="InvalidOperationException">An event was not stored.</exception>
    public int Post(byte[] request, CancellationToken cancellationToken)
    {
        for (int refused = 0; ; refused++)
        {
            for (int sent = 0; sent < request.Length;)
                sent += socket.Send(request, sent, request.Length - sent, SocketFlags.None);
            (int status, int start, int length) = Read();
            if (status == 429)
            {
                cancellationToken.WaitHandle.WaitOne(100);
                cancellationToken.ThrowIfCancellationRequested();
                continue;
            }

            ReadOnlySpan<byte> answer = buffer.AsSpan(start, length);
            if (status != 200 || answer[..Math.Min(length, 200)].IndexOf("\"errors\":false"u8) < 0)
                throw new InvalidOperationException($"{status}: {Encoding.UTF8.GetString(answer[..Math.Min(length, 2000)])}");
            return refused;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => socket.Dispose();

    private (int Status, int Start, int Length) Read()
    {
        int filled = 0;
        int head;
        while ((head = buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8)) < 0)
            filled += Receive(filled);
        string text = Encoding.ASCII.GetString(buffer, 0, head);
        int status = int.Parse(text.AsSpan(9, 3), CultureInfo.InvariantCulture);
        int start = head + 4;
        const string name = "content-length:";
        int at = text.IndexOf(name, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
            throw new InvalidOperationException($"an answer without length: {text}");
        int end = text.IndexOf('\r', at);
        int length = int.Parse(text.AsSpan(at + name.Length, (end < 0 ? text.Length : end) - at - name.Length).Trim(), CultureInfo.InvariantCulture);
        if (buffer.Length < start + length)
            Array.Resize(ref buffer, start + length);
        while (filled < start + length)
            filled += Receive(filled);
        return (status, start, length);
    }

    private int Receive(int filled)
    {
        int read = socket.Receive(buffer, filled, buffer.Length - filled, SocketFlags.None);
        return read > 0 ? read : throw new InvalidOperationException("the server closed the connection");
    }
}
