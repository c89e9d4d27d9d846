using System.Text;
using HueSoc.Events.Normalisers;
using HueSoc.Events.WindowsXml;

namespace HueSoc.Agent.Collectors.WindowsLog;

/// <summary>A record as it was rendered, and the event it is. Used again for the next one.</summary>
internal sealed class RenderedRecord
{
    private readonly XmlEncoding encoding = new();
    private readonly RenderedEventReader reader = new();
    private readonly ByteSink json = new();

    /// <summary>The event in the Windows layout; valid until the next one is read.</summary>
    public ReadOnlySpan<byte> Json => json.Written;

    /// <summary>What is wrong with it, when it could not be read.</summary>
    public string Fault => reader.Fault;

    /// <summary>The number that the event says it has; below 0 when it says none.</summary>
    public long RecordId => reader.RecordId;

    /// <summary>When it happened, as it says; empty when it does not.</summary>
    public string Time
    {
        get
        {
            // The line begins with it, if there is one.
            const int LongestTime = 64;
            ReadOnlySpan<byte> name = "{\"@timestamp\":\""u8;
            if (!Json.StartsWith(name))
                return string.Empty;
            ReadOnlySpan<byte> time = Json[name.Length..];
            int end = time.IndexOf((byte)'"');
            return end is > 0 and <= LongestTime && !time[..end].Contains((byte)' ') ? Encoding.UTF8.GetString(time[..end]) : string.Empty;
        }
    }

    /// <summary>The XML of a record in UTF-8; valid until the next one.</summary>
    public ReadOnlySpan<byte> Decode(ReadOnlySpan<byte> raw) => encoding.Decode(raw);

    /// <summary>Reads the event.</summary>
    /// <param name="text">The XML in UTF-8.</param>
    public bool TryRead(ReadOnlySpan<byte> text)
    {
        json.Clear();
        return reader.TryRead(text, json);
    }
}
