using System.Globalization;
using System.Text;

namespace HueSoc.Agent.Tests.Shipping;

/// <summary>An answer, byte by byte, and whether the connection is closed after it.</summary>
internal sealed record RawAnswer(byte[] Bytes, bool Closes)
{
    /// <summary>Sends a byte at a time, and waits for this before each.</summary>
    public Func<Task>? BeforeByte { get; init; }

    public static RawAnswer Nothing { get; } = new([], Closes: true);

    public static RawAnswer Of(int status, string body, params string[] headers)
    {
        StringBuilder head = new();
        head.Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} X\r\ncontent-length: {Encoding.UTF8.GetByteCount(body)}\r\n");
        foreach (string header in headers)
            head.Append(header).Append("\r\n");

        return new RawAnswer(Encoding.UTF8.GetBytes(head.Append("\r\n").Append(body).ToString()), headers.Contains("connection: close"));
    }

    /// <summary>The same, cut off.</summary>
    public RawAnswer Cut(int length) => new(Bytes[..length], Closes: true);
}
