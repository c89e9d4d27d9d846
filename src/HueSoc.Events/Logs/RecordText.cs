using System.Text;
using System.Text.Unicode;
using HueSoc.Events.Normalisers;

namespace HueSoc.Events.Logs;

/// <summary>Makes valid UTF-8 of what a source wrote, so that nothing of it is lost: a byte that is not, becomes the four characters <c>\xHH</c>. Used by one thread.</summary>
internal sealed class RecordText
{
    private readonly ByteSink cleaned = new();

    /// <summary>The text in valid UTF-8; valid until the next one.</summary>
    /// <param name="text">What the source wrote.</param>
    /// <param name="escaped">Whether a byte had to be escaped.</param>
    public ReadOnlySpan<byte> Clean(ReadOnlySpan<byte> text, out bool escaped)
    {
        escaped = !Utf8.IsValid(text);
        if (!escaped)
            return text;
        cleaned.Clear();
        Write(cleaned, text);
        return cleaned.Written;
    }

    /// <summary>Adds a text in valid UTF-8.</summary>
    /// <param name="sink">Gets it.</param>
    /// <param name="text">Whatever bytes.</param>
    public static void Write(ByteSink sink, ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            int valid = ValidLength(text, out int invalid);
            sink.Write(text[..valid]);
            foreach (byte b in text.Slice(valid, invalid))
            {
                sink.Write("\\x"u8);
                sink.Write(HexDigit(b >> 4));
                sink.Write(HexDigit(b & 15));
            }

            text = text[(valid + invalid)..];
        }
    }

    private static byte HexDigit(int value) => "0123456789abcdef"u8[value];

    // How much at the start is valid, and how many bytes after it are not.
    private static int ValidLength(ReadOnlySpan<byte> text, out int invalid)
    {
        int at = 0;
        while (at < text.Length)
        {
            int ascii = text[at..].IndexOfAnyExceptInRange((byte)0, (byte)0x7F);
            if (ascii < 0)
                break;
            at += ascii;
            if (Rune.DecodeFromUtf8(text[at..], out _, out int length) != System.Buffers.OperationStatus.Done)
            {
                invalid = length;
                return at;
            }

            at += length;
        }

        invalid = 0;
        return text.Length;
    }
}
