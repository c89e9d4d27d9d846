using System.Text;
using HueSoc.Events.Logs;

namespace HueSoc.Events.Tests.Layouts;

public sealed class AuditdLayoutTests
{
    private const string Syscall = """
        type=SYSCALL msg=audit(1700000000.123:7): arch=c000003e syscall=59 success=yes exit=0 a0=1 a1=2 a2=3 a3=4 items=2 ppid=10 pid=11 auid=1000 uid=33 gid=33 euid=0 suid=0 fsuid=0 egid=0 sgid=0 fsgid=0 tty=pts0 ses=2 comm="cat" exe="/usr/bin/cat" key="etcpasswd"
        """;

    private const string Execve = """type=EXECVE msg=audit(1700000000.123:7): argc=2 a0="cat" a1="/etc/shadow" """;
    private const string Service = """type=SERVICE_STOP msg=audit(1700000000.123:8): pid=1 uid=0 auid=4294967295 ses=4294967295 msg='unit=auditd comm="systemd" exe="/usr/lib/systemd/systemd" hostname=? addr=203.0.113.9 terminal=? res=failed'""";

    [Theory]
    [InlineData(Syscall, "type", "SYSCALL")]
    [InlineData(Syscall, "SYSCALL", "execve")]
    [InlineData(Syscall, "syscall", "59")]
    [InlineData(Syscall, "exe", "/usr/bin/cat")]
    [InlineData(Syscall, "comm", "cat")]
    [InlineData(Syscall, "key", "etcpasswd")]
    [InlineData(Syscall, "a1", "2")]
    [InlineData(Syscall, "success", "yes")]
    [InlineData(Syscall, "exit", "0")]
    [InlineData(Syscall, "ppid", "10")]
    [InlineData(Syscall, "auid", "1000")]
    [InlineData(Syscall, "uid", "33")]
    [InlineData(Syscall, "euid", "0")]
    [InlineData(Syscall, "event.module", "auditd")]
    [InlineData(Execve, "a0", "cat")]
    [InlineData(Execve, "a1", "/etc/shadow")]
    [InlineData(Execve, "argc", "2")]
    [InlineData(Execve, "CommandLine", "cat /etc/shadow")]
    [InlineData(Service, "unit", "auditd")]
    [InlineData(Service, "addr", "203.0.113.9")]
    [InlineData(Service, "res", "failed")]
    public void Paths_NameOfTheRecord_LeadToItsValue(string line, string field, string value)
    {
        byte[] json = new LogNormaliser(TimeZoneInfo.Utc)
            .Normalise(LogFormats.Find("auditd")!.Begin(null), Encoding.UTF8.GetBytes(line), default, DateTimeOffset.UnixEpoch).ToArray();

        PathLookup.First(Encoding.UTF8.GetString(json), layout => layout.Paths(field)).ShouldBe([value]);
    }
}
