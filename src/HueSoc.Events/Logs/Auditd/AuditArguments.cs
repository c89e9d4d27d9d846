using System.Buffers.Text;
using HueSoc.Events.Normalisers;

namespace HueSoc.Events.Logs.Auditd;

/// <summary>
/// The arguments of EXECVE records: <c>a0="x" a1=…</c>, where a long one is cut into <c>a2_len=N a2[0]=… a2[1]=…</c>, and a long list goes on in the next record.
/// </summary>
internal sealed class AuditArguments
{
    // Rules ask for arguments by number; the first are also kept by number.
    private const int Numbered = 32;

    private readonly ByteSink array = new();
    private readonly ByteSink line = new();
    private readonly ByteSink argument = new();

    /// <summary>The arguments with a space between, of the last record or of all since <see cref="Clear"/>.</summary>
    public ReadOnlySpan<byte> Line => line.Written;

    /// <summary>The arguments as the inside of a JSON array.</summary>
    public ReadOnlySpan<byte> Array => array.Written;

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    private int LastNumber { get; set; } = -1;

    /// <summary>Whether a field of an EXECVE record is an argument, a piece of one, or the length of one.</summary>
    public static bool IsArgument(ReadOnlySpan<byte> key) => key.Length > 1 && key[0] == 'a' && char.IsAsciiDigit((char)key[1]);

    /// <summary>Adds words, separated by spaces, as arguments.</summary>
    public static void AddWords(EventDraft draft, ReadOnlySpan<byte> text)
    {
        ByteSink words = new();
        words.Write((byte)'[');
        int count = 0;
        while (count < 1024)
        {
            text = text.TrimStart((byte)' ');
            if (text.IsEmpty)
                break;
            int end = text.IndexOf((byte)' ');
            words.Write(count++ == 0 ? "\""u8 : ",\""u8);
            JsonStrings.Escape(words, end < 0 ? text : text[..end]);
            words.Write((byte)'"');
            text = end < 0 ? default : text[end..];
        }

        words.Write((byte)']');
        if (count == 0 || draft.Has("process.args"u8))
            return;
        draft.AddJson("process.args"u8, words.Written);
        draft.Offer("process.args_count"u8, count);
    }

    /// <summary>Begins again.</summary>
    public void Clear()
    {
        array.Clear();
        line.Clear();
        argument.Clear();
        Count = 0;
        LastNumber = -1;
    }

    /// <summary>Adds a record's arguments to an event.</summary>
    public void Add(EventDraft draft, AuditRecord record)
    {
        Clear();
        int first = FirstNumber(record);
        bool whole = first <= 0;
        if (!whole)
            Skip(first);
        Append(record, draft);
        Flush();
        if (Count == 0)
            return;
        bool hasCount = AuditValue.TryNumber(record.Find("argc"u8), out long argc) && argc is > 0 and < int.MaxValue;
        argument.Clear();
        argument.Write((byte)'[');
        argument.Write(array.Written);
        argument.Write((byte)']');
        draft.AddJson("process.args"u8, argument.Written);
        if (hasCount)
            draft.Offer("process.args_count"u8, argc);
        draft.AddText("process.command_line"u8, line.Written);
    }

    /// <summary>Adds a record's arguments to those of the records before it.</summary>
    public void Append(AuditRecord record) => Append(record, draft: null);

    /// <summary>Ends the last argument.</summary>
    public void Flush()
    {
        if (LastNumber < 0)
            return;
        array.Write(Count == 0 ? "\""u8 : ",\""u8);
        JsonStrings.Escape(array, argument.Written);
        array.Write((byte)'"');
        if (line.Length > 0)
            line.Write((byte)' ');
        line.Write(argument.Written);
        argument.Clear();
        Count++;
        LastNumber = -1;
    }

    private void Append(AuditRecord record, EventDraft? draft)
    {
        Span<byte> path = stackalloc byte[16];
        for (int index = 0; index < record.Count; index++)
        {
            if (record[index].IsInterpreted || !TryNumber(record.Key(index), out int number, out bool isPiece))
                continue;
            if (number != LastNumber || !isPiece)
                Flush();
            LastNumber = number;
            argument.Write(record.Value(index));
            if (draft is null || number >= Numbered)
                continue;
            "auditd.log.a"u8.CopyTo(path);
            _ = Utf8Formatter.TryFormat(number, path[12..], out int digits);
            draft.AddText(path[..(12 + digits)], argument.Written);
        }
    }

    private void Skip(int count)
    {
        Span<byte> digits = stackalloc byte[12];
        _ = Utf8Formatter.TryFormat(count, digits, out int length);
        array.Write("\"[... "u8);
        array.Write(digits[..length]);
        array.Write(" truncated arguments ...]\""u8);
        Count = 1;
    }

    private static int FirstNumber(AuditRecord record)
    {
        for (int index = 0; index < record.Count; index++)
        {
            if (!record[index].IsInterpreted && TryNumber(record.Key(index), out int number, out _))
                return number;
        }

        return 0;
    }

    // a12, a12[3]; not a12_len.
    private static bool TryNumber(ReadOnlySpan<byte> key, out int number, out bool isPiece)
    {
        isPiece = false;
        number = 0;
        if (!IsArgument(key) || !Utf8Parser.TryParse(key[1..], out number, out int length) || number < 0)
            return false;
        ReadOnlySpan<byte> rest = key[(1 + length)..];
        isPiece = rest is [(byte)'[', .., (byte)']'];
        return rest.IsEmpty || isPiece;
    }
}
