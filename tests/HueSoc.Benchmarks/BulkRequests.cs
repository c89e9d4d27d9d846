using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace HueSoc.Benchmarks;

/// <summary>
/// The events as bulk requests, ready to be written to a socket: made and compressed before anything is measured, so that the client costs
/// next to nothing. Ids are those of our own agents: the day, then 16 bytes of a hash.
/// </summary>
internal sealed class BulkRequests
{
    /// <summary>The sender the server stores the events under.</summary>
    public const string KeyName = "benchmark";

    private readonly byte[] events;
    private readonly (int Start, int Length)[] lines;
    private readonly string authorization;

    /// <param name="events">The events, one JSON object a line.</param>
    /// <param name="key">The shipper key, <c>id:secret</c>.</param>
    public BulkRequests(byte[] events, string key)
    {
        this.events = events;
        lines = Lines(events);
        authorization = $"ApiKey {Convert.ToBase64String(Encoding.UTF8.GetBytes(key))}";
    }

    /// <summary>How many events the corpus has.</summary>
    public int CorpusEvents => lines.Length;

    /// <summary>Where the lines are.</summary>
    public static (int Start, int Length)[] Lines(byte[] events)
    {
        List<(int, int)> found = [];
        for (int start = 0; start < events.Length;)
        {
            int length = events.AsSpan(start).IndexOf((byte)'\n');
            if (length < 0)
                length = events.Length - start;
            if (length > 0)
                found.Add((start, length));
            start += length + 1;
        }

        return [.. found];
    }

    /// <summary>The id of an event: the corpus is run through as often as it takes.</summary>
    public static string Id(DateOnly day, long number)
    {
        byte[] hash = SHA256.HashData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{day:yyyyMMdd} {number}")));
        return string.Create(CultureInfo.InvariantCulture, $"{day:yyyyMMdd}-{Convert.ToHexStringLower(hash[..16])}");
    }

    /// <summary>One request.</summary>
    /// <param name="day">The day in the ids.</param>
    /// <param name="first">The number of the first event.</param>
    /// <param name="count">How many events.</param>
    public byte[] Make(DateOnly day, long first, int count)
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (long number = first; number < first + count; number++)
            {
                (int start, int length) = lines[number % lines.Length];
                gzip.Write(Encoding.ASCII.GetBytes($"{{\"create\":{{\"_index\":\"logs-windows.security-default\",\"_id\":\"{Id(day, number)}\"}}}}\n"));
                gzip.Write(events, start, length);
                gzip.WriteByte((byte)'\n');
            }
        }

        byte[] head = Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"POST /_bulk HTTP/1.1\r\nHost: huesoc\r\nAuthorization: {authorization}\r\nContent-Type: application/x-ndjson\r\nContent-Encoding: gzip\r\nContent-Length: {packed.Length}\r\n\r\n"));
        return [.. head, .. packed.GetBuffer().AsSpan(0, (int)packed.Length)];
    }

    /// <summary>Requests of so many events each, over a run of numbers.</summary>
    public byte[][] MakeAll(DateOnly day, int events, int each) =>
        [.. Enumerable.Range(0, (events + each - 1) / each).Select(i => Make(day, (long)i * each, Math.Min(each, events - (i * each))))];
}
