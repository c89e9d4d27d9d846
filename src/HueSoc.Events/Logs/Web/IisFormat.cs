namespace HueSoc.Events.Logs.Web;

/// <summary>Access logs of IIS in W3C's extended log format: columns by <c>#Fields</c>, times in UTC.</summary>
internal sealed class IisFormat : ILogFormat
{
    public string Name => "iis";

    public RecordFraming Framing => RecordFraming.Lines;

    public bool Recognises(ReadOnlySpan<byte> sample)
    {
        if (sample.IsEmpty || sample[0] != '#')
            return false;
        foreach (Range range in sample.Split((byte)'\n'))
        {
            ReadOnlySpan<byte> line = sample[range];
            if (line.StartsWith(IisReading.Fields))
                return line.IndexOf(" cs-method"u8) >= 0;
            if (!line.IsEmpty && line[0] is not ((byte)'#' or (byte)'\r'))
                return false;
        }

        return false;
    }

    public LogReading Begin(string? state) => new IisReading(state);
}
