using System.Buffers.Text;
using System.Text;
using HueSoc.Storage.EventStore;

namespace HueSoc.Server.Events;

/// <summary>An event's key as one word that fits into an address: ids of other shippers may hold anything.</summary>
internal static class EventKeyText
{
    private const int LongestSender = 256;
    private const int LongestId = 512;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The word of a key.</summary>
    public static string Of(EventKey key) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{key.Sender}\n{key.Id}"));

    /// <summary>The key of a word; null when it is none.</summary>
    public static EventKey? Parse(string text)
    {
        if (text.Length > (LongestSender + LongestId) * 4 / 3 || !Base64Url.IsValid(text))
            return null;
        try
        {
            // A sender never holds a line break, an id may.
            string[] parts = Strict.GetString(Base64Url.DecodeFromChars(text)).Split('\n', 2);
            return parts is [{ Length: > 0 } sender, { Length: > 0 } id] ? new EventKey(sender, id) : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
