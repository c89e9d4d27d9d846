using System.Buffers.Text;
using HueSoc.Events.Normalisers;

namespace HueSoc.Events.Logs.Auditd;

/// <summary>
/// One line of <c>audit.log</c>, taken apart: <c>[node=N ]type=T msg=audit(SECONDS.MS:SERIAL): k=v …</c>, with <c>msg='k=v …'</c> for what programs report,
/// and, after the byte 0x1D, what auditd has looked up. Read from a span and used again and again by one thread.
/// </summary>
internal sealed class AuditRecord
{
    private const int LongestName = 64;
    private const int MostFields = 4096;
    private const byte InterpretedMark = 0x1D;

    private readonly ByteSink text = new();
    private readonly ByteSink decoded = new();
    private AuditField[] fields = new AuditField[64];
    private bool isDenied;
    private bool isGranted;
    private (int Start, int Length) node;
    private (int Start, int Length) type;

    /// <summary>When it was written; null when the record is so damaged that it has only its type.</summary>
    public DateTimeOffset? Time { get; private set; }

    /// <summary>The number that all records of one event share; -1 when the record is so damaged that it has only its type.</summary>
    public long Serial { get; private set; }

    /// <summary>How many fields it has. What is over the bound is left out.</summary>
    public int Count { get; private set; }

    /// <summary>The machine it is from, when the record says so.</summary>
    public ReadOnlySpan<byte> Node => text.Slice(node.Start, node.Length);

    /// <summary>Its type, such as <c>SYSCALL</c>.</summary>
    public ReadOnlySpan<byte> Type => text.Slice(type.Start, type.Length);

    /// <summary>What an AVC record says without a name: <c>denied</c> or <c>granted</c>; else empty.</summary>
    public ReadOnlySpan<byte> Decision => isDenied ? "denied"u8 : isGranted ? "granted"u8 : default;

    /// <summary>A field.</summary>
    public AuditField this[int index] => fields[index];

    /// <summary>A field's name.</summary>
    public ReadOnlySpan<byte> Key(int index) => text.Slice(fields[index].KeyStart, fields[index].KeyLength);

    /// <summary>A field's value, decoded.</summary>
    public ReadOnlySpan<byte> Value(int index) => text.Slice(fields[index].ValueStart, fields[index].ValueLength);

    /// <summary>The first value of a field; empty when it has none.</summary>
    public ReadOnlySpan<byte> Find(ReadOnlySpan<byte> key)
    {
        for (int index = 0; index < Count; index++)
        {
            if (Key(index).SequenceEqual(key))
                return Value(index);
        }

        return default;
    }

    /// <summary>Whether a line begins as records do.</summary>
    public static bool IsRecord(ReadOnlySpan<byte> line) => TryType(line, out _, out _, out ReadOnlySpan<byte> rest) && TryStamp(ref rest, out _, out _);

    /// <summary>Takes a line apart.</summary>
    /// <returns>False when it is no audit record.</returns>
    public bool TryRead(ReadOnlySpan<byte> line)
    {
        text.Clear();
        Count = 0;
        isDenied = isGranted = false;
        if (fields.Length > 1024)
            fields = new AuditField[64];
        if (!TryType(line, out ReadOnlySpan<byte> nodeText, out ReadOnlySpan<byte> typeText, out ReadOnlySpan<byte> body))
            return false;
        node = Keep(nodeText);
        type = Keep(typeText);
        bool isStamped = TryStamp(ref body, out DateTimeOffset time, out long serial);
        Time = isStamped ? time : null;
        Serial = isStamped ? serial : -1;
        int mark = body.IndexOf(InterpretedMark);
        ReadFields(mark < 0 ? body : body[..mark], interpreted: false, nested: false);
        if (mark >= 0)
            ReadFields(body[(mark + 1)..], interpreted: true, nested: false);
        return true;
    }

    private static bool TryType(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> node, out ReadOnlySpan<byte> type, out ReadOnlySpan<byte> rest)
    {
        node = type = default;
        rest = line;
        if (rest.StartsWith("node="u8))
        {
            int space = rest[..Math.Min(rest.Length, 300)].IndexOf((byte)' ');
            if (space < 0)
                return false;
            node = rest[5..space];
            rest = rest[(space + 1)..];
        }

        if (!rest.StartsWith("type="u8))
            return false;
        rest = rest[5..];
        int length = rest[..Math.Min(rest.Length, LongestName + 1)].IndexOf((byte)' ');
        if (length <= 0)
            return false;
        type = rest[..length];
        rest = rest[(length + 1)..];
        return IsName(type) && rest.StartsWith("msg="u8);
    }

    // msg=audit(SECONDS.FRACTION:SERIAL):
    private static bool TryStamp(ref ReadOnlySpan<byte> text, out DateTimeOffset time, out long serial)
    {
        time = default;
        serial = 0;
        if (!text.StartsWith("msg=audit("u8))
            return false;
        ReadOnlySpan<byte> rest = text[10..];
        if (!Utf8Parser.TryParse(rest, out long seconds, out int used) || seconds is < 0 or > 253402300799 || used >= rest.Length || rest[used] != '.')
            return false;
        rest = rest[(used + 1)..];
        int digits = rest[..Math.Min(rest.Length, 10)].IndexOf((byte)':');
        if (digits <= 0 || !Utf8Parser.TryParse(rest[..digits], out long fraction, out used) || used != digits || fraction < 0)
            return false;
        for (int power = digits; power < 7; power++)
            fraction *= 10;
        for (int power = digits; power > 7; power--)
            fraction /= 10;
        rest = rest[(digits + 1)..];
        if (!Utf8Parser.TryParse(rest, out serial, out used) || serial < 0 || used >= rest.Length || rest[used] != ')')
            return false;
        rest = rest[(used + 1)..];
        text = rest.StartsWith(":"u8) ? rest[1..] : rest;
        time = DateTimeOffset.UnixEpoch.AddSeconds(seconds).AddTicks(fraction);
        return true;
    }

    private void ReadFields(ReadOnlySpan<byte> rest, bool interpreted, bool nested)
    {
        ReadOnlySpan<byte> before = default;
        int last = -1;
        while (Count < MostFields)
        {
            rest = rest.TrimStart(" ,"u8);
            if (rest.IsEmpty)
                return;
            int end = rest.IndexOfAny((byte)' ', (byte)'=');
            if (end < 0 || rest[end] == ' ')
            {
                // A word by itself: it goes on with what an operation says, or goes in front of the next name ("old auid=").
                ReadOnlySpan<byte> word = end < 0 ? rest : rest[..end];
                before = word;
                if (last >= 0 && Key(last).SequenceEqual("op"u8))
                    Extend(last, word);
                isDenied |= word.SequenceEqual("denied"u8);
                isGranted |= word.SequenceEqual("granted"u8);
                rest = end < 0 ? default : rest[end..];
                continue;
            }

            ReadOnlySpan<byte> key = rest[..end];
            rest = rest[(end + 1)..];
            if (!nested && !interpreted && rest.StartsWith("'"u8) && key.SequenceEqual("msg"u8))
            {
                // To the last quote: a value inside may hold one.
                int close = rest[1..].LastIndexOf((byte)'\'');
                ReadFields(close < 0 ? rest[1..] : rest.Slice(1, close), interpreted: false, nested: true);
                rest = close < 0 ? default : rest[(close + 2)..];
                last = -1;
                continue;
            }

            ReadOnlySpan<byte> value = Take(ref rest, out bool quoted);
            last = -1;
            if (IsName(key) && value is not [] && (quoted || !IsNothing(value)))
            {
                bool isOld = before.SequenceEqual("old"u8);
                bool isNew = !isOld && before.SequenceEqual("new"u8);
                last = quoted ? -1 : Count;
                Add(isOld ? "old_"u8 : isNew ? "new_"u8 : default, key, value, quoted, interpreted);
            }

            before = default;
        }
    }

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> rest, out bool quoted)
    {
        quoted = false;
        if (rest.IsEmpty)
            return default;
        byte mark = rest[0];
        if (mark is (byte)'"' or (byte)'\'' or (byte)'{')
        {
            // Nobody can write the quote itself inside: it would have been encoded. One that is not closed goes to the end.
            quoted = true;
            int close = rest[1..].IndexOf(mark == '{' ? (byte)'}' : mark);
            ReadOnlySpan<byte> inner = close < 0 ? rest[1..] : rest.Slice(1, close);
            rest = close < 0 ? default : rest[(close + 2)..];
            return mark == '{' ? inner.Trim((byte)' ') : inner;
        }

        int space = rest.IndexOf((byte)' ');
        ReadOnlySpan<byte> value = space < 0 ? rest : rest[..space];
        rest = space < 0 ? default : rest[space..];

        // "denied  { read } for  pid=1, " and "auditd start, ver=2": a comma at the end is no part of it.
        return value is [.., (byte)','] ? value[..^1] : value;
    }

    private static bool IsNothing(ReadOnlySpan<byte> value) => value.SequenceEqual("?"u8) || value.SequenceEqual("(null)"u8);

    private static bool IsName(ReadOnlySpan<byte> key)
    {
        if (key.IsEmpty || key.Length > LongestName || !(char.IsAsciiLetter((char)key[0]) || key[0] == '_'))
            return false;
        foreach (byte b in key)
        {
            if (!char.IsAsciiLetterOrDigit((char)b) && b is not ((byte)'_' or (byte)'-' or (byte)'[' or (byte)']'))
                return false;
        }

        return true;
    }

    private void Add(ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, bool quoted, bool interpreted)
    {
        if (Count == fields.Length)
            Array.Resize(ref fields, fields.Length * 2);
        ref AuditField field = ref fields[Count];
        field = new AuditField { KeyStart = text.Length, IsInterpreted = interpreted };
        text.Write(prefix);
        text.Write(key);
        field.KeyLength = text.Length - field.KeyStart;
        field.ValueStart = text.Length;
        if (quoted || interpreted || !TryDecode(key, value))
            text.Write(value);
        field.ValueLength = text.Length - field.ValueStart;
        Count++;
    }

    private bool TryDecode(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        ReadOnlySpan<byte> record = Type;
        bool isTyped = key.SequenceEqual("data"u8) && (record.SequenceEqual("TTY"u8) || record.SequenceEqual("USER_TTY"u8));
        bool isArgument = record.SequenceEqual("EXECVE"u8) && key.Length > 1 && key[0] == 'a' && char.IsAsciiDigit((char)key[1]);
        if (!isTyped && !isArgument && !AuditValue.MayBeEncoded(key))
            return false;
        decoded.Clear();
        if (!AuditValue.TryDecode(value, decoded, always: isTyped))
            return false;
        ReadOnlySpan<byte> bytes = decoded.Written;
        if (isTyped)
        {
            AuditValue.WriteKeystrokes(bytes, text);
        }
        else if (key.SequenceEqual("proctitle"u8))
        {
            // The arguments, a NUL behind each but the last.
            decoded.Replace(0, (byte)' ');
            RecordText.Write(text, bytes.TrimEnd((byte)' '));
        }
        else
        {
            RecordText.Write(text, bytes);
        }

        return true;
    }

    // Values are written one after the other, so the last one can be made longer.
    private void Extend(int index, ReadOnlySpan<byte> word)
    {
        ref AuditField field = ref fields[index];
        if (index != Count - 1 || field.ValueStart + field.ValueLength != text.Length)
            return;
        text.Write((byte)' ');
        text.Write(word);
        field.ValueLength = text.Length - field.ValueStart;
    }

    private (int Start, int Length) Keep(ReadOnlySpan<byte> value)
    {
        int start = text.Length;
        text.Write(value);
        return (start, value.Length);
    }
}
