namespace HueSoc.Storage.Text;

/// <summary>The form in which text is compared: composed (NFC), then lower-cased character by character. Diacritics stay. NUL, at which SQLite would end a text, becomes U+FFFD.</summary>
internal static class TextForm
{
    /// <summary>Text in this form.</summary>
    public static string Of(string text)
    {
        char[] buffer = [];
        return Of(text, ref buffer).ToString();
    }

    /// <summary>Writes text in this form into a buffer, which grows when it must.</summary>
    public static ReadOnlySpan<char> Of(ReadOnlySpan<char> text, ref char[] buffer)
    {
        if (!Composition.IsComposed(text))
            text = Composition.Compose(text);
        if (buffer.Length < text.Length)
            buffer = new char[Math.Max(text.Length, buffer.Length * 2)];
        Span<char> folded = buffer.AsSpan(0, text.ToLowerInvariant(buffer));
        folded.Replace('\0', '\uFFFD');
        return folded;
    }

    /// <summary>The beginning of text, not cut inside a character.</summary>
    public static ReadOnlySpan<char> Head(ReadOnlySpan<char> text, int length) =>
        text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
}
