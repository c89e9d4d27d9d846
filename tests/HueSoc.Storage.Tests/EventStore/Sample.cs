using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using HueSoc.Storage.EventStore;

namespace HueSoc.Storage.Tests.EventStore;

/// <summary>Events to append.</summary>
internal static class Sample
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 14, 12, 0, 0, TimeSpan.Zero);

    /// <summary>An id as our agents make it.</summary>
    public static string Id(DateTimeOffset day, int number) =>
        day.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture) + "-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"event {number}")).AsSpan(0, 16));

    public static EventToAppend Event(string id, string sender = "agent:a1", string agency = "H57.01", string text = "đăng nhập thất bại", DateTimeOffset? at = null)
    {
        DateTimeOffset when = at ?? Noon;
        byte[] document = Encoding.UTF8.GetBytes(
            $$$"""{"@timestamp":"{{{when:O}}}","message":"{{{text}}}","host":{"name":"PC-{{{id.Length}}}"},"organization":{"id":"{{{agency}}}"}}""");
        return new()
        {
            Key = new(sender, id),
            Agency = agency,
            Timestamp = when,
            Ingested = when.AddSeconds(1),
            ReceivedHash = new((ulong)text.GetHashCode(StringComparison.Ordinal), (ulong)text.Length),
            Document = document,
        };
    }

    public static EventToAppend[] Events(int first, int count, DateTimeOffset? day = null) =>
        [.. Enumerable.Range(first, count).Select(i => Event(Id(day ?? Noon, i), text: $"event {i}", at: (day ?? Noon).AddMilliseconds(i)))];
}
