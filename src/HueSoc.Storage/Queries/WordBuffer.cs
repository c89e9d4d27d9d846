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
        int needed = length + word.Length + 1;
        if (words.Length < needed)
            Array.Resize(ref words, Math.Max(needed, words.Length * 2));
        words[length++] = ' ';
        word.CopyTo(words.AsSpan(length));
        length += word.Length;
    }
}
