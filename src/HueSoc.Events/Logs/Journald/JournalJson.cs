using System.Buffers.Text;
using HueSoc.Events.Normalisers;

namespace HueSoc.Events.Logs.Journald;

/// <summary>
/// Reads a record as <c>journalctl -o json --all</c> writes it: an object of texts; null for what was too large, an array of numbers for bytes that are no text,
/// an array of such values for a field that stands there several times. Nothing else is believed, and nothing is kept of what is deeper.
/// </summary>
internal ref struct JournalJson(ReadOnlySpan<byte> text, JournalFields fields)
{
    private readonly ReadOnlySpan<byte> text = text;
    private readonly JournalFields fields = fields;
    private int at;

    /// <summary>Reads a record.</summary>
    /// <returns>False when it is not such an object.</returns>
    public static bool TryRead(ReadOnlySpan<byte> record, JournalFields fields)
    {
        fields.Clear();
        JournalJson json = new(record, fields);
        return json.ReadObject() && fields.Count > 0;
    }

    private bool ReadObject()
    {
        if (!Take('{'))
            return false;
        if (Take('}'))
            return AtEnd();
        while (true)
        {
            if (!ReadText(out ReadOnlySpan<byte> name, out bool escapes) || !Take(':') || !ReadValue(escapes ? default : name, inArray: false))
                return false;
            if (Take('}'))
                return AtEnd();
            if (!Take(','))
                return false;
        }
    }

    private bool ReadValue(ReadOnlySpan<byte> name, bool inArray)
    {
        Skip();
        if (at >= text.Length)
            return false;
        switch (text[at])
        {
            case (byte)'"':
                if (!ReadText(out ReadOnlySpan<byte> inner, out bool escapes))
                    return false;
                Add(name, inner, escapes);
                return true;
            case (byte)'[':
                return ReadArray(name, inArray);
            default:
                return ReadWord(out _);
        }
    }

    // Bytes, or values: the first element tells. Bytes of one array are one value, however deep (two at most).
    private bool ReadArray(ReadOnlySpan<byte> name, bool inArray)
    {
        at++;
        if (Take(']'))
            return true;
        ByteSink? bytes = null;
        while (true)
        {
            Skip();
            if (at < text.Length && (text[at] == '"' || text[at] == '['))
            {
                if (inArray || bytes is not null || !ReadValue(name, inArray: true))
                    return false;
            }
            else if (!ReadWord(out int b))
            {
                return false;
            }
            else if (b >= 0)
            {
                bytes ??= fields.Scratch();
                bytes.Write((byte)b);
            }

            if (Take(']'))
                break;
            if (!Take(','))
                return false;
        }

        if (bytes is not null)
            fields.Add(name, bytes.Written);
        return true;
    }

    // A number, null, true or false. The number of a byte is given; -1 for anything else.
    private bool ReadWord(out int value)
    {
        value = -1;
        ReadOnlySpan<byte> rest = text[at..];
        int length = JsonStrings.NumberLength(rest);
        if (length > 0)
        {
            if (Utf8Parser.TryParse(rest[..length], out byte b, out int used) && used == length)
                value = b;
            at += length;
            return true;
        }

        foreach (string word in (ReadOnlySpan<string>)["null", "true", "false"])
        {
            if (rest.Length >= word.Length && System.Text.Ascii.Equals(rest[..word.Length], word))
            {
                at += word.Length;
                return true;
            }
        }

        return false;
    }

    private void Add(ReadOnlySpan<byte> name, ReadOnlySpan<byte> inner, bool escapes)
    {
        if (!escapes)
        {
            fields.Add(name, inner);
            return;
        }

        ByteSink scratch = fields.Scratch();
        Span<byte> target = scratch.Reserve(inner.Length);
        fields.Add(name, target[..JsonStrings.Unescape(inner, target)]);
    }

    private bool ReadText(out ReadOnlySpan<byte> inner, out bool escapes)
    {
        inner = default;
        escapes = false;
        if (!Take('"'))
            return false;
        int from = at;
        while (true)
        {
            at = JsonStrings.IndexOfMark(text, at);
            if (at >= text.Length)
                return false;
            if (text[at] == '"')
                break;
            int length = text[at] == '\\' ? JsonStrings.EscapeLength(text[at..], out _) : 1;
            if (length == 0)
                return false;
            escapes |= text[at] == '\\';
            at += length;
        }

        inner = text[from..at];
        at++;
        return true;
    }

    private bool Take(char mark)
    {
        Skip();
        if (at >= text.Length || text[at] != mark)
            return false;
        at++;
        return true;
    }

    private bool AtEnd()
    {
        Skip();
        return at == text.Length;
    }

    private void Skip()
    {
        while (at < text.Length && text[at] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
            at++;
    }
}
