using System.Text;
using System.Text.Json;
using HueSoc.Events.Readers;

namespace HueSoc.Events.Tests.Readers;

public sealed class JsonArrayReaderTests : EventReaderContract
{
    internal override EventReader Open(Stream stream, EventReaderOptions options) => new JsonArrayReader(stream, options);

    protected override string Write(IEnumerable<string> events) => $"[\n{string.Join(",\n", events)}\n]\n";

    protected override long RecordOf(int index) => index + 1;

    [Theory]
    [InlineData("[{\"a\":1},{\"b\":2}]")]
    [InlineData(" \r\n[ {\"a\":1} , {\"b\":2} ] ")]
    [InlineData("{\"a\":1}{\"b\":2}")]
    [InlineData("{\"a\":1}\n\n{\"b\":2}\n")]
    [InlineData("{\"a\":1},\n{\"b\":2}")]
    [InlineData("[{\"a\":1}]\n[{\"b\":2}]")]
    [InlineData("[{\"a\":1} {\"b\":2},]")]
    [InlineData("Record 1\n{\"a\":1}\r\nRecord 22\r\n{\"b\":2}")]
    [InlineData("[{\"a\":1}]\uFEFF[{\"b\":2}]")]
    public void TryRead_WaysToPutObjectsTogether_AllAreRead(string source)
    {
        for (int batchBytes = 1; batchBytes < 40; batchBytes++)
        {
            Reading reading = Read(source, new EventReaderOptions { BatchBytes = batchBytes });

            reading.Events.ShouldBe([(1, "{\"a\":1}"), (2, "{\"b\":2}")]);
            reading.Problems.ShouldBeEmpty();
        }
    }

    [Fact]
    public void TryRead_PrettyObject_IsOneEventWithItsLines()
    {
        const string pretty = "{\n  \"a\": [\n    {\n      \"b\": \"{\"\n    }\n  ]\n}";

        Read(pretty + "\n").Texts.ShouldBe([pretty]);
    }

    [Theory]
    [InlineData("[{\"a\":1}, 5, {\"b\":2}]", 2)]
    [InlineData("[{\"a\":1}, null, {\"b\":2}]", 2)]
    [InlineData("[{\"a\":1}, \"{},[\\\"\", {\"b\":2}]", 2)]
    [InlineData("[{\"a\":1}, [{\"x\":[2]}], {\"b\":2}]", 2)]
    public void TryRead_ElementThatIsNotAnObject_IsAProblemAndCounts(string source, long record)
    {
        Reading reading = Read(source, new EventReaderOptions { BatchBytes = 5 });

        reading.Events.ShouldBe([(1, "{\"a\":1}"), (3, "{\"b\":2}")]);
        reading.Problems.ShouldBe([new ReadProblem(record, "the element is not an object")]);
    }

    [Theory]
    [InlineData("[{\"a\":1} xyz zyx, {\"b\":2}]", 1)]
    [InlineData("[{\"a\":1}}, {\"b\":2}]", 1)]
    [InlineData("[{\"a\":1}, {\"b\":2}] end", 2)]
    [InlineData("{\"a\":1}\nRecord x\n{\"b\":2}", 1)]
    public void TryRead_RubbishBetweenElements_IsAProblemAndDoesNotCount(string source, long record)
    {
        Reading reading = Read(source, new EventReaderOptions { BatchBytes = 5 });

        reading.Events.ShouldBe([(1, "{\"a\":1}"), (2, "{\"b\":2}")]);
        reading.Problems.Select(p => p.Record).ShouldBe([record]);
    }

    [Theory]
    // A string, an object and an array that are cut off where a new element begins a line.
    [InlineData("[\n{\"a\":1},\n{\"x\":\"cut\n{\"b\":2}\n]")]
    [InlineData("[\n{\"a\":1},\n{\"x\":1,\n{\"b\":2}\n]")]
    [InlineData("[\n  {\n\"a\":1},\n  {\n    \"x\": {\n      \"y\": \"cut\n    {}\n  {\"b\":2}\n]")]
    [InlineData("[\n{\"a\":1}\n,{\"x\":{\"y\":1,\n,{\"b\":2}\n]")]
    [InlineData("{\"a\":1}\n{\"x\":\"cut\n{\"b\":2}\n")]
    // The same within one line.
    [InlineData("[{\"a\":1},{\"x\":[1},{\"b\":2}]")]
    [InlineData("[{\"a\":1},{\"x\":1,{\"b\":2}]")]
    public void TryRead_ElementThatIsCutOff_IsAProblemAndItsNeighboursAreRead(string source)
    {
        for (int batchBytes = 1; batchBytes < 40; batchBytes++)
        {
            Reading reading = Read(source, new EventReaderOptions { BatchBytes = batchBytes });

            reading.Events.ShouldBe([(1, reading.Events[0].Text), (3, "{\"b\":2}")]);
            reading.Problems.ShouldBe(
                [new ReadProblem(2, "the element is not JSON: it is cut off or its brackets do not match")]);
        }
    }

    [Theory]
    [InlineData("[{\"a\":1},{\"b\":", 2, "the source ends inside of the element")]
    [InlineData("[{\"a\":1},{\"b\":\"x", 2, "the source ends inside of the element")]
    [InlineData("[{\"a\":1},", 0, "the source ends before the array does")]
    [InlineData("[{\"a\":1}", 0, "the source ends before the array does")]
    [InlineData("{\"a\":1}\n{", 2, "the source ends inside of the element")]
    public void TryRead_SourceThatIsCutOff_KeepsWhatIsWholeAndSaysSo(string source, long record, string reason)
    {
        Reading reading = Read(source, new EventReaderOptions { BatchBytes = 3 });

        reading.Events.ShouldBe([(1, "{\"a\":1}")]);
        reading.Problems.ShouldBe([new ReadProblem(record, reason)]);
    }

    [Fact]
    public void TryRead_ArrayThatIsTooLongButNoObject_IsNotBuffered()
    {
        string source = "[[" + string.Join(',', Enumerable.Repeat("1234567", 100_000)) + "],{}]";

        Reading reading = Read(source, new EventReaderOptions { BatchBytes = 1000, MaxEventBytes = 10_000 });

        reading.Events.ShouldBe([(2, "{}")]);
        reading.LargestBuffer.ShouldBeLessThan(20_000);
    }

    [Fact]
    public void TryRead_RandomArrays_EqualsParsingThem()
    {
        Random random = new(11);
        for (int round = 0; round < 1500; round++)
        {
            StringBuilder text = new("[");
            int count = random.Next(6);
            for (int i = 0; i < count; i++)
                Append(text.Append(i == 0 ? "" : ","), random, depth: 0);
            string source = text.Append(']').ToString();

            Reading reading = Read(source, new EventReaderOptions { BatchBytes = random.Next(1, 60) });

            using JsonDocument document = JsonDocument.Parse(source);
            List<(long, JsonElement)> elements = [.. document.RootElement.EnumerateArray().Select((e, i) => ((long)i + 1, e))];
            reading.Events.ShouldBe(
                elements.Where(e => e.Item2.ValueKind == JsonValueKind.Object).Select(e => (e.Item1, Latin(e.Item2.GetRawText()))), source);
            reading.Problems.Select(p => p.Record).ShouldBe(
                elements.Where(e => e.Item2.ValueKind != JsonValueKind.Object).Select(e => e.Item1), source);
        }
    }

    private static void Append(StringBuilder text, Random random, int depth)
    {
        string[] blanks = ["", "", " ", "\n", "\r\n\t"];
        string[] scalars = ["1", "-2.5e3", "true", "null", "\"\"", "\"a\\\"{\\\\\"", "\"]},\"", "\"é\""];
        int kind = depth > 4 ? 2 : random.Next(depth == 0 ? 3 : 5);
        text.Append(blanks[random.Next(blanks.Length)]);
        if (kind > 1)
        {
            text.Append(scalars[random.Next(scalars.Length)]);
        }
        else
        {
            text.Append(kind == 0 ? '{' : '[');
            int count = random.Next(4);
            for (int i = 0; i < count; i++)
            {
                text.Append(i == 0 ? "" : ",").Append(blanks[random.Next(blanks.Length)]);
                if (kind == 0)
                    text.Append("\"k\\\"").Append(i).Append("\":");
                Append(text, random, depth + 1);
            }

            text.Append(kind == 0 ? '}' : ']');
        }

        text.Append(blanks[random.Next(blanks.Length)]);
    }
}
