namespace HueSoc.Events.Normalisers;

/// <summary>The structured data of RFC 5424, section 6.3: <c>[id name="value" …][…]</c>.</summary>
internal static class StructuredData
{
    /// <summary>How long the structured data at the start of a text is; 0 when there is none.</summary>
    public static int Length(ReadOnlySpan<byte> text)
    {
        int at = 0;
        while (at < text.Length && text[at] == '[')
        {
            bool quoted = false;
            int start = at++;
            for (; at < text.Length && (quoted || text[at] != ']'); at++)
            {
                if (quoted && text[at] == '\\')
                    at++;
                else if (text[at] == '"')
                    quoted = !quoted;
            }

            if (at >= text.Length || at == start + 1)
                return 0;
            at++;
        }

        return at;
    }

    /// <summary>Adds it as <c>log.syslog.structured_data</c>: an object for each element, its parameters as texts.</summary>
    public static void Add(EventDraft draft, ReadOnlySpan<byte> data)
    {
        if (draft.Has("log.syslog.structured_data"u8))
            return;
        ByteSink json = new();
        json.Write((byte)'{');
        bool first = true;
        while (!data.IsEmpty && data[0] == '[')
        {
            int length = ElementLength(data);
            WriteElement(json, data[1..(length - 1)], first);
            first = false;
            data = data[length..];
        }

        json.Write((byte)'}');
        draft.SetJson("log.syslog.structured_data"u8, json.Written);
    }

    private static int ElementLength(ReadOnlySpan<byte> data)
    {
        bool quoted = false;
        int at = 1;
        for (; at < data.Length && (quoted || data[at] != ']'); at++)
        {
            if (quoted && data[at] == '\\')
                at++;
            else if (data[at] == '"')
                quoted = !quoted;
        }

        return at + 1;
    }

    private static void WriteElement(ByteSink json, ReadOnlySpan<byte> element, bool first)
    {
        int space = element.IndexOf((byte)' ');
        ReadOnlySpan<byte> id = space < 0 ? element : element[..space];
        ReadOnlySpan<byte> rest = space < 0 ? default : element[(space + 1)..];
        WriteName(json, id, first);
        json.Write((byte)'{');
        bool firstParameter = true;
        while (true)
        {
            rest = rest.TrimStart((byte)' ');
            int equals = rest.IndexOf("=\""u8);
            if (equals <= 0)
                break;
            ReadOnlySpan<byte> value = rest[(equals + 2)..];
            int end = 0;
            while (end < value.Length && value[end] != '"')
                end += value[end] == '\\' ? 2 : 1;
            end = Math.Min(end, value.Length);
            WriteName(json, rest[..equals], firstParameter);
            firstParameter = false;
            json.Write((byte)'"');
            WriteParameter(json, value[..end]);
            json.Write((byte)'"');
            rest = end < value.Length ? value[(end + 1)..] : default;
        }

        json.Write((byte)'}');
    }

    private static void WriteName(ByteSink json, ReadOnlySpan<byte> name, bool first)
    {
        json.Write(first ? "\""u8 : ",\""u8);
        JsonStrings.Escape(json, name);
        json.Write("\":"u8);
    }

    // Only the quote, the backslash and the bracket are escaped; any other backslash is itself.
    private static void WriteParameter(ByteSink json, ReadOnlySpan<byte> value)
    {
        while (!value.IsEmpty)
        {
            int mark = value.IndexOf((byte)'\\');
            if (mark < 0 || mark + 1 >= value.Length)
            {
                JsonStrings.Escape(json, value);
                return;
            }

            bool escaped = value[mark + 1] is (byte)'"' or (byte)'\\' or (byte)']';
            JsonStrings.Escape(json, value[..mark]);
            JsonStrings.Escape(json, escaped ? value.Slice(mark + 1, 1) : value.Slice(mark, 2));
            value = value[(mark + 2)..];
        }
    }
}
