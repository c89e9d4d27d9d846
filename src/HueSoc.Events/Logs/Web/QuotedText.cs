using HueSoc.Events.Normalisers;

namespace HueSoc.Events.Logs.Web;

/// <summary>
/// Takes the escapes out of what Apache and nginx write between quotes: <c>\"</c>, <c>\\</c>, and <c>\x22</c> where it stands for a printable character
/// of ASCII. What stands for any other byte stays escaped. Used by one thread.
/// </summary>
internal sealed class QuotedText
{
    private readonly ByteSink plain = new();

    /// <summary>The text as the client sent it; valid until the next one.</summary>
    public ReadOnlySpan<byte> Read(ReadOnlySpan<byte> text)
    {
        if (!text.Contains((byte)'\\'))
            return text;
        plain.Clear();
        while (true)
        {
            int mark = text.IndexOf((byte)'\\');
            if (mark < 0 || mark + 1 == text.Length)
            {
                plain.Write(text);
                return plain.Written;
            }

            plain.Write(text[..mark]);
            text = text[mark..];
            int length = 2;
            if (text[1] is (byte)'"' or (byte)'\\')
            {
                plain.Write(text[1]);
            }
            else if (text[1] == 'x' && text.Length >= 4 && TryByte(text.Slice(2, 2), out byte value) && value is >= 0x20 and < 0x7F)
            {
                plain.Write(value);
                length = 4;
            }
            else
            {
                plain.Write(text[0]);
                length = 1;
            }

            text = text[length..];
        }
    }

    private static bool TryByte(ReadOnlySpan<byte> digits, out byte value) =>
        byte.TryParse(digits, System.Globalization.NumberStyles.AllowHexSpecifier, provider: null, out value);
}
