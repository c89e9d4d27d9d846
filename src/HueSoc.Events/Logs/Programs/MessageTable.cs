using System.Collections.Immutable;
using HueSoc.Events.Normalisers;

namespace HueSoc.Events.Logs.Programs;

/// <summary>Looks a message up among the shapes of a program.</summary>
internal static class MessageTable
{
    /// <summary>Writes what the first shape that fits says.</summary>
    /// <returns>Whether one fits.</returns>
    public static bool TryRead(EventDraft draft, ImmutableArray<MessagePattern> patterns, ReadOnlySpan<byte> message)
    {
        MessageMatch match = default;
        message = message.TrimEnd((byte)' ');
        foreach (MessagePattern pattern in patterns)
        {
            if (!pattern.TryMatch(message, ref match))
                continue;
            pattern.Meaning.WriteTo(draft);
            MessageFields.Write(draft, pattern, message, match);
            return true;
        }

        return false;
    }
}
