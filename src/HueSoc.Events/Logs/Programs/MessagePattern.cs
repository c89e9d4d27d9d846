using System.Collections.Immutable;
using System.Text;

namespace HueSoc.Events.Logs.Programs;

/// <summary>
/// One message of a program: fixed text with variable parts in braces, as <c>Failed {method} for {user} from {address} port {port} ssh2</c>,
/// and what it means. The whole message must be of this shape.
/// </summary>
internal sealed class MessagePattern
{
    // What a user name may hold was typed in by whoever wanted in, also " from 10.0.0.1 port 22": the last fit counts, not the first.
    private const int MostTries = 8;
    private const int LongestName = 256;

    private readonly byte[] start;
    private readonly ImmutableArray<(MessageSlot Slot, byte[] After)> parts;

    /// <param name="text">The shape.</param>
    /// <param name="meaning">What it means.</param>
    public MessagePattern(string text, MessageMeaning meaning)
    {
        Meaning = meaning;
        string[] pieces = text.Split('{');
        start = Encoding.UTF8.GetBytes(pieces[0]);
        parts = [.. pieces.Skip(1).Select(piece => piece.Split('}')).Select(pair => (Enum.Parse<MessageSlot>(pair[0], ignoreCase: true), Encoding.UTF8.GetBytes(pair[1])))];
        if (parts.Length > MessageMatch.MostSlots)
            throw new ArgumentException($"more than {MessageMatch.MostSlots} parts: {text}", nameof(text));
    }

    /// <summary>What the message means.</summary>
    public MessageMeaning Meaning { get; }

    /// <summary>How many variable parts there are.</summary>
    public int Count => parts.Length;

    /// <summary>What a variable part is.</summary>
    public MessageSlot Slot(int part) => parts[part].Slot;

    /// <summary>Whether a message is of this shape.</summary>
    public bool TryMatch(ReadOnlySpan<byte> message, ref MessageMatch match) =>
        message.StartsWith(start) && (parts.IsEmpty ? message.Length == start.Length : TryMatch(message, start.Length, 0, ref match));

    private bool TryMatch(ReadOnlySpan<byte> message, int at, int part, ref MessageMatch match)
    {
        (MessageSlot slot, byte[] after) = parts[part];
        ReadOnlySpan<byte> rest = message[at..];
        if (part == parts.Length - 1)
        {
            if (!rest.EndsWith(after) || !Fits(slot, rest[..^after.Length]))
                return false;
            match[part] = (at, rest.Length - after.Length);
            return true;
        }

        bool last = slot is MessageSlot.User or MessageSlot.Effective or MessageSlot.Group;
        ReadOnlySpan<byte> searched = rest;
        for (int tries = last ? MostTries : 1; tries > 0; tries--)
        {
            int length = after.Length == 0 ? DigitsOf(rest) : last ? searched.LastIndexOf(after) : searched.IndexOf(after);
            if (length < 0)
                return false;
            if (Fits(slot, rest[..length]) && TryMatch(message, at + length + after.Length, part + 1, ref match))
            {
                match[part] = (at, length);
                return true;
            }

            searched = searched[..Math.Max(length + after.Length - 1, 0)];
        }

        return false;
    }

    // A part that another one follows at once is a number.
    private static int DigitsOf(ReadOnlySpan<byte> text)
    {
        int end = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return end < 0 ? text.Length : end;
    }

    private static bool Fits(MessageSlot slot, ReadOnlySpan<byte> text) => slot switch
    {
        MessageSlot.Port => text.Length is > 0 and <= 5 && !text.ContainsAnyExceptInRange((byte)'0', (byte)'9'),
        MessageSlot.UserId or MessageSlot.EffectiveId or MessageSlot.GroupId => text.Length is > 0 and <= 10 && !text.ContainsAnyExceptInRange((byte)'0', (byte)'9'),
        MessageSlot.Address or MessageSlot.Dropped or MessageSlot.Word or MessageSlot.Method => text.Length is > 0 and <= LongestName && !text.Contains((byte)' '),
        MessageSlot.User or MessageSlot.Effective or MessageSlot.Group => text.Length <= LongestName,
        _ => true,
    };
}
