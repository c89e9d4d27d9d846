using System.IO.Compression;
using System.Text;
using HueSoc.Agent.Collectors;
using HueSoc.Agent.Collectors.Files;
using HueSoc.Fleet.Configuration;

namespace HueSoc.Agent.Tests.Collectors.Files;

public sealed class FileCollectorTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("huesoc-file-");
    private readonly ManualTime time = new();
    private readonly JournalSink sink = new();
    private SourceConfiguration source;
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
            using (GZipStream gzip = new(File.Create(Of("a.log.1.gz")), CompressionLevel.Fastest))
                gzip.Write(File.ReadAllBytes(Of("a.log")));
            File.Delete(Of("a.log"));
        });
        Poll(6);

        sink.Texts.ShouldBe(["one", "two", "three"]);
        sink.Notices.ShouldAllBe(notice => notice.Lost == 0);
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

    private void Append(string text) => File.AppendAllText(Of("a.log"), text);

    private FileCollector Open() => new(source, [source], sink.States(), new FileSettings(), new LinuxFileAccess(), time);

    private void Poll(int times = 2)
    {
        collector ??= Open();
        for (int i = 0; i < times; i++)
            collector.Collect(sink);
    }

    private void Restart(Action meanwhile)
    {
        collector?.Dispose();
        sink.Crash(int.MaxValue);
        meanwhile();
        collector = Open();
    }
}
