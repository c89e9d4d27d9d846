using System.Text;
using HueSoc.Events.Logs;
using HueSoc.Events.Readers;

namespace HueSoc.Events.Tests.Readers;

public sealed class LogLinesReaderTests
{
    private static readonly DateTimeOffset Written = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    public static TheoryData<int> BatchSizes => EventReaderContract.BatchSizes;

    [Theory]
    [MemberData(nameof(BatchSizes))]
    public void TryRead_AnyBatchSize_GivesEveryLineWithItsNumberAndOffset(int batchBytes)
    {
        string source = string.Concat(Enumerable.Range(0, 40).Select(i => i % 10 == 9 ? "\n" : $"line {i}{(i % 3 == 0 ? "\r" : "")}\n")) + "last";

        Reading reading = Read(Encoding.UTF8.GetBytes(source), new EventReaderOptions { BatchBytes = batchBytes });

        reading.Problems.ShouldBeEmpty();
        reading.Records.ShouldBe([.. Enumerable.Range(0, 40).Where(i => i % 10 != 9).Select(i => i + 1L), 41]);
        reading.Texts.ShouldAllBe(text => source.Substring(Offset(text)).StartsWith(Message(text)));
        reading.Bytes.ShouldBe(source.Length);
        reading.FileBytes.ShouldBe(source.Length);
    }

    [Fact]
    public void TryRead_FewBytesAtOnce_GivesTheSame()
    {
        TrickleStream stream = new(1, "one\ntwo\r\nthree"u8.ToArray());

        Reading.Of(Open(stream, new EventReaderOptions { BatchBytes = 4 })).Texts.Select(Message).ShouldBe(["one", "two", "three"]);
    }

    [Fact]
    public void TryRead_NothingInSource_GivesNothing() => Read([]).Events.ShouldBeEmpty();

    [Fact]
    public void TryRead_ReadingFails_KeepsWhatCameBeforeAndSaysSo()
    {
        TrickleStream stream = new(100, "one\ntwo"u8.ToArray()) { Failure = new IOException("the disk is gone") };

        Reading reading = Reading.Of(Open(stream, new EventReaderOptions()));

        reading.Texts.Select(Message).ShouldBe(["one", "two"]);
        reading.Problems.ShouldBe([new ReadProblem(0, "reading stopped: the disk is gone")]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(100_000)]
    public void TryRead_LineOverTheLimit_IsAProblemAndItsNeighboursAreRead(int batchBytes)
    {
        string exact = new('x', 100);
        string source = $"a\n{exact}x\n{exact}\n{exact}{exact}\nb\n{exact}{exact}{exact}";

        Reading reading = Read(Encoding.UTF8.GetBytes(source), new EventReaderOptions { BatchBytes = batchBytes, MaxEventBytes = 100 });

        reading.Events.Select(e => (e.Record, Message(e.Text))).ShouldBe([(1, "a"), (3, exact), (5, "b")]);
        reading.Problems.Select(p => p.Record).ShouldBe([2, 4, 6]);
        reading.Bytes.ShouldBe(source.Length);
    }

    [Fact]
    public void TryRead_HugeLine_IsNotBuffered()
    {
        Reading reading = Read(
            Encoding.UTF8.GetBytes(new string('x', 5_000_000) + "\nb\n"), new EventReaderOptions { BatchBytes = 4096, MaxEventBytes = 10_000 });

        reading.Events.Select(e => (e.Record, Message(e.Text))).ShouldBe([(2, "b")]);
        reading.LargestBuffer.ShouldBeLessThan(50_000);
    }

    [Fact]
    public void TryRead_Utf16AndMarks_AreReadAsUtf8()
    {
        UnicodeEncoding encoding = new(bigEndian: false, byteOrderMark: true);

        Read([.. encoding.GetPreamble(), .. encoding.GetBytes("xin chào\nb\n")]).Texts.Select(Message).ShouldBe([Latin("xin chào"), "b"]);
        Read([0xEF, 0xBB, 0xBF, .. "a\nb"u8]).Texts.Select(Message).ShouldBe(["a", "b"]);
    }

    [Theory]
    [MemberData(nameof(BatchSizes))]
    public void TryRead_ExportedJournal_GivesRecordsWithLinesInThem(int batchBytes)
    {
        byte[] source =
        [
            .. "__CURSOR=1\nMESSAGE\n"u8, 8, 0, 0, 0, 0, 0, 0, 0, .. "a\n\nb\nc=d\n\n"u8,
            .. "__CURSOR=2\nMESSAGE=second\n\n"u8,
            .. "__CURSOR=3\nMESSAGE=cut"u8,
        ];
        EventReaderOptions options = new() { BatchBytes = batchBytes };

        Reading reading = Reading.Of(Open(new TrickleStream(3, source), options, "journal_export"));

        reading.Problems.ShouldBeEmpty();
        reading.Events.Select(e => (e.Record, Message(e.Text))).ShouldBe([(1, "a\\n\\nb\\nc=d"), (2, "second"), (3, "cut")]);
        reading.Bytes.ShouldBe(source.Length);
    }

    [Fact]
    public void TryRead_JournalRecordOverTheLimit_IsAProblemAndItsNeighboursAreRead()
    {
        byte[] source = Encoding.UTF8.GetBytes($"MESSAGE=a\n\nMESSAGE={new string('x', 300)}\nB=1\n\nMESSAGE=b\n\n");

        Reading reading = Reading.Of(Open(new TrickleStream(7, source), new EventReaderOptions { MaxEventBytes = 100 }, "journal_export"));

        reading.Problems.Single().Record.ShouldBe(2);
        reading.Events.Select(e => (e.Record, Message(e.Text))).ShouldBe([(1, "a"), (3, "b")]);
    }

    private static Reading Read(byte[] source, EventReaderOptions? options = null) =>
        Reading.Of(Open(new MemoryStream(source), options ?? new EventReaderOptions()));

    private static LogLinesReader Open(Stream stream, EventReaderOptions options, string format = "plain") =>
        new(new SourceBytes(stream, gzip: false, options), LogFormats.Find(format)!, "a.log", Written, TimeZoneInfo.Utc, options);

    private static string Latin(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    private static string Message(string json) => Between(json, "\"message\":\"", "\"");

    private static int Offset(string json) => int.Parse(Between(json, "\"offset\":", "}").TrimEnd(','), System.Globalization.CultureInfo.InvariantCulture);

    private static string Between(string json, string before, string after)
    {
        int start = json.IndexOf(before, StringComparison.Ordinal) + before.Length;
        return json[start..json.IndexOf(after, start, StringComparison.Ordinal)];
    }
}
