using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using HueSoc.Storage.Text;

namespace HueSoc.Storage.Queries;

/// <summary>
/// Cuts text into words: maximal runs of letters and digits of any script, composed (NFC) and lower-cased, diacritics kept. All
/// else divides words. The same cut is made in queries and in events.
/// </summary>
public static class Words
{
    /// <summary>The length of a word in UTF-16 units; of longer ones this much is kept. A SHA-512 in hexadecimal fits.</summary>
    public const int MaxWordLength = 128;

    /// <summary>How many words of one field of an event can be found.</summary>
    public const int MaxWords = 4096;

    /// <summary>How many UTF-16 units at the beginning of a value are cut into words.</summary>
    public const int MaxTextLength = 65_536;

    /// <summary>The words of a text, in order, within the bounds above.</summary>
    public static ImmutableArray<string> Of(string text)
    {
        WordBuffer buffer = new();
        buffer.Add(text);
        return buffer.Text.IsEmpty ? [] : [.. buffer.Text[1..].ToString().Split(' ')];
    }

    /// <summary>Finds the next word in text that is composed and lower-cased.</summary>
    /// <param name="text">The text.</param>
    /// <param name="position">Where to begin; afterwards, where the word ends.</param>
    /// <param name="word">The word.</param>
    /// <returns>Whether there is one.</returns>
    internal static bool TryNext(ReadOnlySpan<char> text, ref int position, out ReadOnlySpan<char> word)
    {
        while (position < text.Length && WordUnits(text, position) == 0)
            position++;
        int start = position;
        while (position < text.Length)
        {
            int units = WordUnits(text, position);
            if (units == 0)
                break;
            position += units;
        }

        word = TextForm.Head(text[start..position], MaxWordLength);
        return !word.IsEmpty;
    }

    /// <summary>Whether a character belongs to a word.</summary>
    internal static bool IsWordCharacter(Rune character) =>
        Rune.GetUnicodeCategory(character) is <= UnicodeCategory.OtherLetter or UnicodeCategory.DecimalDigitNumber;

    /// <summary>How many UTF-16 units the word character at a place takes; 0 when what stands there is none.</summary>
    private static int WordUnits(ReadOnlySpan<char> text, int position)
    {
        char unit = text[position];
        if (char.IsAscii(unit))
            return char.IsAsciiLetterOrDigit(unit) ? 1 : 0;
        if (!char.IsSurrogate(unit))
            return char.GetUnicodeCategory(unit) is <= UnicodeCategory.OtherLetter or UnicodeCategory.DecimalDigitNumber ? 1 : 0;
        return Rune.DecodeFromUtf16(text[position..], out Rune rune, out int units) == System.Buffers.OperationStatus.Done && IsWordCharacter(rune) ? units : 0;
    }
}
