using HueSoc.Events.Normalisers;

namespace HueSoc.Events.Logs.Programs;

/// <summary>What PAM modules write in any program's name: <c>pam_unix(sshd:auth): authentication failure; logname= uid=0 … rhost=… user=…</c>.</summary>
internal static class PamMessage
{
    private static readonly MessageMeaning Failed = new("authentication-failed", "authentication", "start", "failure");
    private static readonly MessageMeaning Unknown = new();

    /// <summary>Whether the message is PAM's. If so, what it says is written.</summary>
    public static bool TryRead(EventDraft draft, ReadOnlySpan<byte> message)
    {
        if (message.StartsWith("PAM "u8))
            return TryReadLibrary(draft, message[4..]);
        if (!message.StartsWith("pam_"u8))
            return false;
        int colon = message[..Math.Min(message.Length, 96)].IndexOf("): "u8);
        if (colon < 0 || !message[..colon].Contains((byte)'('))
            return false;
        ReadOnlySpan<byte> said = message[(colon + 3)..];
        if (said.StartsWith("authentication failure; "u8))
            ReadFailure(draft, said[24..]);
        else if (!MessageTable.TryRead(draft, SessionMessages.Pam, said))
            Unknown.WriteTo(draft);
        return true;
    }

    // libpam itself, in sshd's name: "PAM 2 more authentication failures; …".
    private static bool TryReadLibrary(EventDraft draft, ReadOnlySpan<byte> said)
    {
        int at = said.IndexOf(" more authentication failure"u8);
        int end = at is > 0 and < 10 ? said.IndexOf("; "u8) : -1;
        if (end < 0)
            return false;
        ReadFailure(draft, said[(end + 2)..]);
        return true;
    }

    // logname= uid=0 euid=0 tty=ssh ruser= rhost=1.2.3.4  user=root, where the last one may be left out.
    private static void ReadFailure(EventDraft draft, ReadOnlySpan<byte> pairs)
    {
        Failed.WriteTo(draft);
        int user = pairs.LastIndexOf(" user="u8);
        if (user >= 0)
        {
            ReadOnlySpan<byte> name = pairs[(user + 6)..];
            if (name.Length <= 256)
                MessageFields.WriteUsers(draft, name, default);
            pairs = pairs[..user];
        }

        int host = pairs.IndexOf("rhost="u8);
        if (host < 0)
            return;
        ReadOnlySpan<byte> address = pairs[(host + 6)..];
        int space = address.IndexOf((byte)' ');
        address = space < 0 ? address : address[..space];
        if (address.Length <= 256)
            MessageFields.WriteAddress(draft, address);
    }
}
