namespace HueSoc.Events.Logs.Journald;

/// <summary>
/// Finds where records of the journal export format end (systemd's documentation JOURNAL_EXPORT_FORMATS): <c>NAME=value\n</c>, or <c>NAME\n</c>, eight bytes
/// little-endian length, the data and <c>\n</c>; an empty line ends the record. It is given a stream piece by piece, wherever the pieces end, and keeps no
/// byte of it, so a record may be longer than any buffer. Damage ends at the next empty line at the latest. Used by one thread.
/// </summary>
public sealed class JournalExportFraming
{
    /// <summary>The longest data of a field: journald itself takes no more (DATA_SIZE_MAX). A length above it is no length.</summary>
    public const long MostData = 768L << 20;

    private const int LongestName = 64;

    private Place place;
    private bool isName;
    private int column;
    private int lengthBytes;
    private ulong length;
    private long left;

    private enum Place
    {
        // In a line, or at the start of one.
        Line,

        // In the eight bytes of a length.
        Length,

        // In the data.
        Data,

        // At the line end that must follow the data.
        DataEnd,
    }

    /// <summary>How many bytes of the record have been seen, the empty line at its end included.</summary>
    public long Seen { get; private set; }

    /// <summary>Begins with a record: at the start of a file, or where one was left.</summary>
    public void Begin()
    {
        place = Place.Line;
        isName = true;
        column = 0;
        Seen = 0;
    }

    /// <summary>Looks at the next bytes of the record.</summary>
    /// <param name="data">What follows the bytes seen before.</param>
    /// <param name="ended">Whether the record ended within; the next call begins with the next one.</param>
    /// <returns>How many of the bytes belong to the record. Its last byte is the empty line's, which is no part of its text.</returns>
    public int Scan(ReadOnlySpan<byte> data, out bool ended)
    {
        int at = 0;
        ended = false;
        if (Seen == 0)
            Begin();
        while (at < data.Length && !ended)
        {
            at += place switch
            {
                Place.Line => InLine(data[at..], out ended),
                Place.Length => InLength(data[at..]),
                Place.Data => InData(data[at..]),
                _ => AtDataEnd(data[at]),
            };
        }

        Seen = ended ? 0 : Seen + at;
        return at;
    }

    /// <summary>Finds the end of the record that begins a buffer.</summary>
    /// <param name="buffer">The record and what follows it.</param>
    /// <returns>Its length with the empty line at its end; -1 when the buffer ends before it does.</returns>
    public static int Find(ReadOnlySpan<byte> buffer)
    {
        JournalExportFraming framing = new();
        int scanned = framing.Scan(buffer, out bool ended);
        return ended ? scanned : -1;
    }

    private int InLine(ReadOnlySpan<byte> data, out bool ended)
    {
        ended = false;

        // As long as it may be the name of binary data every byte is looked at; afterwards only the line's end matters.
        int at = 0;
        while (isName && at < data.Length && data[at] != '\n')
        {
            isName = column < LongestName && IsNameByte(data[at]);
            at++;
            column++;
        }

        int end = data[at..].IndexOf((byte)'\n');
        if (end < 0)
            return data.Length;

        at += end + 1;
        ended = column == 0 && end == 0;
        if (isName && column > 0)
        {
            place = Place.Length;
            lengthBytes = 0;
            length = 0;
        }

        StartLine();
        return at;
    }

    private int InLength(ReadOnlySpan<byte> data)
    {
        int take = Math.Min(8 - lengthBytes, data.Length);
        for (int i = 0; i < take; i++)
            length |= (ulong)data[i] << (8 * lengthBytes++);
        if (lengthBytes < 8)
            return take;
        left = length > (ulong)MostData ? 0 : (long)length;
        place = length > (ulong)MostData ? Place.Line : left > 0 ? Place.Data : Place.DataEnd;
        return take;
    }

    private int InData(ReadOnlySpan<byte> data)
    {
        int take = (int)Math.Min(left, data.Length);
        left -= take;
        if (left == 0)
            place = Place.DataEnd;
        return take;
    }

    private int AtDataEnd(byte next)
    {
        // Anything else is damage: it is taken as a line, up to its end.
        place = Place.Line;
        StartLine();
        if (next == '\n')
            return 1;
        isName = false;
        column = 1;
        return 1;
    }

    private void StartLine()
    {
        isName = true;
        column = 0;
    }

    private static bool IsNameByte(byte b) => b is (>= (byte)'A' and <= (byte)'Z') or (>= (byte)'0' and <= (byte)'9') or (byte)'_';
}
