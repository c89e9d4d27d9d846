using System.Globalization;
using System.Text;
using HueSoc.Agent.Collectors;
using HueSoc.Agent.Collectors.Journald;
using HueSoc.Fleet.Configuration;

namespace HueSoc.Agent.Tests.Collectors.Journald;

/// <summary>With a journalctl of our own, a script that is a real child process: it knows <c>--cursor</c> and <c>--follow</c> and reads a file of records.</summary>
public sealed class JournalCollectorTests : CollectorContract, IDisposable
{
    private const string Script = """
        #!/bin/sh
        cursor=; follow=
        for a in "$@"; do case "$a" in --cursor=*) cursor="${a#--cursor=}";; --follow) follow=1;; esac; done
        cd "$(dirname "$0")"
        echo "$@" >> calls
        if [ -n "$cursor" ] && [ -e refuse ]; then echo "Failed to seek to cursor: Invalid argument" >&2; exit 1; fi
        from=1
        if [ -n "$cursor" ]; then
          n=$(grep -n -F "\"$cursor\"" journal | cut -d: -f1); from=${n:-1}
        fi
        if [ -n "$follow" ]; then exec tail -n +$from -f journal; fi
        exec tail -n +$from journal
        """;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("huesoc-journal-");
    private readonly ManualTime time = new();

    public JournalCollectorTests()
    {
        string program = Of("journalctl");
        File.WriteAllText(program, Script.ReplaceLineEndings("\n") + "\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.WriteAllText(Of("journal"), string.Empty);
    }

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Collect_RecordsWrittenLater_FollowsThem()
    {
        JournalSink sink = new();
        Write(0, 3);
        using ICollector collector = Open([]);
        Collect(collector, sink, 3);
        Write(3, 2);
        Collect(collector, sink, 5);

        sink.Records.Select(Number).ShouldBe(Enumerable.Range(0, 5));
        File.ReadAllText(Of("calls")).ShouldContain("--follow");
    }

    [Fact]
    public void Collect_JournalVacuumedBeyondThePosition_TellsHowManyAndGoesOn()
    {
        JournalSink sink = new();
        Write(0, 5);
        using (ICollector collector = Open([]))
            Collect(collector, sink, 5);
        File.WriteAllText(Of("journal"), string.Empty);
        Write(9, 3);
        using (ICollector collector = Open(sink.States()))
            Collect(collector, sink, 8);

        JournalFrame notice = sink.Notices.ShouldHaveSingleItem();
        notice.Text.ShouldBe("journal-vacuumed");
        notice.Lost.ShouldBe(4);
        sink.Records.Select(Number).ShouldBe([0, 1, 2, 3, 4, 9, 10, 11]);
    }

    [Fact]
    public void Collect_CursorThatTheJournalRefuses_TellsAndBeginsWithTheOldest()
    {
        JournalSink sink = new();
        Write(0, 2);
        using (ICollector collector = Open([]))
            Collect(collector, sink, 2);
        File.WriteAllText(Of("refuse"), string.Empty);
        using (ICollector collector = Open(sink.States()))
            Collect(collector, sink, 4);

        sink.Notices.ShouldHaveSingleItem().Text.ShouldBe("log-gap");
        sink.Records.Select(Number).ShouldBe([0, 1, 0, 1]);
    }

    [Fact]
    public void Collect_RecordOverTheLimit_IsCutAndMarkedAndTheNextOneIsWhole()
    {
        JournalSink sink = new();
        Write(0, 1);
        File.AppendAllText(Of("journal"), "{\"MESSAGE\":\"" + new string('x', 300_000) + "\",\"__CURSOR\":\"s=a;i=1\",\"N\":\"1\"}\n");
        Write(2, 1);
        using ICollector collector = Open([], new JournalSettings { MaxRecordBytes = 80_000 });
        Collect(collector, sink, 3);

        sink.Records.Select(frame => frame.After.Cursor).ShouldBe(["s=a;i=0", "s=a;i=1", "s=a;i=2"]);
        JournalFrame cut = sink.Records.ElementAt(1);
        cut.Marks.ShouldBe(RecordMarks.Split);
        cut.Text.Length.ShouldBeLessThan(80_000);
    }

    [Fact]
    public void Collect_ProgramThatIsNotThere_IsAProblemAndTriedAgainLater()
    {
        JournalSink sink = new();
        using JournalCollector collector = Open([], new JournalSettings { Program = Of("nothing") });

        collector.Collect(sink).ShouldBeFalse();

        collector.Problem.ShouldNotBeNull().ShouldContain("could not be started");
        sink.Frames.ShouldBeEmpty();
    }

    [Fact]
    public void Collect_Units_AreAskedFor()
    {
        JournalSink sink = new();
        Write(0, 1);
        SourceConfiguration source = new() { Name = "j", Kind = SourceKind.Journald, Units = ["ssh.service"] };
        using ICollector collector = new JournalCollector(source, [], new JournalSettings { Program = Of("journalctl") }, time);
        Collect(collector, sink, 1);

        File.ReadAllText(Of("calls")).ShouldContain("--unit=ssh.service");
    }

    private protected override void Write(int from, int count)
    {
        StringBuilder lines = new();
        for (int i = from; i < from + count; i++)
            lines.Append(CultureInfo.InvariantCulture, $"{{\"__CURSOR\":\"s=a;i={i:x}\",\"MESSAGE\":\"number \\\"__CURSOR\\\":\\\"x\\\"\",\"N\":\"{i}\"}}\n");
        File.AppendAllText(Of("journal"), lines.ToString());
    }

    private protected override ICollector Open(IEnumerable<SourceState> states) => Open(states, new JournalSettings());

    private protected override int Number(JournalFrame record)
    {
        int at = record.Text.IndexOf("\"N\":\"", StringComparison.Ordinal) + 5;
        return int.Parse(record.Text[at..record.Text.IndexOf('"', at)], CultureInfo.InvariantCulture);
    }

    // The child is another process: its output is waited for, up to a bound that only a failure meets.
    private protected override void Collect(ICollector collector, JournalSink sink, int records)
    {
        int refused = sink.Refused;
        SpinWait.SpinUntil(
            () =>
            {
                time.Advance(TimeSpan.FromMilliseconds(20));
                collector.Collect(sink);
                return sink.Records.Count() >= records || sink.Refused > refused;
            },
            TimeSpan.FromSeconds(20));
    }

    private JournalCollector Open(IEnumerable<SourceState> states, JournalSettings settings)
    {
        SourceConfiguration source = new() { Name = "j", Kind = SourceKind.Journald };
        string program = settings.Program == new JournalSettings().Program ? Of("journalctl") : settings.Program;
        return new JournalCollector(source, states, settings with { Program = program }, time);
    }

    private string Of(string name) => Path.Combine(folder.FullName, name);
}
