using System.Text;
using System.Text.Json.Nodes;

namespace HueSoc.Events.Tests.Logs.Auditd;

public sealed class AuditdReadingTests
{
    private const string Head = "msg=audit(1700000000.123:77): ";
    private static readonly char Separator = (char)0x1D;

    [Fact]
    public void Read_EnrichedSyscall_HasIdsAndNames()
    {
        Dictionary<string, string> seen = Texts(
            $"node=web-01 type=SYSCALL {Head}arch=c000003e syscall=59 success=yes exit=0 a0=55d a1=55e a2=55f a3=8 items=2 ppid=900 pid=901 auid=1000 uid=0 gid=0 euid=0 "
            + $"suid=0 fsuid=0 egid=0 sgid=0 fsgid=0 tty=pts1 ses=3 comm=\"id\" exe=\"/usr/bin/id\" key=\"root-cmd\"{Separator}ARCH=x86_64 SYSCALL=execve AUID=\"lan\" UID=\"root\" GID=\"root\" EUID=\"root\"");

        seen["@timestamp"].ShouldBe("2023-11-14T22:13:20.123Z");
        seen["auditd.serial"].ShouldBe("77");
        seen["auditd.log.node"].ShouldBe("web-01");
        seen["auditd.syscall"].ShouldBe("execve");
        seen["event.action"].ShouldBe("executed");
        seen["process.pid"].ShouldBe("901");
        seen["process.parent.pid"].ShouldBe("900");
        seen["process.executable"].ShouldBe("/usr/bin/id");
        seen["process.name"].ShouldBe("id");
        seen["user.id"].ShouldBe("0");
        seen["user.name"].ShouldBe("root");
        seen["user.audit.name"].ShouldBe("lan");
        seen["auditd.log.key"].ShouldBe("root-cmd");
        seen.Keys.ShouldNotContain(key => key.StartsWith("auditd.log.A", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("c000003e", "175", "init_module")]
    [InlineData("c000003e", "319", "memfd_create")]
    [InlineData("c000003e", "437", "openat2")]
    [InlineData("c00000b7", "221", "execve")]
    [InlineData("c00000b7", "203", "connect")]
    public void Read_NumberOfASyscall_IsItsName(string arch, string number, string name) =>
        Texts($"type=SYSCALL {Head}arch={arch} syscall={number} success=no exit=-13")["auditd.syscall"].ShouldBe(name);

    [Theory]
    [InlineData("c000003e", "400")]
    [InlineData("c000003e", "99999999999")]
    [InlineData("40000003", "11")]
    public void Read_NumberThatIsUnknown_HasNoName(string arch, string number) =>
        Texts($"type=SYSCALL {Head}arch={arch} syscall={number}").ShouldNotContainKey("auditd.syscall");

    [Theory]
    [InlineData("proctitle=62617368002D63006964", "auditd.log.proctitle", "bash -c id")]
    [InlineData("comm=6D7920617070", "process.name", "my app")]
    [InlineData("name=2F746D702FE1BB8722", "auditd.log.name", "/tmp/ệ\"")]
    [InlineData("name=2F746D702FFF20", "auditd.log.name", "/tmp/\\xff ")]
    [InlineData("name=\"DEADBEEF\"", "auditd.log.name", "DEADBEEF")]
    [InlineData("comm=CAFE", "process.name", "\\xca\\xfe")]
    [InlineData("comm=6263", "process.name", "6263")]
    [InlineData("name=2F746D702", "auditd.log.name", "2F746D702")]
    [InlineData("name=2f20", "auditd.log.name", "2f20")]
    [InlineData("inode=2F20", "auditd.log.inode", "2F20")]
    [InlineData("name=(null) x=1", "auditd.log.x", "1")]
    [InlineData("key=6B31016B32", "auditd.log.key", "k1,k2")]
    public void Read_ValuesSomebodyElseChose_AreDecoded(string field, string path, string value) =>
        Texts($"type=PATH {Head}{field}")[path].ShouldBe(value);

    [Fact]
    public void Read_Execve_HasArgumentsAndCommandLine()
    {
        Dictionary<string, string> seen = Texts($"type=EXECVE {Head}argc=3 a0=\"sh\" a1=\"-c\" a2=6563686F2022686922");

        seen["process.command_line"].ShouldBe("sh -c echo \"hi\"");
        seen["process.args"].ShouldBe("sh,-c,echo \"hi\"");
        seen["process.args_count"].ShouldBe("3");
        seen["auditd.log.a2"].ShouldBe("echo \"hi\"");
        seen.ShouldNotContainKey("auditd.log.argc");
    }

    [Fact]
    public void Read_ExecveWithSplitArgument_JoinsItsPieces()
    {
        Dictionary<string, string> seen = Texts($"type=EXECVE {Head}argc=3 a0=\"sh\" a1_len=12 a1[0]=6C6F6E6720 a1[1]=\"word\" a2=\"end\"");

        seen["process.args"].ShouldBe("sh,long word,end");
        seen["auditd.log.a1"].ShouldBe("long word");
    }

    [Fact]
    public void Read_Login_HasAccountSourceAndOutcome()
    {
        Dictionary<string, string> seen = Texts(
            $"type=USER_LOGIN {Head}pid=7 uid=0 auid=4294967295 ses=4294967295 msg='op=login acct=\"lan\" exe=\"/usr/sbin/sshd\" hostname=? addr=203.0.113.9 terminal=ssh res=failed'");

        seen["event.action"].ShouldBe("logged-in");
        seen["event.outcome"].ShouldBe("failure");
        seen["event.category"].ShouldBe("authentication");
        seen["user.name"].ShouldBe("lan");
        seen["source.ip"].ShouldBe("203.0.113.9");
    }

    [Fact]
    public void Read_AddressOnlyAsHostname_IsTheSource() =>
        Texts($"type=USER_ACCT {Head}pid=7 uid=0 msg='op=x hostname=2001:db8::1 addr=? res=success'")["source.ip"].ShouldBe("2001:db8::1");

    [Fact]
    public void Read_QuoteInsideANestedMessage_DoesNotEndIt()
    {
        Dictionary<string, string> seen = Texts($"type=USER_CMD {Head}pid=7 msg='cwd=\"/home/o'neil\" cmd=6C73202D6C terminal=pts/0 res=success'");

        seen["process.working_directory"].ShouldBe("/home/o'neil");
        seen["process.command_line"].ShouldBe("ls -l");
        seen["event.outcome"].ShouldBe("success");
    }

    [Fact]
    public void Read_GroupMembership_HasWhomAndWhichGroup()
    {
        Dictionary<string, string> seen = Texts(
            $"type=USER_MGMT {Head}pid=7 uid=0 auid=1000 msg='op=add-user-to-group grp=\"sudo\" acct=\"lan\" exe=\"/usr/sbin/usermod\" res=success'");

        seen["user.target.name"].ShouldBe("lan");
        seen["group.name"].ShouldBe("sudo");
        seen["event.type"].ShouldBe("change,user");
    }

    [Fact]
    public void Read_SocketAddresses_AreDecoded()
    {
        Dictionary<string, string> inet = Texts($"type=SOCKADDR {Head}saddr=02000050A9FEA9FE0000000000000000");
        inet["auditd.socket.ip"].ShouldBe("169.254.169.254");
        inet["auditd.socket.port"].ShouldBe("80");
        Dictionary<string, string> inet6 = Texts($"type=SOCKADDR {Head}saddr=0A0001BB0000000020010DB800000000000000000000000100000000");
        inet6["auditd.socket.ip"].ShouldBe("2001:db8::1");
        inet6["auditd.socket.port"].ShouldBe("443");
        Texts($"type=SOCKADDR {Head}saddr=01002F72756E2F6E7363640000")["auditd.socket.path"].ShouldBe("/run/nscd");
        Texts($"type=SOCKADDR {Head}saddr=0100002F7275")["auditd.socket.path"].ShouldBe("@/ru");
    }

    [Fact]
    public void Read_FieldThatStandsTwice_KeepsBothValues() =>
        Texts($"type=TEST {Head}x=1 y=2 x=3 x=1")["auditd.log.x"].ShouldBe("1,3");

    [Fact]
    public void Read_FieldNamedAsOneOfOurs_DoesNotReplaceIt()
    {
        Dictionary<string, string> seen = Texts($"type=TEST {Head}record_type=SYSCALL sequence=1 node=evil");

        seen["auditd.log.record_type"].ShouldBe("TEST");
        seen["auditd.log.sequence"].ShouldBe("77");
    }

    [Theory]
    [InlineData("type=TEST msg=audit(1700000000.123:77): a.b=1 \"q\"=2 =3 == x\"y=4 é=5 z=6")]
    [InlineData("type=TEST msg=audit(1700000000.123:77): z=6 open=\"not closed")]
    [InlineData("type=TEST msg=audit(1700000000.123:77): z=6 msg='not closed x=1")]
    [InlineData("type=TEST msg=audit(1700000000.123:77): z=6 saddr={ not closed")]
    [InlineData("type=TEST msg=audit(1700000000.123:77): z=6\u001d\u001dUID=\"x")]
    [InlineData("type=TEST msg=audit(1700000000.123456789:77): z=6")]
    [InlineData("type=TEST msg=audit(253402300799.999:77) z=6")]
    public void Read_OddFields_DoNotHideTheOthers(string line) => Texts(line)["auditd.log.z"].ShouldBe("6");

    [Theory]
    [InlineData("type=TEST msg=audit(99999999999999999999.1:1): x=1")]
    [InlineData("type=TEST msg=audit(-1.1:1): x=1")]
    [InlineData("type=TEST msg=audit(1.1:-1): x=1")]
    [InlineData("type=TEST msg=audit(1.12345678901:1): x=1")]
    [InlineData("type=TEST msg=audit(")]
    [InlineData("type=TEST msg=")]
    public void Read_StampNobodyCanMean_IsAnEventWithoutSerial(string line)
    {
        Dictionary<string, string> seen = Texts(line);

        seen["auditd.log.record_type"].ShouldBe("TEST");
        seen.ShouldNotContainKey("auditd.serial");
        seen["@timestamp"].ShouldStartWith("2026");
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("type=")]
    [InlineData("type= msg=audit(1.1:1):")]
    [InlineData("node=x")]
    [InlineData("type=A\"B msg=audit(1.1:1):")]
    public void Read_NoAuditRecord_IsItsText(string line)
    {
        Dictionary<string, string> seen = Texts(line);

        seen["message"].ShouldBe(line);
        seen["event.dataset"].ShouldBe("auditd.log");
        seen.ShouldNotContainKey("auditd.log.record_type");
    }

    [Fact]
    public void Read_HugeRecords_AreEventsWithinBounds()
    {
        string[] bodies =
        [
            string.Join(' ', Enumerable.Range(0, 100_000).Select(i => $"f{i}=v")),
            string.Join(' ', Enumerable.Repeat("x=1", 100_000)),
            string.Join(' ', Enumerable.Range(0, 100_000).Select(i => $"a{i}=\"v\"")),
            string.Join(' ', Enumerable.Repeat("a1[0]=\"v\"", 100_000)),
            "cmd=" + new string('A', 1 << 20),
            "name=" + new string('A', (1 << 20) + 1),
            "proctitle=" + new string('0', 1 << 20),
            "op=" + string.Join(' ', Enumerable.Repeat("word", 200_000)),
            "x=\"" + new string('y', 1 << 20),
            new('=', 1 << 20),
            new(' ', 1 << 20),
            new('\'', 1 << 20),
            new('\0', 1 << 20),
            string.Join(' ', Enumerable.Repeat("msg='", 100_000)),
            string.Concat(Enumerable.Repeat("key=6101", 100_000)),
        ];
        LogLines lines = new("auditd");
        foreach (string body in bodies)
        {
            foreach (string type in (string[])["EXECVE", "USER_MGMT"])
            {
                SortedDictionary<string, JsonNode> seen = lines.Read(Encoding.UTF8.GetBytes($"type={type} {Head}{body}"))!;
                seen["auditd.log.record_type"].ToString().ShouldBe(type);
                seen.Count.ShouldBeLessThan(320);
            }
        }
    }

    [Fact]
    public void Read_AnyBytes_GiveAnEvent()
    {
        LogLines lines = new("auditd");
        Random random = new(5);
        string alphabet = " ='\"\u001d{}[]()?,aA0x_-";
        for (int round = 0; round < 3000; round++)
        {
            byte[] bytes = new byte[random.Next(0, 200)];
            random.NextBytes(bytes);
            for (int i = 0; i < bytes.Length; i++)
                bytes[i] = random.Next(5) == 0 ? bytes[i] : (byte)alphabet[bytes[i] % alphabet.Length];
            string type = ((string[])["EXECVE", "SYSCALL", "PATH", "AVC", "USER_CMD", "X"])[random.Next(6)];

            SortedDictionary<string, JsonNode> seen = lines.Read([.. Encoding.ASCII.GetBytes($"type={type} {Head}"), .. bytes])!;

            seen["auditd.log.record_type"].ToString().ShouldBe(type);
        }
    }

    private static Dictionary<string, string> Texts(string line) => new LogLines("auditd").Texts(line);
}
