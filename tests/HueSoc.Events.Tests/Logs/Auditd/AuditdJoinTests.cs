using System.Text;
using System.Text.Json.Nodes;
using HueSoc.Events.Logs.Auditd;
using HueSoc.Tests.Corpus;

namespace HueSoc.Events.Tests.Logs.Auditd;

public sealed class AuditdJoinTests
{
    private const string Head = "msg=audit(1700000000.123:77): ";

    private static readonly string[] Execution =
    [
        $"type=SYSCALL {Head}arch=c000003e syscall=59 success=yes exit=0 items=2 ppid=900 pid=901 auid=1000 uid=0 euid=0 comm=\"wget\" exe=\"/usr/bin/wget\" key=\"exec\"\u001dSYSCALL=execve AUID=\"lan\" UID=\"root\"",
        $"type=EXECVE {Head}argc=3 a0=\"wget\" a1_len=9 a1[0]=\"http:\"",
        $"type=EXECVE {Head}a1[1]=\"//x\" a2=2D4F202F746D702F79",
        $"type=CWD {Head} cwd=\"/tmp\"",
        $"type=PATH {Head}item=0 name=\"/usr/bin/wget\" inode=7 nametype=NORMAL",
        $"type=PATH {Head}item=1 name=\"/lib64/ld-linux-x86-64.so.2\" inode=8 nametype=NORMAL",
        $"type=PROCTITLE {Head}proctitle=77676574",
    ];

    [Fact]
    public void Write_AnExecution_IsOneProcessEvent()
    {
        SortedDictionary<string, JsonNode> seen = Join(Execution);

        seen["process.executable"].ToString().ShouldBe("/usr/bin/wget");
        seen["process.command_line"].ToString().ShouldBe("wget http://x -O /tmp/y");
        seen["process.args"].AsArray().Select(word => word!.ToString()).ShouldBe(["wget", "http://x", "-O /tmp/y"]);
        seen["process.args_count"].ToString().ShouldBe("3");
        seen["process.working_directory"].ToString().ShouldBe("/tmp");
        seen["process.pid"].ToString().ShouldBe("901");
        seen["process.parent.pid"].ToString().ShouldBe("900");
        seen["user.name"].ToString().ShouldBe("root");
        seen["user.audit.name"].ToString().ShouldBe("lan");
        seen["file.path"].ToString().ShouldBe("/usr/bin/wget");
        seen["auditd.paths"].AsArray().Count.ShouldBe(2);
        seen["auditd.joined"].ToString().ShouldBe("true");
        seen["auditd.serial"].ToString().ShouldBe("77");
        seen["event.action"].ToString().ShouldBe("executed");
        seen["event.type"].ToJsonString().ShouldBe("""["start"]""");
        seen["@timestamp"].ToString().ShouldBe("2023-11-14T22:13:20.123Z");
    }

    [Fact]
    public void Write_RecordsInAnotherOrder_SayTheSameOfTheProcess()
    {
        string[] other = [Execution[6], Execution[3], Execution[1], Execution[2], Execution[0]];

        SortedDictionary<string, JsonNode> seen = Join(other);

        seen["process.executable"].ToString().ShouldBe("/usr/bin/wget");
        seen["process.command_line"].ToString().ShouldBe("wget http://x -O /tmp/y");
    }

    [Fact]
    public void Write_ExecutionWithoutItsArguments_HasTheTitle() =>
        Join([Execution[0], $"type=PROCTITLE {Head}proctitle=77676574002D71"])["process.command_line"].ToString().ShouldBe("wget -q");

    [Fact]
    public void Write_Connect_HasTheDestination()
    {
        SortedDictionary<string, JsonNode> seen = Join(
            [$"type=SYSCALL {Head}arch=c000003e syscall=42 success=yes pid=9 exe=\"/usr/bin/curl\"", $"type=SOCKADDR {Head}saddr=02000050A9FEA9FE0000000000000000"]);

        seen["destination.ip"].ToString().ShouldBe("169.254.169.254");
        seen["destination.port"].ToString().ShouldBe("80");
        seen["event.action"].ToString().ShouldBe("connected-to");
    }

    [Theory]
    [InlineData("type=CWD msg=audit(1700000000.123:78): cwd=\"/\"")]
    [InlineData("type=CWD msg=audit(1700000000.124:77): cwd=\"/\"")]
    [InlineData("node=b type=CWD msg=audit(1700000000.123:77): cwd=\"/\"")]
    [InlineData("type=UNKNOWN[1329] msg=g")]
    [InlineData("a line")]
    public void TryAdd_RecordOfAnotherEvent_IsRefused(string line)
    {
        AuditdJoin join = new();
        join.TryAdd(Encoding.UTF8.GetBytes(Execution[0])).ShouldBeTrue();

        join.TryAdd(Encoding.UTF8.GetBytes(line)).ShouldBeFalse();
        join.Count.ShouldBe(1);
    }

    [Fact]
    public void TryAdd_MoreThanTheBounds_IsLeftOut()
    {
        AuditdJoin join = new();
        for (int i = 0; i < 1000; i++)
            join.TryAdd(Encoding.UTF8.GetBytes($"type=PATH {Head}name=\"/{new string('x', 8000)}\"")).ShouldBeTrue();

        join.Count.ShouldBeLessThan(AuditdJoin.MostRecords);
        join.Write().Length.ShouldBeLessThan(4 * AuditdJoin.MostBytes);
    }

    [Fact]
    public void Write_NoRecord_IsEmpty() => new AuditdJoin().Write().IsEmpty.ShouldBeTrue();

    [Fact]
    public void Clear_ThenAnotherEvent_HasNothingOfTheFirst()
    {
        AuditdJoin join = new();
        foreach (string line in Execution)
            join.TryAdd(Encoding.UTF8.GetBytes(line)).ShouldBeTrue();
        _ = join.Write();

        join.Clear();
        join.TryAdd("type=SYSCALL msg=audit(1700000001.000:78): arch=c000003e syscall=2 success=yes pid=5"u8).ShouldBeTrue();
        SortedDictionary<string, JsonNode> seen = FlatJson.Of(JsonNode.Parse(join.Write())!);

        seen["process.pid"].ToString().ShouldBe("5");
        seen.ShouldNotContainKey("process.command_line");
        seen.ShouldNotContainKey("auditd.paths");
    }

    [CorpusFact("corpora/linux/auditd/audit-rhel7.log")]
    public void Write_EveryExecutionOfTheCorpus_HasProgramAndCommandLine()
    {
        int executions = 0;
        int withFolder = 0;
        foreach (IGrouping<string, string> group in File.ReadLines(CorpusPaths.Of("corpora/linux/auditd/audit-rhel7.log"), Encoding.Latin1)
            .Where(line => line.Contains("msg=audit(", StringComparison.Ordinal))
            .GroupBy(line => line.Split(' ')[1], StringComparer.Ordinal))
        {
            SortedDictionary<string, JsonNode> seen = Join([.. group]);
            if (seen["event.action"].ToString() != "executed" || seen["event.outcome"].ToString() != "success")
                continue;
            executions++;
            seen.ShouldContainKey("process.executable");
            withFolder += seen.ContainsKey("process.working_directory") ? 1 : 0;
            seen["process.command_line"].ToString().ShouldNotBeEmpty();
        }

        // auditd was stopped in the middle of the last one.
        executions.ShouldBe(186);
        withFolder.ShouldBe(185);
    }

    private static SortedDictionary<string, JsonNode> Join(string[] lines)
    {
        AuditdJoin join = new();
        foreach (string line in lines)
            join.TryAdd(Encoding.UTF8.GetBytes(line)).ShouldBeTrue();
        return FlatJson.Of(JsonNode.Parse(join.Write())!);
    }
}
