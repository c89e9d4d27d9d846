using HueSoc.Events.Logs;
using HueSoc.Fleet.Configuration;

namespace HueSoc.Agent.Collectors.Files;

/// <summary>Finds out how a content is written: its encoding, its format, and how it is cut.</summary>
internal sealed class ContentReadings(SourceConfiguration source)
{
    private const string Any = "auto";

    /// <summary>How many bytes the byte order mark of a content has.</summary>
    public static int MarkBytes(LogContent content) => Math.Max(0, ByteOrderMark.Read(content.Head, out _));

    /// <summary>Learns what must be known to read a content on.</summary>
    /// <param name="content">The content.</param>
    /// <param name="before">What is before the place where reading goes on.</param>
    /// <param name="data">What was read from there.</param>
    /// <param name="mode">Whether more comes.</param>
    /// <param name="utf16">Decodes.</param>
    /// <returns>False when there is too little yet.</returns>
    public bool Know(LogContent content, ReadOnlySpan<byte> before, ReadOnlySpan<byte> data, CutMode mode, Utf16Text utf16)
    {
        if (content.Encoding is null)
        {
            int mark = ByteOrderMark.Read(content.Head, out LogEncoding encoding);
            if (mark < 0 && mode != CutMode.Ended)
                return false;
            content.Encoding = encoding;
            content.MustSave = true;
        }

        content.Middle ??= IsMiddle(content, before);
        if (content.Reading is not null)
            return true;
        if (content.Format is null)
        {
            if (!Choose(content, data, mode, utf16, out string format))
                return false;
            content.Format = format;
            content.MustSave = true;
        }

        ILogFormat found = LogFormats.Find(content.Format) ?? LogFormats.Find("plain")!;
        content.Reading = found.Begin(content.ReadingState);
        content.Framing = Framing(found, content.Encoding.Value);
        return true;
    }

    private bool Choose(LogContent content, ReadOnlySpan<byte> data, CutMode mode, Utf16Text utf16, out string format)
    {
        format = source.Format;
        if (!string.Equals(format, Any, StringComparison.Ordinal))
            return true;
        if (mode == CutMode.Whole && data.Length < LogFormats.SampleBytes && !data.Contains((byte)'\n'))
            return false;
        ReadOnlySpan<byte> sample = data[..Math.Min(data.Length, LogFormats.SampleBytes)];
        if (content.Offset == 0)
            sample = sample[Math.Min(sample.Length, MarkBytes(content))..];
        if (content.Encoding != LogEncoding.Utf8)
            sample = utf16.Decode(sample, content.Encoding == LogEncoding.Utf16Big);
        format = LogFormats.Detect(sample).Name;
        return true;
    }

    private IRecordFraming Framing(ILogFormat format, LogEncoding encoding)
    {
        if (format.Framing == RecordFraming.JournalExport)
            return new ExportFraming(source.MaxLineBytes);
        LineFraming lines = new(encoding, source.MaxLineBytes);
        return source.Multiline is { } multiline ? new MultilineFraming(lines, encoding, multiline, source.MaxLineBytes) : lines;
    }

    // What is split is known by what is before it: no line end, and no NULs that were left out.
    private static bool IsMiddle(LogContent content, ReadOnlySpan<byte> before)
    {
        if (content.Offset <= MarkBytes(content))
            return false;
        (byte last, byte other) = content.Encoding switch
        {
            LogEncoding.Utf16Little when before.Length >= 2 => (before[^2], before[^1]),
            LogEncoding.Utf16Big when before.Length >= 2 => (before[^1], before[^2]),
            _ => (before[^1], (byte)0),
        };
        return other != 0 || last is not ((byte)'\n' or 0);
    }
}
