using HueSoc.Events.Normalisers;

namespace HueSoc.Events.Logs.Programs;

/// <summary>
/// What sudo writes (logging.c): <c>user : [reason ; ]TTY=… ; PWD=… ; USER=… ; [GROUP=… ; ][ENV=… ; ]COMMAND=…</c>. The command is last
/// and goes to the end, whatever it holds.
/// </summary>
internal static class SudoMessage
{
    private static readonly MessageMeaning Ran = new("sudo-command", "process", "start", "success");
    private static readonly MessageMeaning Refused = new("sudo-command", "authentication process", "start denied", "failure");

    public static bool TryRead(EventDraft draft, ReadOnlySpan<byte> message)
    {
        ReadOnlySpan<byte> rest = message.TrimStart((byte)' ');
        int colon = rest.IndexOf(" : "u8);
        if (colon is <= 0 or > 256)
            return false;
        ReadOnlySpan<byte> user = rest[..colon];
        rest = rest[(colon + 3)..];
        ReadOnlySpan<byte> error = default;
        ReadOnlySpan<byte> effective = default;
        bool known = false;
        for (bool first = true; !rest.IsEmpty; first = false)
        {
            if (rest.StartsWith("COMMAND="u8))
            {
                draft.Offer("system.auth.sudo.command"u8, rest[8..]);
                draft.Offer("process.command_line"u8, rest[8..]);
                known = true;
                break;
            }

            int end = rest.IndexOf(" ; "u8);
            ReadOnlySpan<byte> part = end < 0 ? rest : rest[..end];
            rest = end < 0 ? default : rest[(end + 3)..];
            if (Value(part, "TTY="u8, out ReadOnlySpan<byte> value))
            {
                draft.Offer("system.auth.sudo.tty"u8, value);
                known = true;
            }
            else if (Value(part, "PWD="u8, out value))
            {
                draft.Offer("system.auth.sudo.pwd"u8, value);
            }
            else if (Value(part, "USER="u8, out value))
            {
                draft.Offer("system.auth.sudo.user"u8, value);
                effective = value;
            }
            else if (Value(part, "GROUP="u8, out value))
            {
                draft.Offer("user.effective.group.name"u8, value);
            }
            else if (first && !IsAssignment(part))
            {
                error = part;
            }
        }

        if (!known)
            return false;
        draft.Offer("system.auth.sudo.error"u8, error);
        (error.IsEmpty ? Ran : Refused).WriteTo(draft);
        MessageFields.WriteUsers(draft, user, effective);
        return true;
    }

    private static bool Value(ReadOnlySpan<byte> part, ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        bool found = part.StartsWith(name);
        value = found ? part[name.Length..] : default;
        return found;
    }

    // HOST=, CHROOT=, TSID= … : capitals and an equals sign.
    private static bool IsAssignment(ReadOnlySpan<byte> part)
    {
        int equals = part.IndexOf((byte)'=');
        return equals > 0 && !part[..equals].ContainsAnyExceptInRange((byte)'A', (byte)'Z');
    }
}
