using System.IO.Compression;
using System.Text;
using HueSoc.Agent.Collectors;
using HueSoc.Agent.Collectors.Files;
using HueSoc.Fleet.Configuration;

namespace HueSoc.Agent.Tests.Collectors.Files;

public sealed class FileCollectorTests : IDisposable
{
    // As long as what is compared of a file's beginning.
    private static readonly string Header = new string('#', 1_023) + "\n";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("huesoc-file-");
    private readonly ManualTime time = new();
    private readonly JournalSink sink = new();
    private SourceConfiguration source;
    private FileSettings settings = new();
    private FileCollector? collector;

    public FileCollectorTests() =>
        source = new SourceConfiguration { Name = "a", Kind = SourceKind.File, Paths = [Of("a.log*")], Format = "plain", MaxLineBytes = 1024 };

    public void Dispose()
    {
        collector?.Dispose();
        folder.Delete(recursive: true);
    }

    [Fact]
    public void Collect_CrLfAndLoneCr_OnlyTheLineEndIsLeftOut()
    {
        Append("one\r\ntwo\rstill two\nthree\n");
        Poll();

        sink.Texts.ShouldBe(["one", "two\rstill two", "three"]);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void Collect_ByteOrderMark_IsNoPartOfTheFirstLineAndTextIsUtf8(string name)
    {
        Encoding encoding = Encoding.GetEncoding(name);
        File.WriteAllBytes(Of("a.log"), [.. encoding.GetPreamble(), .. encoding.GetBytes("Sở Y tế\r\nਊ ba 😀\n")]);
        Poll();

        sink.Texts.ShouldBe(["Sở Y tế", "ਊ ba 😀"]);
        sink.Records.First().Position.Offset.ShouldBe(encoding.GetPreamble().Length);
    }

    [Fact]
    public void Collect_LineOverTheLimit_IsSplitBetweenCharactersAndMarked()
    {
        Append(new string('x', 1023) + "ế" + new string('y', 1500) + "\nnext\n");
        Poll();

        sink.Records.Select(frame => (frame.Raw.Length, frame.Marks)).ShouldBe([(1023, RecordMarks.Split), (1024, RecordMarks.Split), (479, RecordMarks.SplitEnd), (4, RecordMarks.None)]);
        sink.Texts[1].ShouldStartWith("ế");
    }

    [Fact]
    public void Collect_WriterThatLeavesNuls_SkipsThemAndSaysSo()
    {
        using (FileStream stream = File.Create(Of("a.log")))
        {
            stream.Seek(3_000_000, SeekOrigin.Begin);
            stream.Write("after\n"u8);
        }

        Poll();

        sink.Texts.ShouldBe(["after"]);
        sink.Notices.ShouldHaveSingleItem().After.Offset.ShouldBe(3_000_000);
        sink.Records.Single().Position.Offset.ShouldBe(3_000_000);
    }

    [Fact]
    public void Collect_UnfinishedLineOfADeletedFile_IsGivenOutWhenNothingComes()
    {
        Append("one\ntw");
        Poll();
        File.Delete(Of("a.log"));
        Poll();
        time.Advance(TimeSpan.FromSeconds(11));
        Poll();

        sink.Texts.ShouldBe(["one", "tw"]);
        sink.Records.Last().Marks.ShouldBe(RecordMarks.Unfinished);
    }

    [Fact]
    public void Collect_TruncatedUnread_TellsHowManyBytes()
    {
        Append("one\n");
        Poll();
        Append("two\n");
        sink.Room = 0;
        Poll();
        File.WriteAllText(Of("a.log"), string.Empty);
        sink.Room = int.MaxValue;
        Poll(5);

        JournalFrame notice = sink.Notices.ShouldHaveSingleItem();
        notice.Text.ShouldBe("log-truncated");
        notice.Position.Offset.ShouldBe(4);
        notice.Lost.ShouldBe(4);
    }

    [Fact]
    public void Collect_CopyTruncateAndRegrownWhileTheAgentWasDown_ReadsTheRestFromTheCopy()
    {
        Append("one\ntwo\n");
        Poll();
        Restart(() =>
        {
            Append("three\n");
            File.Copy(Of("a.log"), Of("a.log.1"));
            File.WriteAllText(Of("a.log"), "four and more than was there before\n");
        });
        Poll(5);

        sink.Texts.Order().ShouldBe(["four and more than was there before", "one", "three", "two"]);
        sink.Records.Where(frame => frame.Text is "one" or "two" or "three").Select(frame => frame.Source).Distinct().Count().ShouldBe(1);
        sink.Notices.ShouldAllBe(notice => notice.Lost == 0);
    }

    [Fact]
    public void Collect_RotatedAndCompressedWhileTheAgentWasDown_ReadsTheRestFromTheArchive()
    {
        Append("one\ntwo\n");
        Poll();
        Restart(() =>
        {
            Append("three\n");
            Compress();
        });
        Poll(6);

        sink.Texts.ShouldBe(["one", "two", "three"]);
        sink.Notices.ShouldAllBe(notice => notice.Lost == 0);
    }

    [Fact]
    public void Collect_ArchiveThatTakesSeveralTurnsToDecompress_IsComparedToItsEnd()
    {
        settings = settings with { ChunkBytes = 2_000, DecompressBytes = 5_000 };
        Append(string.Concat(Enumerable.Range(0, 2_000).Select(number => $"a line with the number {number}\n")));
        Poll();
        Restart(() =>
        {
            Append("the last\n");
            Compress();
        });
        Poll(60);

        sink.Texts.Count.ShouldBe(2_001);
        sink.Texts[^1].ShouldBe("the last");
    }

    [Fact]
    public void Collect_LogsWhoseLinesEndAlike_AreToldApartByWhatIsBeforeThat()
    {
        string line = new string('x', 200) + "\n";
        Append(Header + "A" + line + line);
        Poll();
        File.Delete(Of("a.log"));
        Poll(5);
        File.WriteAllText(Of("a.log.other"), Header + "B" + line);
        Poll(5);

        sink.Texts.Count(text => text.StartsWith('B')).ShouldBe(1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Collect_FileThatBeginsLikeAnotherVanishesUnread_ItsBytesAreTold(bool deleted)
    {
        CollectLogThatIsGone();
        File.WriteAllText(Of("a.log.other"), Header + "one");
        Poll();
        if (deleted)
            File.Delete(Of("a.log.other"));
        else
            File.WriteAllText(Of("a.log.other"), string.Empty);
        Poll(3);

        JournalFrame notice = sink.Notices.ShouldHaveSingleItem();
        notice.Path.ShouldBe(Of("a.log.other"));
        notice.Lost.ShouldBe(3);
        sink.States().ShouldNotContain(state => state.Source == notice.Source);
    }

    [Fact]
    public void Collect_ManyFilesThatBeginLikeAnotherVanishWhileTheSpoolIsFull_AllTheirBytesAreToldInFewNotices()
    {
        CollectLogThatIsGone();
        string[] paths = [.. Enumerable.Range(0, 300).Select(number => Of($"a.log.{number}"))];
        foreach (string path in paths)
            File.WriteAllText(path, Header + "one");
        Poll();
        sink.Room = 0;
        foreach (string path in paths)
            File.Delete(path);
        Poll(3);
        sink.Room = int.MaxValue;
        Poll(3);

        sink.Notices.Count().ShouldBe(257);
        sink.Notices.Sum(notice => notice.Lost).ShouldBe(900);
        sink.Notices.Last().Message.ShouldStartWith("44 more files");
    }

    [Fact]
    public void Collect_CrashRightAfterTheFirstRecord_GoesOnInTheFormatThatWasChosen()
    {
        source = source with { Format = "auto" };
        Append("Nov 22 12:00:00 host sshd[1]: one\n");
        Poll();
        string format = sink.Records.Single().Reading!.GetType().Name;
        Restart(() => Append("two, which looks like nothing\n"), kept: sink.Frames.FindIndex(frame => frame.Kind == JournalFrameKind.Record) + 1);
        Poll();

        sink.Texts.ShouldBe(["Nov 22 12:00:00 host sshd[1]: one", "two, which looks like nothing"]);
        sink.Records.Last().Reading!.GetType().Name.ShouldBe(format);
    }

    [Fact]
    public void Collect_LateCopyIsGoneAfterACrashInTheMiddleOfIt_IsTold()
    {
        Append("one\n");
        Poll();
        Append("two\nthree\n");
        sink.Room = 0;
        Poll();
        byte[] all = File.ReadAllBytes(Of("a.log"));
        File.WriteAllText(Of("a.log"), string.Empty);
        sink.Room = int.MaxValue;
        Poll(5);
        sink.Notices.ShouldHaveSingleItem().Position.Offset.ShouldBe(4);
        File.WriteAllBytes(Of("a.log.1"), all);
        Poll(5);
        Restart(() => File.Delete(Of("a.log.1")), kept: sink.Frames.FindIndex(frame => frame.Text == "two") + 1);
        Poll(5);

        sink.Texts.ShouldBe(["one", "two"]);
        sink.Notices.Last().Position.Offset.ShouldBe(8);
    }

    [Fact]
    public void Collect_CrashRightAfterANotice_TellsItOnce()
    {
        Append("one\n");
        Poll();
        Append("two\n");
        sink.Room = 0;
        Poll();
        File.WriteAllText(Of("a.log"), string.Empty);
        sink.Room = int.MaxValue;
        Poll(5);
        Restart(() => { }, kept: sink.Frames.FindIndex(frame => frame.Kind == JournalFrameKind.Notice) + 1);
        Poll(5);

        sink.Notices.ShouldHaveSingleItem().Lost.ShouldBe(4);
    }

    [Fact]
    public void Collect_TwoNamesOfOneFileAndASymbolicLink_AreReadOnce()
    {
        Append("one\n");
        File.CreateSymbolicLink(Of("a.log.link"), Of("a.log"));
        Poll();

        sink.Texts.ShouldBe(["one"]);
    }

    [Fact]
    public void Collect_FoldersPipesAndCycles_AreLeftAlone()
    {
        Directory.CreateDirectory(Of("a.logs"));
        File.CreateSymbolicLink(Of("a.log.loop"), Of("a.log.loop"));
        System.Diagnostics.Process.Start("mkfifo", Of("a.log.pipe")).WaitForExit();
        Append("one\n");
        Poll();

        sink.Texts.ShouldBe(["one"]);
    }

    [Fact]
    public void Collect_FileThatMayNotBeOpened_IsAProblemAndNeighboursGoOn()
    {
        Append("one\n");
        File.WriteAllText(Of("a.log.bad"), "secret\n");
        collector = new FileCollector(source, [source], [], new FileSettings(), new RefusingFileAccess(Of("a.log.bad")), time);
        Poll();

        sink.Texts.ShouldBe(["one"]);
        collector.Problem.ShouldNotBeNull().ShouldContain("a.log.bad");
    }

    [Fact]
    public void Collect_Multiline_JoinsIndentedLinesAndFlushesTheLastWhenIdle()
    {
        source = source with { Multiline = new MultilineConfiguration { Start = MultilineStart.NotIndented, IdleSeconds = 5 } };
        Append("one\n  at a\n  at b\ntwo\n  at c\n");
        Poll();
        sink.Texts.ShouldBe(["one\n  at a\n  at b"]);
        time.Advance(TimeSpan.FromSeconds(6));
        Poll();

        sink.Texts.ShouldBe(["one\n  at a\n  at b", "two\n  at c"]);
        sink.Records.Last().Marks.ShouldBe(RecordMarks.Multiline);
    }

    [Fact]
    public void Collect_FileBiggerThanItsShare_ComesPieceByPiece()
    {
        Append(string.Concat(Enumerable.Range(0, 60_000).Select(number => $"a line with the number {number}\n")));
        collector = Open();

        collector.Collect(sink).ShouldBeTrue();
        sink.Records.Count().ShouldBeLessThan(60_000);
        Poll(5);

        sink.Records.Count().ShouldBe(60_000);
        collector.Lag.ShouldBe(0);
    }

    private string Of(string name) => Path.Combine(folder.FullName, name);

    // As logrotate does it.
    private void Compress()
    {
        using (GZipStream gzip = new(File.Create(Of("a.log.1.gz")), CompressionLevel.Fastest))
            gzip.Write(File.ReadAllBytes(Of("a.log")));
        File.Delete(Of("a.log"));
    }

    // Files with the same beginning may be copies of it.
    private void CollectLogThatIsGone()
    {
        Append(Header + "one and only\n");
        Poll();
        File.Delete(Of("a.log"));
        time.Advance(TimeSpan.FromSeconds(11));
        Poll(5);
    }

    private void Append(string text) => File.AppendAllText(Of("a.log"), text);

    private FileCollector Open() => new(source, [source], sink.States(), settings, new LinuxFileAccess(), time);

    private void Poll(int times = 2)
    {
        collector ??= Open();
        for (int i = 0; i < times; i++)
            collector.Collect(sink);
    }

    private void Restart(Action meanwhile, int kept = int.MaxValue)
    {
        collector?.Dispose();
        sink.Crash(kept);
        meanwhile();
        collector = Open();
    }
}
