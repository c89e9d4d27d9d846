using System.Text;

namespace HueSoc.Agent.Collectors.Files;

/// <summary>A record a line, which LF or CR LF ends. A CR elsewhere is a part of the text.</summary>
/// <param name="encoding">How the file is written.</param>
/// <param name="maxLineBytes">How many bytes of a line make a record at most.</param>
internal sealed class LineFraming(LogEncoding encoding, int maxLineBytes) : IRecordFraming
{
    /// <summary>Fewer NULs than this at the beginning of a line are a part of it.</summary>
    public const int ManyNuls = 64;

    private readonly int unit = encoding == LogEncoding.Utf8 ? 1 : 2;
    private readonly int limit = encoding == LogEncoding.Utf8 ? maxLineBytes : maxLineBytes & ~1;

    public int MaxBytes => limit + (2 * unit);

    public bool TryCut(ReadOnlySpan<byte> data, bool middle, CutMode mode, out RecordCut cut)
    {
        cut = default;
        if (data.IsEmpty)
            return false;
        bool wait = false;
        if (!middle && TryCutNuls(data, mode, out wait, out cut))
            return true;
        if (wait)
            return false;
        RecordMarks last = middle ? RecordMarks.SplitEnd : RecordMarks.None;
        ReadOnlySpan<byte> seen = data[..Math.Min(data.Length, MaxBytes)];
        int end = LineEnd(seen);
        if (end >= 0)
        {
            int length = end >= unit && IsUnit(seen[(end - unit)..], (byte)'\r') ? end - unit : end;
            if (length <= limit)
            {
                cut = new RecordCut(length, end + unit, last);
                return true;
            }
        }
        else if (seen.Length < MaxBytes)
        {
            if (mode != CutMode.Ended)
                return false;
            if (seen.Length <= limit)
            {
                cut = new RecordCut(seen.Length, seen.Length, last | RecordMarks.Unfinished);
                return true;
            }
        }

        int part = WholeCharacters(seen[..limit]);
        cut = new RecordCut(part, part, RecordMarks.Split);
        return true;
    }

    // The first line end on the border of a code unit; -1 when there is none.
    private int LineEnd(ReadOnlySpan<byte> data)
    {
        if (unit == 1)
            return data.IndexOf((byte)'\n');
        int from = 0;
        while (true)
        {
            int at = data[from..].IndexOf((byte)'\n');
            if (at < 0)
                return -1;
            at = (from + at) & ~1;
            if (at + 1 < data.Length && IsUnit(data[at..], (byte)'\n'))
                return at;
            from = Math.Min(at + 2, data.Length);
        }
    }

    private bool IsUnit(ReadOnlySpan<byte> at, byte character) => encoding switch
    {
        LogEncoding.Utf8 => at[0] == character,
        LogEncoding.Utf16Little => at[0] == character && at[1] == 0,
        _ => at[1] == character && at[0] == 0,
    };

    // How much of a part can be given out without cutting a character in two.
    private int WholeCharacters(ReadOnlySpan<byte> part)
    {
        if (unit == 2)
        {
            int high = part.Length - (encoding == LogEncoding.Utf16Little ? 1 : 2);
            return part.Length > 2 && (part[high] & 0xFC) == 0xD8 ? part.Length - 2 : part.Length;
        }

        // The lead of the last character is among the last four bytes; what is no UTF-8 is cut anywhere.
        for (int back = 1; back <= Math.Min(3, part.Length - 1); back++)
        {
            byte b = part[^back];
            if ((b & 0xC0) == 0x80)
                continue;
            int wants = b switch { >= 0xF0 and < 0xF8 => 4, >= 0xE0 and < 0xF0 => 3, >= 0xC2 and < 0xE0 => 2, _ => 1 };
            return wants > back ? part.Length - back : part.Length;
        }

        return part.Length;
    }

    // A run that reaches the end of what was read waits: it may be room that a writer took in advance.
    private bool TryCutNuls(ReadOnlySpan<byte> data, CutMode mode, out bool wait, out RecordCut cut)
    {
        wait = false;
        cut = default;
        if (data.IsEmpty || data[0] != 0)
            return false;
        int run = data.IndexOfAnyExcept((byte)0);
        wait = run < 0 && data.Length >= ManyNuls && mode != CutMode.Ended;

        // UTF-16 may have a NUL of its own before the first character.
        run = (run < 0 ? data.Length : run) & ~(unit - 1);
        if (run < ManyNuls || wait)
            return false;
        cut = new RecordCut(0, run, RecordMarks.None, Nuls: true);
        return true;
    }
}
