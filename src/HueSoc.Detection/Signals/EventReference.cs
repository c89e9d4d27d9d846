using System.Globalization;
using HueSoc.Storage.EventStore;

namespace HueSoc.Detection.Signals;

/// <summary>An event's key as one text, from which it can be read again: what correlations tell events apart by.</summary>
internal static class EventReference
{
    /// <summary>The text of a key.</summary>
    public static string Of(EventKey key) => string.Create(CultureInfo.InvariantCulture, $"{key.Sender.Length}:{key.Sender}{key.Id}");

    /// <summary>The key of a text that <see cref="Of"/> made; null for any other.</summary>
    public static EventKey? Read(string text)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || !int.TryParse(text.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out int length) || length > text.Length - colon - 1)
            return null;
        return new(text.Substring(colon + 1, length), text[(colon + 1 + length)..]);
    }
}
