using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using HueSoc.Storage.EventStore;

namespace HueSoc.Detection.Signals;

/// <summary>
/// Makes the ids of signals and alerts. They say what the thing is about and nothing else, so that whoever comes upon it
/// again, a retry, a restart or a re-run, makes the same.
/// </summary>
public static class SignalId
{
    private const int KeptBytes = 16;

    /// <summary>The id of a signal, and of the alert of that signal.</summary>
    public static string OfEvent(string ruleId, EventKey key) => Hash("event", ruleId, key.Sender, key.Id);

    /// <summary>The id of the alert of a correlation.</summary>
    /// <param name="ruleId">The correlation's id.</param>
    /// <param name="groupKey">The text of the group.</param>
    /// <param name="bucket">The number of the bucket of time.</param>
    public static string OfCorrelation(string ruleId, string groupKey, long bucket) =>
        Hash("correlation", ruleId, groupKey, bucket.ToString(CultureInfo.InvariantCulture));

    /// <summary>The id of an agency's part of a city-wide alert.</summary>
    public static string OfNotice(string alertId, string agency) => Hash("notice", alertId, agency);

    /// <summary>The id of an alert about an agent, or about an agency's agents.</summary>
    /// <param name="ruleId">The rule.</param>
    /// <param name="subject">The agent's id, or the agency's code.</param>
    /// <param name="since">When it began.</param>
    public static string OfFleet(string ruleId, string subject, DateTimeOffset since) =>
        Hash("fleet", ruleId, subject, since.UtcTicks.ToString(CultureInfo.InvariantCulture));

    private static string Hash(params ReadOnlySpan<string> parts)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[4];
        foreach (string part in parts)
        {
            byte[] text = Encoding.UTF8.GetBytes(part);
            BinaryPrimitives.WriteInt32BigEndian(length, text.Length);
            hash.AppendData(length);
            hash.AppendData(text);
        }

        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(digest);
        return Convert.ToHexStringLower(digest[..KeptBytes]);
    }
}
