using System.Buffers;

namespace HueSoc.Server.Json;

/// <summary>
/// Makes JSON that was stored as it came show the same and do nothing: markup, and marks that turn or hide the text around them, are
/// written as escapes. None of these characters can stand outside a string, so bytes are all that has to be looked at.
/// </summary>
internal static class InertJson
{
    private static readonly SearchValues<byte> Suspects = SearchValues.Create("<>&"u8.ToArray().Concat(new byte[] { 0xC2, 0xD8, 0xE2, 0xEF }).ToArray());

    /// <summary>The same JSON, inert.</summary>
    /// <param name="json">Valid JSON in UTF-8.</param>
    public static ReadOnlyMemory<byte> Of(ReadOnlyMemory<byte> json)
    {
        ReadOnlySpan<byte> rest = json.Span;
        int at = rest.IndexOfAny(Suspects);
        if (at < 0)
            return json;
        ArrayBufferWriter<byte> writer = new(json.Length + 64);
        while (at >= 0)
        {
            writer.Write(rest[..at]);
            int length = Suspect(rest[at..], out int character);
            if (character == 0)
                writer.Write(rest.Slice(at, length));
            else
                Escape(writer, character);
            rest = rest[(at + length)..];
            at = rest.IndexOfAny(Suspects);
        }

        writer.Write(rest);
        return writer.WrittenMemory;
    }

    // The character that has to be escaped, else 0; and how many bytes were looked at.
    private static int Suspect(ReadOnlySpan<byte> text, out int character)
    {
        character = text switch
        {
            [(byte)'<' or (byte)'>' or (byte)'&', ..] => text[0],
            [0xC2, 0xAD, ..] => 0x00AD,
            [0xD8, 0x9C, ..] => 0x061C,
            [0xE2, 0x80, >= 0x8B and <= 0x8F, ..] or [0xE2, 0x80, >= 0xA8 and <= 0xAE, ..] => 0x2000 | (text[2] & 0x3F),
            [0xE2, 0x81, >= 0xA0 and <= 0xAF, ..] => 0x2040 | (text[2] & 0x3F),
            [0xEF, 0xBB, 0xBF, ..] => 0xFEFF,
            _ => 0,
        };
        return character switch { 0 or < 0x80 => 1, < 0x800 => 2, _ => 3 };
    }

    private static void Escape(ArrayBufferWriter<byte> writer, int character)
    {
        Span<byte> escape = writer.GetSpan(6);
        "\\u"u8.CopyTo(escape);
        for (int i = 0; i < 4; i++)
            escape[2 + i] = "0123456789ABCDEF"u8[(character >> (12 - (4 * i))) & 0xF];
        writer.Advance(6);
    }
}
