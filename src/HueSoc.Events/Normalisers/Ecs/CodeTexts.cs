using System.Buffers.Text;
using System.Collections.Frozen;
using System.Text;

namespace HueSoc.Events.Normalisers.Ecs;

/// <summary>What numbers and words of Windows stand for.</summary>
internal sealed class CodeTexts
{
    private readonly FrozenDictionary<long, byte[]> numbers;
    private readonly (byte[] Word, byte[] Text)[] words;

    /// <param name="texts">Code and text; a code is a number, or a word in lower case.</param>
    public CodeTexts(params ReadOnlySpan<(string Code, string Text)> texts)
    {
        Dictionary<long, byte[]> byNumber = [];
        List<(byte[] Word, byte[] Text)> byWord = [];
        foreach ((string code, string text) in texts)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(code);
            if (TryParse(bytes, out long number))
                byNumber.Add(number, Encoding.UTF8.GetBytes(text));
            else
                byWord.Add((bytes, Encoding.UTF8.GetBytes(text)));
        }

        numbers = byNumber.ToFrozenDictionary();
        words = [.. byWord];
    }

    /// <summary>What a code stands for; empty when that is not known.</summary>
    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> code)
    {
        if (TryParse(code, out long number))
            return numbers.TryGetValue(number, out byte[]? text) ? text : default;
        foreach ((byte[] word, byte[] meaning) in words)
        {
            if (Ascii.EqualsIgnoreCase(code, word))
                return meaning;
        }

        return default;
    }

    /// <summary>A number as Windows writes it: decimal, hexadecimal after <c>0x</c>, or of a message after <c>%%</c>. 64 bits without a sign wrap around.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out long number)
    {
        bool isHex = text.StartsWith("0x"u8) || text.StartsWith("0X"u8);
        if (isHex || text.StartsWith("%%"u8))
            text = text[2..];
        if (isHex)
            return Utf8Parser.TryParse(text, out number, out int used, 'x') && used == text.Length;
        if (Utf8Parser.TryParse(text, out number, out int digits) && digits == text.Length)
            return true;
        bool isLarge = Utf8Parser.TryParse(text, out ulong unsigned, out digits) && digits == text.Length;
        number = unchecked((long)unsigned);
        return isLarge;
    }
}
