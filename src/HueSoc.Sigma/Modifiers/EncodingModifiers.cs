using System.Collections.Immutable;
using System.Text;
using HueSoc.Sigma.Detections;

namespace HueSoc.Sigma.Modifiers;

/// <summary>
/// The UTF-16 and Base64 modifiers. Between the two the text is carried as one character a byte (U+0000 to U+00FF), so
/// that bytes which are no text, such as a byte order mark, survive until they are encoded.
/// </summary>
internal static class EncodingModifiers
{
    /// <summary>The text's UTF-16 bytes, as characters.</summary>
    /// <param name="name">The modifier's name.</param>
    /// <param name="encoding">The encoding.</param>
    /// <param name="byteOrderMark">Whether the encoding's mark comes first.</param>
    public static ValueModifier Utf16(string name, Encoding encoding, bool byteOrderMark) => new TextModifier(
        name,
        ModifierKind.Encoding,
        value =>
        {
            if (value.Text.HasPlaceholders)
                return Modified.Wrong($"'{name}' cannot encode a placeholder");
            List<SigmaStringPart> parts = [];
            if (byteOrderMark)
                parts.Add(new(SigmaStringPartKind.Literal, Encoding.Latin1.GetString(encoding.GetPreamble())));
            foreach (SigmaStringPart part in value.Text.Parts)
            {
                parts.Add(part.Kind == SigmaStringPartKind.Literal
                    ? part with { Text = Encoding.Latin1.GetString(encoding.GetBytes(part.Text)) }
                    : part);
            }

            return value with { Text = new(parts) };
        });

    /// <summary>The text's Base64.</summary>
    /// <param name="bytes">How the text becomes bytes: UTF-8, or Latin-1 after a UTF-16 modifier.</param>
    public static ValueModifier Base64(Encoding bytes) => new TextModifier(
        "base64",
        ModifierKind.Base64,
        value => value.Text.Literal is { } text
            ? value with { Text = SigmaString.OfLiteral(Convert.ToBase64String(bytes.GetBytes(text))) }
            : Modified.Wrong("'base64' cannot encode a wildcard or a placeholder"));

    /// <summary>
    /// The three Base64 forms a text takes inside a longer encoded text, by its offset modulo 3: only the characters
    /// that the text alone determines are kept.
    /// </summary>
    /// <param name="bytes">How the text becomes bytes: UTF-8, or Latin-1 after a UTF-16 modifier.</param>
    public static ValueModifier Base64Offset(Encoding bytes) => new TextModifier(
        "base64offset",
        ModifierKind.Base64,
        value =>
        {
            if (value.Text.Literal is not { } text)
                return Modified.Wrong("'base64offset' cannot encode a wildcard or a placeholder");
            byte[] data = bytes.GetBytes(text);
            ImmutableArray<SigmaValue>.Builder forms = ImmutableArray.CreateBuilder<SigmaValue>(3);
            for (int offset = 0; offset < 3; offset++)
            {
                byte[] shifted = new byte[offset + data.Length];
                data.CopyTo(shifted, offset);

                // A Base64 character carries 6 bits: the first that holds none of the foreign bytes' bits, and the last
                // that is full.
                int first = ((offset * 8) + 5) / 6;
                int last = shifted.Length * 8 / 6;
                if (last > first)
                    forms.Add(value with { Text = SigmaString.OfLiteral(Convert.ToBase64String(shifted)[first..last]) });
            }

            return forms.Count == 3
                ? new AnyOfValue(forms.ToImmutable())
                : Modified.Wrong($"'base64offset' needs a longer text than '{value.Text}'");
        });
}
