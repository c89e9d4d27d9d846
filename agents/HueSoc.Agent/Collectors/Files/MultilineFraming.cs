using System.Text;
using HueSoc.Fleet.Configuration;

namespace HueSoc.Agent.Collectors.Files;

/// <summary>Several lines a record: those that begin none belong to the one before. The line ends between them stay.</summary>
/// <param name="lines">What cuts the lines.</param>
/// <param name="encoding">How the file is written.</param>
/// <param name="configuration">How a line that begins a record is known.</param>
/// <param name="maxBytes">How many bytes a record has at most; what comes beyond begins another.</param>
internal sealed class MultilineFraming(LineFraming lines, LogEncoding encoding, MultilineConfiguration configuration, int maxBytes) : IRecordFraming
{
    private readonly byte[] prefix = Encoded(configuration.Prefix ?? string.Empty, encoding);

    // The record, its line end, and enough of the next line to know what it is.
    public int MaxBytes => maxBytes + lines.MaxBytes + prefix.Length;

    public bool TryCut(ReadOnlySpan<byte> data, bool middle, CutMode mode, out RecordCut cut)
    {
        if (!lines.TryCut(data, middle, mode, out cut))
            return false;
        if (cut.Nuls || (cut.Marks & (RecordMarks.Split | RecordMarks.Unfinished)) != 0)
            return true;
        int count = 1;
        int length = cut.Length;
        int consumed = cut.Consumed;
        RecordMarks marks = cut.Marks;
        while (count < configuration.MaxLines)
        {
            ReadOnlySpan<byte> rest = data[consumed..];
            if (rest.Length < Math.Max(prefix.Length, 2) && mode == CutMode.Whole)
                return false;
            if (rest.IsEmpty || Begins(rest))
                break;
            if (!lines.TryCut(rest, middle: false, mode, out RecordCut next))
            {
                // A line that is being written may still belong to it, unless it is too long for that.
                if (mode == CutMode.Whole && consumed + rest.Length <= maxBytes)
                    return false;
                break;
            }

            if (next.Nuls || (next.Marks & RecordMarks.Split) != 0 || consumed + next.Length > maxBytes)
                break;
            length = consumed + next.Length;
            consumed += next.Consumed;
            marks |= next.Marks | RecordMarks.Multiline;
            count++;
        }

        cut = new RecordCut(length, consumed, marks);
        return true;
    }

    private static byte[] Encoded(string text, LogEncoding encoding) => encoding switch
    {
        LogEncoding.Utf8 => Encoding.UTF8.GetBytes(text),
        LogEncoding.Utf16Little => Encoding.Unicode.GetBytes(text),
        _ => Encoding.BigEndianUnicode.GetBytes(text),
    };

    private bool Begins(ReadOnlySpan<byte> line)
    {
        if (configuration.Start == MultilineStart.Prefix)
            return line.StartsWith(prefix);
        int first = encoding switch
        {
            LogEncoding.Utf8 => line[0],
            _ when line.Length < 2 => -1,
            LogEncoding.Utf16Little => line[0] | (line[1] << 8),
            _ => line[1] | (line[0] << 8),
        };
        return configuration.Start == MultilineStart.Digit ? first is >= '0' and <= '9' : first is not (' ' or '\t');
    }
}
