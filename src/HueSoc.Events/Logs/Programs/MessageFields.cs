using HueSoc.Events.Normalisers;

namespace HueSoc.Events.Logs.Programs;

/// <summary>Writes who and where from out of a program's message into an event. What has a value keeps it.</summary>
internal static class MessageFields
{
    /// <summary>Writes the variable parts of a message.</summary>
    public static void Write(EventDraft draft, MessagePattern pattern, ReadOnlySpan<byte> message, in MessageMatch match)
    {
        ReadOnlySpan<byte> user = default;
        ReadOnlySpan<byte> effective = default;
        for (int i = 0; i < pattern.Count; i++)
        {
            (int start, int length) = match[i];
            ReadOnlySpan<byte> text = message.Slice(start, length);
            switch (pattern.Slot(i))
            {
                case MessageSlot.User:
                    user = text;
                    break;
                case MessageSlot.Effective:
                    effective = text;
                    break;
                case MessageSlot.Dropped:
                    draft.Offer("system.auth.ssh.dropped_ip"u8, text);
                    WriteAddress(draft, text);
                    break;
                case MessageSlot.Address:
                    WriteAddress(draft, text);
                    break;
                case MessageSlot.Port:
                    WritePort(draft, text);
                    break;
                default:
                    draft.Offer(FieldOf(pattern.Slot(i)), text);
                    break;
            }
        }

        WriteUsers(draft, user, effective);
    }

    /// <summary>Writes who it was, and whom they became.</summary>
    public static void WriteUsers(EventDraft draft, ReadOnlySpan<byte> user, ReadOnlySpan<byte> effective)
    {
        draft.Offer("user.name"u8, user);
        draft.Offer("user.effective.name"u8, effective);
        draft.OfferTexts("related.user"u8, user, effective);
    }

    /// <summary>Writes where they came from: an address or the name of a machine.</summary>
    public static void WriteAddress(EventDraft draft, ReadOnlySpan<byte> address)
    {
        if (address.IsEmpty)
            return;
        draft.Offer("source.address"u8, address);
        ReadOnlySpan<byte> ip = IpText.WithoutZone(address);
        if (IpText.IsAddress(ip))
        {
            draft.Offer("source.ip"u8, ip);
            draft.OfferTexts("related.ip"u8, ip);
        }
        else
        {
            draft.Offer("source.domain"u8, address);
        }
    }

    /// <summary>Writes the port they came from, if the text is one.</summary>
    public static void WritePort(EventDraft draft, ReadOnlySpan<byte> text)
    {
        if (text.Length is > 0 and <= 5 && !text.ContainsAnyExceptInRange((byte)'0', (byte)'9')
            && int.TryParse(text, provider: null, out int port) && port <= 65_535)
        {
            draft.Offer("source.port"u8, port);
        }
    }

    private static ReadOnlySpan<byte> FieldOf(MessageSlot slot) => slot switch
    {
        MessageSlot.UserId => "user.id"u8,
        MessageSlot.EffectiveId => "user.effective.id"u8,
        MessageSlot.Method => "system.auth.ssh.method"u8,
        MessageSlot.Signature => "system.auth.ssh.signature"u8,
        MessageSlot.Group => "group.name"u8,
        MessageSlot.GroupId => "group.id"u8,
        MessageSlot.Home => "system.auth.useradd.home"u8,
        MessageSlot.Shell => "system.auth.useradd.shell"u8,
        MessageSlot.Command => "process.command_line"u8,
        _ => default,
    };
}
