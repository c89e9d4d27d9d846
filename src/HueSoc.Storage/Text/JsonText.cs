using System.Globalization;
using System.Text;

namespace HueSoc.Storage.Text;

/// <summary>
/// Reads the text of a JSON token. Unlike the framework it takes what a hostile document may hold: bytes that are no UTF-8 and
/// halves of surrogate pairs become U+FFFD.
/// </summary>
internal sealed class JsonText
{
    private char[] characters = new char[256];

    /// <summary>A string without its quotes and escapes; any other scalar as it is written. Valid until the next call.</summary>
    public ReadOnlySpan<char> Read(in JsonCursor reader)
    {
        ReadOnlySpan<byte> bytes = reader.ValueSpan;
        if (characters.Length < bytes.Length)
            characters = new char[Math.Max(bytes.Length, characters.Length * 2)];
        int length = Encoding.UTF8.GetChars(bytes, characters);
        if (reader.ValueIsEscaped)
            length = Unescape(characters, length);
        return characters.AsSpan(0, length);
    }

    private static int Unescape(Span<char> text, int length)
    {
        int to = 0;
        for (int from = 0; from < length; from++)
        {
            char next = text[from];
            if (next == '\\')
            {
                from++;
                next = text[from] switch
                {
                    'b' => '\b',
                    'f' => '\f',
                    'n' => '\n',
                    'r' => '\r',
                    't' => '\t',
                    'u' => (char)ushort.Parse(text.Slice(from + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
                    char itself => itself,
                };
                if (text[from] == 'u')
                    from += 4;
            }

            text[to++] = next;
        }

        return RepairSurrogates(text, to);
    }

    private static int RepairSurrogates(Span<char> text, int length)
    {
        for (int index = 0; index < length; index++)
        {
            if (!char.IsSurrogate(text[index]))
                continue;
            if (index + 1 < length && char.IsSurrogatePair(text[index], text[index + 1]))
                index++;
            else
                text[index] = '\uFFFD';
        }

        return length;
    }
}
