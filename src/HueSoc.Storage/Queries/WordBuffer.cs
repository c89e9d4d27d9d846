using System.Buffers.Text;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using HueSoc.Storage.Text;

namespace HueSoc.Storage.Queries;

/// <summary>
/// Collects the words of a field's values as text in which each word has a space before it: <c> đăng nhập</c>. Between two
/// values stands <see cref="Border"/>, so that no phrase is found across them.
/// </summary>
internal sealed class WordBuffer
{
    /// <summary>Stands between values; no word is like it, since it is neither letter nor digit. The tokenizer of the full text takes it as a token.</summary>
    public const char Border = '¶';

    /// <summary>Stands at the end of a full text that was cut.</summary>
    public const char CutMark = '…';

    private const int Step = 32;

    private char[] folded = new char[256];
    private char[] words = new char[512];
    private int length;
    private int count;

    /// <summary>The words collected.</summary>
    public ReadOnlySpan<char> Text => words.AsSpan(0, length);

    /// <summary>Whether there was more than is kept.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        length = 0;
        count = 0;
        IsCut = false;
    }

    /// <summary>Adds the words of a value.</summary>
    public void Add(ReadOnlySpan<char> value)
    {
        ReadOnlySpan<char> head = TextForm.Head(value, Words.MaxTextLength);
        IsCut |= head.Length < value.Length;
        ReadOnlySpan<char> text = TextForm.Of(head, ref folded);
        bool isFirst = true;
        int position = 0;
        while (Words.TryNext(text, ref position, out ReadOnlySpan<char> word))
        {
            if (count == Words.MaxWords)
            {
                IsCut = true;
                return;
            }

            if (isFirst && length > 0)
                Append([Border]);
            isFirst = false;
            Append(word);
            count++;
        }
    }

    /// <summary>
    /// Adds the words of a JSON string in ASCII as it stands in a document: the same words as <see cref="Add"/> finds in its text, but without making that
    /// text, and 32 bytes a step. Nearly all of what events say goes through here.
    /// </summary>
    /// <param name="value">The string without its quotes, with its escapes, which are valid.</param>
    /// <returns>Whether its words were added; when not (it is long, is not all ASCII, or escapes a letter), nothing was.</returns>
    public bool TryAddAscii(ReadOnlySpan<byte> value)
    {
        if (value.Length > Words.MaxTextLength)
            return false;
        // Each word but the first has at least one byte before it that is none, where its space goes; and the last is copied as a whole step.
        Reserve(value.Length + (3 * Step));
        Span<char> folds = stackalloc char[2 * Step];
        Span<byte> rest = stackalloc byte[Step];
        int at = length;
        int found = count;
        int start = 0;
        bool isOpen = false; // Whether the last word may go on.
        for (int from = 0, taken; from < value.Length; from += taken)
        {
            ReadOnlySpan<byte> ahead = value[from..];
            if (ahead.Length < Step)
            {
                rest.Clear();
                ahead.CopyTo(rest);
            }

            Vector256<byte> bytes = Vector256.Create(ahead.Length < Step ? rest : ahead);
            if (bytes.ExtractMostSignificantBits() != 0)
                return false;
            Vector256<byte> lower = bytes | Vector256.Create((byte)0x20);
            Vector256<byte> isLetter = Vector256.LessThan(lower - Vector256.Create((byte)'a'), Vector256.Create((byte)26));
            Vector256<byte> isDigit = Vector256.LessThan(bytes - Vector256.Create((byte)'0'), Vector256.Create((byte)10));
            uint inWord = (isLetter | isDigit).ExtractMostSignificantBits();
            uint escapes = Vector256.Equals(bytes, Vector256.Create((byte)'\\')).ExtractMostSignificantBits();
            taken = Math.Min(ahead.Length, Step);
            if (escapes != 0 && !TryTakeEscapes(ahead, escapes, ref inWord, ref taken))
                return false;
            if (taken < Step)
                inWord &= (1u << taken) - 1;

            (Vector256<ushort> first, Vector256<ushort> second) = Vector256.Widen(Vector256.ConditionalSelect(isLetter, lower, bytes));
            first.CopyTo(MemoryMarshal.Cast<char, ushort>(folds));
            second.CopyTo(MemoryMarshal.Cast<char, ushort>(folds[(Step / 2)..]));
            if (isOpen && (inWord & 1) == 0)
            {
                at = Math.Min(at, start + Words.MaxWordLength);
                isOpen = false;
            }

            while (inWord != 0)
            {
                int begin = BitOperations.TrailingZeroCount(inWord);
                int end = begin + BitOperations.TrailingZeroCount(~(inWord >> begin));
                if (!isOpen)
                {
                    if (found == Words.MaxWords)
                    {
                        (length, count, IsCut) = (at, found, true);
                        return true;
                    }

                    if (found++ == count && length > 0)
                    {
                        words[at++] = ' ';
                        words[at++] = Border;
                    }

                    words[at++] = ' ';
                    start = at;
                }

                folds.Slice(begin, Step).CopyTo(words.AsSpan(at));
                at += end - begin;
                isOpen = end == taken;
                if (!isOpen)
                    at = Math.Min(at, start + Words.MaxWordLength);
                inWord &= end == Step ? 0 : uint.MaxValue << end;
            }
        }

        (length, count) = (isOpen ? Math.Min(at, start + Words.MaxWordLength) : at, found);
        return true;
    }

    // No escape stands for a letter or a digit, unless someone writes those as numbers. What does not lie in this step as a whole is left to the next one.
    private static bool TryTakeEscapes(ReadOnlySpan<byte> ahead, uint escapes, ref uint inWord, ref int taken)
    {
        while (escapes != 0)
        {
            int at = BitOperations.TrailingZeroCount(escapes);
            uint bits = 3u << at;
            if (at == Step - 1 || (ahead[at + 1] == 'u' && at > 0))
            {
                taken = at;
                return true;
            }

            if (ahead[at + 1] == 'u')
            {
                if (!Utf8Parser.TryParse(ahead.Slice(2, 4), out ushort unit, out _, 'x') || unit >= 0x80 || char.IsAsciiLetterOrDigit((char)unit))
                    return false;
                bits = 0x3F;
            }

            inWord &= ~bits;
            escapes &= ~bits;
        }

        return true;
    }

    /// <summary>Adds what another buffer collected, behind a border.</summary>
    /// <param name="other">What is added.</param>
    /// <param name="isAlwaysBordered">Whether the border stands there also when nothing is before it.</param>
    public void AddAll(WordBuffer other, bool isAlwaysBordered = false)
    {
        IsCut |= other.IsCut;
        if (other.length == 0)
            return;
        if (length > 0 || isAlwaysBordered)
            Append([Border]);
        Append(other.Text[1..]);
        count += other.count;
    }

    /// <summary>Adds the mark of a text that was cut.</summary>
    public void AddCutMark() => Append([CutMark]);

    private void Append(ReadOnlySpan<char> word)
    {
        Reserve(word.Length + 1);
        words[length++] = ' ';
        word.CopyTo(words.AsSpan(length));
        length += word.Length;
    }

    private void Reserve(int more)
    {
        if (words.Length < length + more)
            Array.Resize(ref words, Math.Max(length + more, words.Length * 2));
    }
}
