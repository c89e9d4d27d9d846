using System.Text;

namespace HueSoc.Events.Logs;

/// <summary>The UTF-8 of the text that was asked for last: of thousands of records in turn the path and the dataset are the same.</summary>
internal sealed class EncodedText
{
    private string? last;
    private byte[] bytes = [];

    /// <summary>The text in UTF-8; halves of surrogate pairs become U+FFFD.</summary>
    public ReadOnlySpan<byte> Of(string text)
    {
        if (!string.Equals(text, last, StringComparison.Ordinal))
        {
            bytes = Encoding.UTF8.GetBytes(text);
            last = text;
        }

        return bytes;
    }
}
