using System.Text;
using HueSoc.Events.Readers;

namespace HueSoc.Events.Tests.Readers;

public sealed class EventFileTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("huesoc-events-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("a.jsonl", "{\"a\":1}\n{\"b\":2}\n", 2)]
    [InlineData("a.NDJSON", "{\"a\":1}\n{\"b\":2}\n", 2)]
    [InlineData("a.json", "{\"a\":1}\n{\"b\":2}\n", 2)]
    [InlineData("one.json", "{\"a\":1}", 1)]
    [InlineData("array.json", " [{\"a\":1},\n{\"b\":2}]", 2)]
    [InlineData("array.jsonl", "\uFEFF[{\"a\":1},\n{\"b\":2}]", 2)]
    [InlineData("pretty.json", "{\n  \"a\": 1\n}\n{\n  \"b\": 2\n}\n", 2)]
    [InlineData("pretty-in-line.json", "{\"a\":[\n{\"x\":1}\n]}\n{\"b\": 2}\n", 2)]
    [InlineData("headed.json", "Record 1\n{\n  \"a\": 1\n}\nRecord 2\n{\n  \"b\": 2\n}\n", 2)]
    [InlineData("joined.json", "{\"a\":1}{\"b\":2}", 2)]
    [InlineData("commas.json", "{\"a\":1},\n{\"b\":2}", 2)]
    public void Open_Content_DecidesBetweenLinesAndElements(string name, string content, int events)
    {
        foreach (bool gzip in (bool[])[false, true])
        {
            byte[] bytes = gzip ? Gzipped.Of(content) : Encoding.UTF8.GetBytes(content);
            EventFileOpening opening = EventFile.Open(Write(gzip ? name + ".gz" : name, bytes), new EventReaderOptions());

            opening.Fault.ShouldBe(EventFileFault.None);
            opening.FileBytes.ShouldBe(bytes.Length);
            Reading reading = Reading.Of(opening.Reader!);
            reading.Records.ShouldBe(Enumerable.Range(1, events).Select(n => (long)n));
            reading.Problems.ShouldBeEmpty();
            reading.FileBytes.ShouldBe(bytes.Length);
            reading.Bytes.ShouldBe(Encoding.UTF8.GetByteCount(content));
        }
    }

    [Theory]
    [InlineData("{\"a\":1,\n{\"b\":2}\n{\"c\":3}\n")]
    [InlineData("{\"a\":\"cut\n{\"b\":2}\n{\"c\":3}\n")]
    [InlineData("\"a\":1}\n{\"b\":2}\n{\"c\":3}\n")]
    public void Open_JsonWhoseFirstLineIsCutOff_ReadsLines(string content)
    {
        EventFileOpening opening = EventFile.Open(Write("a.json", Encoding.UTF8.GetBytes(content)), new EventReaderOptions());

        Reading.Of(opening.Reader!).Events.TakeLast(2).ShouldBe([(2, "{\"b\":2}"), (3, "{\"c\":3}")]);
    }

    [Theory]
    [InlineData("a.txt", "only files that end in .jsonl, .ndjson, .json, .evtx, .log, or these and .gz, are read")]
    [InlineData("a", "only files that end in .jsonl, .ndjson, .json, .evtx, .log, or these and .gz, are read")]
    [InlineData("a.gz", "only files that end in .jsonl, .ndjson, .json, .evtx, .log, or these and .gz, are read")]
    public void Open_OtherEnding_IsUnsupported(string name, string reason)
    {
        EventFileOpening opening = EventFile.Open(Write(name, "{}"u8.ToArray()), new EventReaderOptions());

        opening.ShouldBe(new EventFileOpening(null, 0, EventFileFault.Unsupported, reason));
    }

    [Theory]
    [InlineData("Mar  1 07:00:01 web-01 sshd[421]: Failed password for root from 203.0.113.9 port 4711 ssh2\n", "\"ip\":\"203.0.113.9\"")]
    [InlineData("#Software: x\n#Fields: date time c-ip cs-method cs-uri-stem\n2026-03-01 07:00:01 203.0.113.9 GET /a\n", "\"@timestamp\":\"2026-03-01T07:00:01.000Z\"")]
    [InlineData("10.0.0.9 - - [01/Mar/2026:07:00:01 +0000] \"GET /a HTTP/1.0\" 304 -\n", "\"dataset\":\"apache.access\"")]
    [InlineData("type=LOGIN msg=audit(1481077041.515:406): pid=1\n", "\"module\":\"auditd\"")]
    [InlineData("{\"EventID\":4625}\n", "{\"EventID\":4625}")]
    [InlineData("anything\n", "\"message\":\"anything\"")]
    public void Open_Log_IsReadAsWhatItsBeginningLooksLike(string content, string part)
    {
        foreach (bool gzip in (bool[])[false, true])
        {
            byte[] bytes = gzip ? Gzipped.Of(content) : Encoding.UTF8.GetBytes(content);
            Reading reading = Reading.Of(EventFile.Open(Write(gzip ? "a.LOG.gz" : "a.log", bytes), new EventReaderOptions()).Reader!);

            (long record, string text) = reading.Events.ShouldHaveSingleItem();
            record.ShouldBe(content.Count(c => c == '\n'));
            text.ShouldContain(part);
            reading.Bytes.ShouldBe(content.Length);
        }
    }

    [Fact]
    public void Open_LogWithoutYears_IsOfTheYearItWasLastWritten()
    {
        string path = Write("old.log", "Dec 31 23:00:00 a su: x\nJan  1 01:00:00 a su: y\n"u8.ToArray());
        File.SetLastWriteTimeUtc(path, new DateTime(2021, 1, 1, 12, 0, 0, DateTimeKind.Utc));

        Reading.Of(EventFile.Open(path, new EventReaderOptions()).Reader!).Texts.Select(text => text[15..19]).ShouldBe(["2020", "2021"]);
    }

    [Fact]
    public void Open_MissingFile_IsUnreadable() =>
        EventFile.Open(Path.Combine(folder.FullName, "none.jsonl"), new EventReaderOptions())
            .ShouldBe(new EventFileOpening(null, 0, EventFileFault.Unreadable, "it does not exist"));

    [Fact]
    public void Open_Folder_IsUnreadable() =>
        EventFile.Open(folder.CreateSubdirectory("d.jsonl").FullName, new EventReaderOptions())
            .ShouldBe(new EventFileOpening(null, 0, EventFileFault.Unreadable, "it is a folder"));

    [Theory]
    [InlineData("\0.jsonl")]
    [InlineData("")]
    public void Open_NameThatNoFileCanHave_IsAFault(string path) =>
        EventFile.Open(path, new EventReaderOptions()).Fault.ShouldNotBe(EventFileFault.None);

    [Fact]
    public void Open_FileThatIsBeingWritten_IsReadUpToWhereItsEndIsSeen()
    {
        string path = Path.Combine(folder.FullName, "live.jsonl");
        using FileStream writer = new(path, FileMode.Create, FileAccess.Write, FileShare.Read);
        writer.Write("{\"a\":1}\n"u8);
        writer.Flush();
        using EventReader reader = EventFile.Open(path, new EventReaderOptions()).Reader!;
        EventBatch batch = new();
        int before = reader.TryRead(batch) ? batch.Events.Length : 0;
        writer.Write("{\"b\":1}\n"u8);
        writer.Flush();

        before.ShouldBe(1);
        reader.TryRead(batch).ShouldBeFalse();
    }

    [Fact]
    public void Open_GzipCutOff_KeepsTheLinesAndSaysSoOnce()
    {
        byte[] whole = Gzipped.Of(string.Concat(Enumerable.Range(0, 10_000).Select(i => $"{{\"n\":{i * 7919}}}\n")));

        Reading reading = Reading.Of(
            EventFile.Open(Write("a.jsonl.gz", whole[..(whole.Length / 2)]), new EventReaderOptions()).Reader!);

        reading.Events.Count.ShouldBeGreaterThan(3000);
        reading.Problems.ShouldHaveSingleItem().Record.ShouldBe(0);
    }

    [Fact]
    public void Open_GzipArrayCutOff_KeepsTheElementsAndSaysSoOnce()
    {
        byte[] whole = Gzipped.Of($"[{string.Join(',', Enumerable.Range(0, 10_000).Select(i => $"{{\"n\":{i * 7919}}}"))}]");

        Reading reading = Reading.Of(
            EventFile.Open(Write("a.json.gz", whole[..(whole.Length / 2)]), new EventReaderOptions()).Reader!);

        reading.Events.Count.ShouldBeGreaterThan(3000);
        reading.Problems.ShouldHaveSingleItem().Record.ShouldBe(0);
    }

    [Fact]
    public void Open_GzipThatGoesOnForEver_StopsAtTheLimitWithoutBufferingIt()
    {
        byte[] bomb = Gzipped.Of([.. "{}\n"u8, .. Enumerable.Repeat((byte)'x', 50_000_000)]);
        EventReaderOptions options = new() { MaxDecompressedBytes = 20_000_000, MaxEventBytes = 100_000, BatchBytes = 10_000 };

        Reading reading = Reading.Of(EventFile.Open(Write("bomb.jsonl.gz", bomb), options).Reader!);

        reading.Texts.ShouldBe(["{}"]);
        reading.Bytes.ShouldBe(20_000_000);
        reading.Problems.Select(p => p.Record).ShouldBe([2, 0]);
        reading.LargestBuffer.ShouldBeLessThan(300_000);
    }

    [Fact]
    public void Open_GzipMembersJoined_ReadsThemAll()
    {
        byte[] lines = [.. Gzipped.Of("{\"a\":1}\n{\"b\""), .. Gzipped.Of(":2}\n"), .. Gzipped.Of("\uFEFF{\"c\":3}\n")];

        Reading.Of(EventFile.Open(Write("a.jsonl.gz", lines), new EventReaderOptions()).Reader!)
            .Events.ShouldBe([(1, "{\"a\":1}"), (2, "{\"b\":2}"), (3, "{\"c\":3}")]);
    }

    [Fact]
    public void KnownEndings_AreWhatOpenKnowsEachAlsoCompressed() =>
        EventFile.KnownEndings.ShouldBe(
            [".jsonl", ".jsonl.gz", ".ndjson", ".ndjson.gz", ".json", ".json.gz", ".evtx", ".evtx.gz", ".log", ".log.gz"]);

    private string Write(string name, byte[] content)
    {
        string path = Path.Combine(folder.FullName, name);
        File.WriteAllBytes(path, content);
        return path;
    }
}
