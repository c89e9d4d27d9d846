using System.Text;
using HueSoc.Events.Readers;

namespace HueSoc.Events.Tests.Readers;

public sealed class JsonLinesReaderTests : EventReaderContract
{
    internal override EventReader Open(Stream stream, EventReaderOptions options) => new JsonLinesReader(stream, options);

    protected override string Write(IEnumerable<string> events) => string.Concat(events.Select(e => e + "\n"));

    protected override long RecordOf(int index) => index + 1;

    [Theory]
    [InlineData("{\"a\":1}\r\n{\"b\":2}\r\n")]
    [InlineData("{\"a\":1}\n{\"b\":2}")]
    [InlineData(" \t{\"a\":1} \0\n\0\0{\"b\":2}\0\0\n")]
    [InlineData("\uFEFF{\"a\":1}\n\uFEFF{\"b\":2}\n")]
    [InlineData("{\"a\":1}\r\r\n\r{\"b\":2}\r")]
    public void TryRead_BlanksAroundALine_AreNoPartOfIt(string source) =>
        Read(source).Events.ShouldBe([(1, "{\"a\":1}"), (2, "{\"b\":2}")]);

    [Fact]
    public void TryRead_BlankLines_CountAndAreNoEvents() =>
        Read("\n\r\n{\"a\":1}\n \t \n\0\0\0\n\uFEFF\n{\"b\":2}\n\n").Events.ShouldBe([(3, "{\"a\":1}"), (7, "{\"b\":2}")]);

    [Fact]
    public void TryRead_LoneCarriageReturn_EndsNoLine() =>
        Read("{\"a\":\r1}\n{}").Events.ShouldBe([(1, "{\"a\":\r1}"), (2, "{}")]);

    [Fact]
    public void TryRead_LineThatIsNotJson_IsHandedOnAsItIs() =>
        Read("{\"a\":1}\nnot json\n[1]\n{\"cut\":\n{}\n").Events.ShouldBe(
            [(1, "{\"a\":1}"), (2, "not json"), (3, "[1]"), (4, "{\"cut\":"), (5, "{}")]);

    [Fact]
    public void TryRead_LastLineOverTheLimitWithoutNewline_IsAProblem()
    {
        Reading reading = Read("{}\n" + new string('x', 1000), new EventReaderOptions { BatchBytes = 64, MaxEventBytes = 100 });

        reading.Events.ShouldBe([(1, "{}")]);
        reading.Problems.ShouldBe([new ReadProblem(2, "the line is longer than 100 bytes and was skipped")]);
    }

    [Fact]
    public void TryRead_HoleOfNulsInAFile_TakesNoMemoryAndLosesNoEvent()
    {
        byte[] source = [.. "{\"a\":1}\n"u8, .. new byte[5_000_000], .. "{\"b\":2}"u8, .. new byte[5_000_000], .. "\n{}\n"u8];

        Reading reading = Read(source, new EventReaderOptions { BatchBytes = 4096, MaxEventBytes = 10_000 });

        reading.Events.ShouldBe([(1, "{\"a\":1}"), (2, "{\"b\":2}"), (3, "{}")]);
        reading.LargestBuffer.ShouldBeLessThan(50_000);
    }

    [Fact]
    public void TryRead_LinesAcrossBatches_AllocatesNothingPerLine()
    {
        byte[] source = Encoding.UTF8.GetBytes(Write(Enumerable.Repeat(Samples[0], 100_000)));
        EventReaderOptions options = new() { BatchBytes = 64 * 1024 };
        EventBatch batch = new();
        ReadAll(source, options, batch);

        long before = GC.GetAllocatedBytesForCurrentThread();
        int lines = ReadAll(source, options, batch);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        lines.ShouldBe(100_000);
        allocated.ShouldBeLessThan(lines);
    }

    [Fact]
    public void TryRead_RandomBytes_EqualsSplittingThem()
    {
        string[] pieces = ["\n", "\n", "\r\n", "{\"a\":1}", "{}", " ", "\0", "\r", "\uFEFF", "x", "}", "{"];
        Random random = new(7);
        for (int round = 0; round < 3000; round++)
        {
            string source = string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => pieces[random.Next(pieces.Length)]));
            EventReaderOptions options = new() { BatchBytes = random.Next(1, 30), MaxEventBytes = random.Next(3, 20) };

            Reading reading = Read(source, options);

            List<(long, string)> lines = [.. source.Split('\n').Select((line, i) => ((long)i + 1, Latin(TrimLine(line))))];
            reading.Events.ShouldBe(lines.Where(l => l.Item2.Length > 0 && l.Item2.Length <= options.MaxEventBytes), $"{round}");
            reading.Problems.Select(p => p.Record).ShouldBe(
                lines.Where(l => l.Item2.Length > options.MaxEventBytes).Select(l => l.Item1), $"{round}");
        }
    }

    private static string TrimLine(string line) => line.TrimStart(' ', '\0', '\r', '\uFEFF').TrimEnd(' ', '\0', '\r');

    private static int ReadAll(byte[] source, EventReaderOptions options, EventBatch batch)
    {
        int lines = 0;
        using JsonLinesReader reader = new(new MemoryStream(source), options);
        while (reader.TryRead(batch))
            lines += batch.Events.Length;
        return lines;
    }
}
