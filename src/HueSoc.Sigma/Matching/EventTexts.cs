using System.Buffers;
using System.Numerics;
using System.Text;
using System.Text.Unicode;
using HueSoc.Sigma.Text;

namespace HueSoc.Sigma.Matching;

/// <summary>
/// The texts of an event's values, made when they are first asked for: folded ones are kept until the next event, decoded
/// ones and those in UTF-16 until another value's is asked for. The buffers grow to the size of the events and stay.
/// </summary>
/// <param name="values">Where they lie.</param>
internal sealed class EventTexts(EventValues values)
{
    private ReadOnlyMemory<byte> json;
    private byte[] folds = new byte[4096];
    private int foldsUsed;
    private byte[] decoded = new byte[1024];
    private int decodedLength;
    private int decodedValue = -1;
    private char[] characters = new char[1024];
    private int charactersLength;
    private int charactersValue = -1;

    /// <summary>Forgets the texts of the last event.</summary>
    /// <param name="json">The event that comes now.</param>
    public void Begin(ReadOnlyMemory<byte> json)
    {
        this.json = json;
        foldsUsed = 0;
        decodedValue = -1;
        charactersValue = -1;
    }

    /// <summary>A value's text, unescaped and folded.</summary>
    public ReadOnlySpan<byte> Folded(int value)
    {
        ref EventValue v = ref values.Values[value];
        if (v.FoldedStart < 0)
            Fold(ref v);
        return folds.AsSpan(v.FoldedStart, v.FoldedLength);
    }

    /// <summary>A value's text, unescaped; what is no UTF-8 is U+FFFD.</summary>
    public ReadOnlySpan<byte> Decoded(int value)
    {
        if (decodedValue == value)
            return decoded.AsSpan(0, decodedLength);
        EventValue v = values.Values[value];
        ReadOnlySpan<byte> text = json.Span.Slice(v.Start, v.Length);
        if ((v.Flags & (ValueFlags.Escaped | ValueFlags.NonAscii)) == 0)
            return text;
        if (decoded.Length < text.Length)
            decoded = new byte[text.Length * 2];
        decodedLength = JsonText.Unescape(text, decoded);
        if (!Utf8.IsValid(decoded.AsSpan(0, decodedLength)))
            ReplaceInvalid();
        decodedValue = value;
        return decoded.AsSpan(0, decodedLength);
    }

    /// <summary>A value's text in UTF-16.</summary>
    public ReadOnlySpan<char> Characters(int value)
    {
        if (charactersValue != value)
        {
            ReadOnlySpan<byte> text = Decoded(value);
            if (characters.Length < text.Length)
                characters = new char[text.Length * 2];
            charactersLength = Encoding.UTF8.GetChars(text, characters);
            charactersValue = value;
        }

        return characters.AsSpan(0, charactersLength);
    }

    /// <summary>What is no UTF-8 reads as U+FFFD.</summary>
    private void ReplaceInvalid()
    {
        if (characters.Length < decodedLength)
            characters = new char[decodedLength * 2];
        charactersValue = -1;
        int length = Encoding.UTF8.GetChars(decoded.AsSpan(0, decodedLength), characters);
        if (decoded.Length < length * 3)
            decoded = new byte[length * 3];
        decodedLength = Encoding.UTF8.GetBytes(characters.AsSpan(0, length), decoded);
    }

    private void Fold(ref EventValue v)
    {
        ReadOnlySpan<byte> text = json.Span.Slice(v.Start, v.Length);
        bool plain = (v.Flags & (ValueFlags.UnicodeEscaped | ValueFlags.NonAscii)) == 0;
        int room = (plain ? text.Length : SimpleCaseFolding.MaxFoldedLength(text.Length)) + Vector<byte>.Count + 32;
        if (folds.Length - foldsUsed < room)
            Array.Resize(ref folds, Math.Max(folds.Length * 2, foldsUsed + room));
        Span<byte> target = folds.AsSpan(foldsUsed);
        if (plain && (v.Flags & ValueFlags.Escaped) != 0 && text.Contains((byte)'\\'))
        {
            v.FoldedLength = JsonText.UnescapeAndFoldAscii(text, target);
        }
        else if (plain)
        {
            SimpleCaseFolding.FoldAscii(text, target);
            v.FoldedLength = text.Length;
        }
        else
        {
            byte[] raw = ArrayPool<byte>.Shared.Rent(text.Length);
            int length = JsonText.Unescape(text, raw);
            v.FoldedLength = SimpleCaseFolding.FoldUtf8(raw.AsSpan(0, length), target);
            ArrayPool<byte>.Shared.Return(raw);
        }

        v.FoldedStart = foldsUsed;
        foldsUsed += v.FoldedLength;
    }
}
