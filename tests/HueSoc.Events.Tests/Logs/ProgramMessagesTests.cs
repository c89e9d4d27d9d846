namespace HueSoc.Events.Tests.Logs;

public sealed class ProgramMessagesTests
{
    private static readonly LogLines Lines = new("syslog");

    [Theory]
    [InlineData("sshd[1]", "Accepted password for an from 10.0.0.9 port 50000 ssh2", "action=ssh_login outcome=success user=an ip=10.0.0.9 port=50000")]
    [InlineData("sshd-session[1]", "Accepted publickey for an from fe80::1%eth0 port 50000 ssh2: ED25519 SHA256:x", "action=ssh_login outcome=success user=an ip=fe80::1 port=50000")]
    [InlineData("sshd[1]", "Failed password for root from 10.0.0.9 port 50000 ssh2", "action=ssh_login outcome=failure user=root ip=10.0.0.9 port=50000")]
    [InlineData("sshd[1]", "Failed password for invalid user admin from 10.0.0.9 port 5 ssh2", "action=ssh_login outcome=failure user=admin ip=10.0.0.9 port=5")]
    [InlineData("sshd[1]", "Failed none for invalid user  from 10.0.0.9 port 5 ssh2", "action=ssh_login outcome=failure ip=10.0.0.9 port=5")]
    [InlineData("sshd[1]", "Invalid user a b from 10.0.0.9 port 5", "action=ssh_login outcome=failure user=a b ip=10.0.0.9 port=5")]
    [InlineData("sshd[1]", "Connection closed by authenticating user root 10.0.0.9 port 5 [preauth]", "action=ssh_disconnect user=root ip=10.0.0.9 port=5")]
    [InlineData("sshd[1]", "Disconnected from user an 10.0.0.9 port 5", "action=ssh_disconnect user=an ip=10.0.0.9 port=5")]
    [InlineData("sshd[1]", "Received disconnect from 10.0.0.9 port 5:11: disconnected by user", "action=ssh_disconnect ip=10.0.0.9 port=5")]
    [InlineData("sshd[1]", "error: maximum authentication attempts exceeded for root from 10.0.0.9 port 5 ssh2 [preauth]", "action=ssh_too_many_failures outcome=failure user=root ip=10.0.0.9 port=5")]
    [InlineData("sshd[1]", "User an from 10.0.0.9 not allowed because not listed in AllowUsers", "action=ssh_login outcome=failure user=an ip=10.0.0.9")]
    [InlineData("sshd[1]", "pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=10.0.0.9  user=root", "action=authentication-failed outcome=failure user=root ip=10.0.0.9")]
    [InlineData("sshd[1]", "pam_unix(sshd:session): session opened for user an(uid=1000) by (uid=0)", "action=session-opened outcome=success user=an")]
    [InlineData("su[1]", "pam_unix(su-l:session): session opened for user root(uid=0) by an(uid=1000)", "action=session-opened outcome=success user=an to=root")]
    [InlineData("su", "FAILED SU (to root) an on pts/0", "action=switched-user outcome=failure user=an to=root")]
    [InlineData("su[1]", "(to root) an on pts/0", "action=switched-user outcome=success user=an to=root")]
    [InlineData("sudo", "      an : TTY=pts/0 ; PWD=/home/an ; USER=root ; COMMAND=/bin/sh -c a ; b", "action=sudo-command outcome=success user=an to=root command=/bin/sh -c a ; b")]
    [InlineData("sudo", "an : 3 incorrect password attempts ; TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=/bin/su", "action=sudo-command outcome=failure user=an to=root command=/bin/su")]
    [InlineData("sudo", "an : PWD=/ ; USER=www ; GROUP=www ; ENV=A=1 ; COMMAND=list", "action=sudo-command outcome=success user=an to=www command=list")]
    [InlineData("useradd[1]", "new user: name=bob, UID=0, GID=0, home=/home/bob, shell=/bin/bash, from=/dev/pts/1", "action=added-user-account outcome=success user=bob")]
    [InlineData("usermod[1]", "add 'bob' to group 'sudo'", "action=added-user-to-group outcome=success user=bob group=sudo")]
    [InlineData("gpasswd[1]", "user bob added by root to group wheel", "action=added-user-to-group outcome=success user=bob to=root group=wheel")]
    [InlineData("userdel[1]", "delete user 'bob'", "action=deleted-user-account outcome=success user=bob")]
    [InlineData("passwd[1]", "pam_unix(passwd:chauthtok): password changed for bob", "action=changed-password outcome=success user=bob")]
    [InlineData("systemd-logind[1]", "New session 8 of user an.", "action=session-opened outcome=success user=an")]
    public void Message_OfAuthProgram_IsEcs(string tag, string message, string expected)
    {
        Dictionary<string, string> seen = Lines.Texts($"Mar  1 07:00:01 web-01 {tag}: {message}");

        Summary(seen).ShouldBe(expected);
        seen["event.dataset"].ShouldBe("system.auth");
        seen["message"].Trim().ShouldBe(message.Trim());
    }

    [Fact]
    public void Message_NameThatImitatesAnAddress_RealAddressCounts()
    {
        const string Message = "Failed password for invalid user x from 6.6.6.6 port 1 ssh2 from 10.0.0.9 port 5 ssh2";

        Dictionary<string, string> seen = Lines.Texts($"Mar  1 07:00:01 web-01 sshd[1]: {Message}");

        Summary(seen).ShouldBe("action=ssh_login outcome=failure user=x from 6.6.6.6 port 1 ssh2 ip=10.0.0.9 port=5");
    }

    [Fact]
    public void Message_CronCommand_IsSyslog()
    {
        Dictionary<string, string> seen = Lines.Texts("Mar  1 07:00:01 web-01 CRON[9]: (root) CMD (test -x /usr/sbin/anacron || (cd / && run-parts))");

        Summary(seen).ShouldBe("action=cron-command user=root command=test -x /usr/sbin/anacron || (cd / && run-parts)");
        seen["event.dataset"].ShouldBe("system.syslog");
    }

    private static string Summary(Dictionary<string, string> seen)
    {
        (string Name, string Field)[] fields =
        [
            ("action", "event.action"), ("outcome", "event.outcome"), ("user", "user.name"), ("to", "user.effective.name"), ("group", "group.name"),
            ("ip", "source.ip"), ("port", "source.port"), ("command", "process.command_line"),
        ];
        return string.Join(' ', fields.Where(field => seen.ContainsKey(field.Field)).Select(field => $"{field.Name}={seen[field.Field]}"));
    }
}
