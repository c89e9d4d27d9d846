using System.Text;
using HueSoc.Events.Readers;

namespace HueSoc.Events.Tests.Readers;

/// <summary>What every reader promises, whatever its format. A new reader inherits it and says how its format is written.</summary>
public abstract class EventReaderContract
{
    public static TheoryData<int> BatchSizes => [1, 2, 3, 7, 16, 64, 4096, 1 << 20];

    /// <summary>The events that are written in most tests.</summary>
    protected static string[] Samples { get; } =
    [
        """{"EventID":1,"CommandLine":"cmd.exe /c \"echo {[\\\" & ver"}""",
        """{"a":{"b":[{"c":"}"},{"d":"]"}]}}""",
        "{}",
        """{"ten":"Nguyễn Văn Huế","dấu":"、"}""",
    ];

    internal abstract EventReader Open(Stream stream, EventReaderOptions options);

    /// <summary>Writes events as a source.</summary>
    protected abstract string Write(IEnumerable<string> events);

    /// <summary>The record of the n-th event, from 0, in what <see cref="Write"/> makes.</summary>
    protected abstract long RecordOf(int index);

    internal Reading Read(byte[] source, EventReaderOptions? options = null) =>
        Reading.Of(Open(new MemoryStream(source), options ?? new EventReaderOptions()));

    internal Reading Read(string source, EventReaderOptions? options = null) => Read(Encoding.UTF8.GetBytes(source), options);

    protected static string Latin(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    [Theory]
    [MemberData(nameof(BatchSizes))]
    public void TryRead_AnyBatchSize_GivesEveryEventInOrderWithItsRecord(int batchBytes)
    {
        string[] events = [.. Enumerable.Range(0, 50).Select(i => Samples[i % Samples.Length])];

        Reading reading = Read(Write(events), new EventReaderOptions { BatchBytes = batchBytes });

        reading.Problems.ShouldBeEmpty();
        reading.Events.ShouldBe(events.Select((text, i) => (RecordOf(i), Latin(text))));
    }

    [Theory]
    [MemberData(nameof(BatchSizes))]
    public void TryRead_AnyBatchSize_AccountsForEveryByte(int batchBytes)
    {
        byte[] source = Encoding.UTF8.GetBytes(Write(Samples) + "\0\0  \n rubbish");

        Reading reading = Read(source, new EventReaderOptions { BatchBytes = batchBytes });

        reading.Bytes.ShouldBe(source.Length);
        reading.FileBytes.ShouldBe(source.Length);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void TryRead_StreamThatGivesFewBytesAtOnce_GivesTheSameEvents(int atOnce)
    {
        TrickleStream stream = new(atOnce, Encoding.UTF8.GetBytes(Write(Samples)));

        Reading reading = Reading.Of(Open(stream, new EventReaderOptions { BatchBytes = 20 }));

        reading.Texts.ShouldBe(Samples.Select(Latin));
    }

    [Fact]
    public void TryRead_NothingInSource_GivesNothing()
    {
        using EventReader reader = Open(new MemoryStream(), new EventReaderOptions());

        reader.TryRead(new EventBatch()).ShouldBeFalse();
    }

    [Fact]
    public void TryRead_AfterTheEnd_GivesNothingAgain()
    {
        using EventReader reader = Open(new MemoryStream(Encoding.UTF8.GetBytes(Write(Samples))), new EventReaderOptions());
        EventBatch batch = new();
        while (reader.TryRead(batch))
        {
        }

        reader.TryRead(batch).ShouldBeFalse();
        batch.Events.Length.ShouldBe(0);
    }

    [Fact]
    public void TryRead_SourceThatGrowsAfterItsEndWasSeen_EndsThere()
    {
        TrickleStream stream = new(100, Encoding.UTF8.GetBytes(Write(Samples)), "{\"late\":1}\n"u8.ToArray());

        Reading reading = Reading.Of(Open(stream, new EventReaderOptions { BatchBytes = 64 }));

        reading.Texts.ShouldBe(Samples.Select(Latin));
        reading.Problems.ShouldBeEmpty();
    }

    [Fact]
    public void TryRead_ReadingFails_KeepsWhatCameBeforeAndSaysSo()
    {
        TrickleStream stream = new(100, Encoding.UTF8.GetBytes(Write(Samples))) { Failure = new IOException("the disk is gone") };

        Reading reading = Reading.Of(Open(stream, new EventReaderOptions { BatchBytes = 64 }));

        reading.Texts.ShouldBe(Samples.Select(Latin));
        reading.Problems.ShouldBe([new ReadProblem(0, "reading stopped: the disk is gone")]);
    }

    [Fact]
    public void TryRead_Utf8Mark_IsNoPartOfTheFirstEvent()
    {
        Reading reading = Read([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Write(Samples))]);

        reading.Texts.ShouldBe(Samples.Select(Latin));
        reading.Problems.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(false, 4096)]
    [InlineData(true, 1)]
    [InlineData(true, 4096)]
    public void TryRead_Utf16WithMark_IsReadAsUtf8(bool bigEndian, int batchBytes)
    {
        UnicodeEncoding encoding = new(bigEndian, byteOrderMark: true);

        Reading reading = Read(
            [.. encoding.GetPreamble(), .. encoding.GetBytes(Write(Samples))], new EventReaderOptions { BatchBytes = batchBytes });

        reading.Texts.ShouldBe(Samples.Select(Latin));
        reading.Problems.ShouldBeEmpty();
    }

    [Fact]
    public void TryRead_InvalidUtf8_IsLeftAsItIs()
    {
        byte[] source = Encoding.Latin1.GetBytes(Write(["{\"a\":\"\xFF\xC3\xA0\x80\"}", "{\"b\":1}"]));

        Read(source).Texts.ShouldBe(["{\"a\":\"\xFF\xC3\xA0\x80\"}", "{\"b\":1}"]);
    }

    [Fact]
    public void TryRead_NulsAfterTheLastEvent_AreNoEventAndNoProblem()
    {
        Reading reading = Read(Write(Samples) + new string('\0', 10_000), new EventReaderOptions { BatchBytes = 100, MaxEventBytes = 200 });

        reading.Texts.ShouldBe(Samples.Select(Latin));
        reading.Problems.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(100_000)]
    public void TryRead_EventOverTheLimit_IsAProblemAndItsNeighboursAreRead(int batchBytes)
    {
        string exact = $$"""{"a":"{{new string('x', 92)}}"}""";
        string over = $$"""{"a":"{{new string('x', 93)}}"}""";

        Reading reading = Read(
            Write(["{}", over, exact, over, "{\"b\":1}"]), new EventReaderOptions { BatchBytes = batchBytes, MaxEventBytes = 100 });

        reading.Events.ShouldBe([(RecordOf(0), "{}"), (RecordOf(2), exact), (RecordOf(4), "{\"b\":1}")]);
        reading.Problems.Select(p => p.Record).ShouldBe([RecordOf(1), RecordOf(3)]);
    }

    [Fact]
    public void TryRead_HugeEventOverTheLimit_IsNotBuffered()
    {
        string huge = $$"""{"a":"{{new string('x', 5_000_000)}}"}""";

        Reading reading = Read(Write([huge, "{}"]), new EventReaderOptions { BatchBytes = 4096, MaxEventBytes = 10_000 });

        reading.Events.ShouldBe([(RecordOf(1), "{}")]);
        reading.LargestBuffer.ShouldBeLessThan(50_000);
    }

    [Fact]
    public void TryRead_NestingOf100000_IsOneEvent()
    {
        string deep = "{\"a\":" + new string('[', 100_000) + new string(']', 100_000) + "}";

        Reading reading = Read(Write([deep, "{}"]));

        reading.Texts.ShouldBe([deep, "{}"]);
    }
}
