using System.Collections.Immutable;
using System.Text;
using HueSoc.Events.Normalisers;

namespace HueSoc.Events.Logs.Programs;

/// <summary>
/// What programs of Linux say in their messages about who came, who became whom and who was made, as ECS. The same for lines of files,
/// for the journal and for what shippers send.
/// </summary>
internal static class ProgramMessages
{
    private const int LongestName = 20;

    private static readonly ImmutableArray<(byte[] Name, ImmutableArray<MessagePattern> Patterns, bool IsAuth)> Programs =
    [
        .. Table(SshMessages.Patterns, isAuth: true, "sshd", "sshd-session", "sshd-auth"),
        .. Table([], isAuth: true, "sudo", "sudo-i"),
        .. Table(SessionMessages.Su, isAuth: true, "su", "su-l", "runuser"),
        .. Table(
            AccountMessages.Patterns, isAuth: true,
            "useradd", "userdel", "usermod", "groupadd", "groupdel", "groupmod", "gpasswd", "passwd", "chpasswd", "chage", "chsh", "chfn", "newusers", "adduser", "addgroup"),
        .. Table(SessionMessages.Logind, isAuth: true, "systemd-logind", "elogind"),
        .. Table([], isAuth: true, "login", "polkitd", "pkexec", "doas", "unix_chkpwd", "systemd-user", "lightdm", "pam", "newgrp", "dropbear"),
        .. Table(CronMessages.Patterns, isAuth: false, "cron", "crond", "anacron", "crontab"),
    ];

    /// <summary>Writes what a message says.</summary>
    /// <param name="draft">The event. What has a value keeps it.</param>
    /// <param name="program">The program's name as the log has it, in upper or lower case.</param>
    /// <param name="message">The message.</param>
    /// <returns>Whether it belongs to the log of authentications.</returns>
    public static bool Read(EventDraft draft, ReadOnlySpan<byte> program, ReadOnlySpan<byte> message)
    {
        int index = Find(program);
        if (PamMessage.TryRead(draft, message))
            return true;
        if (index < 0)
            return false;
        (byte[] name, ImmutableArray<MessagePattern> patterns, bool isAuth) = Programs[index];
        if (name.AsSpan().StartsWith("sudo"u8))
            _ = SudoMessage.TryRead(draft, message);
        else
            _ = MessageTable.TryRead(draft, patterns, message);
        return isAuth;
    }

    private static int Find(ReadOnlySpan<byte> program)
    {
        program = program[(program.LastIndexOf((byte)'/') + 1)..];
        if (program.Length > LongestName)
            return -1;
        for (int i = 0; i < Programs.Length; i++)
        {
            if (Ascii.EqualsIgnoreCase(program, Programs[i].Name))
                return i;
        }

        return -1;
    }

    private static IEnumerable<(byte[] Name, ImmutableArray<MessagePattern> Patterns, bool IsAuth)> Table(
        ImmutableArray<MessagePattern> patterns, bool isAuth, params string[] names) =>
        names.Select(name => (Encoding.UTF8.GetBytes(name), patterns, isAuth));
}
