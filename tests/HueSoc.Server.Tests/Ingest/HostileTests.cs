using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HueSoc.Server.Tests.Ingest;

public sealed class HostileTests
{
    public static TheoryData<string, string> RefusedDocuments => new()
    {
        { "not JSON", "nonsense" },
        { "a scalar", "17" },
        { "an array", "[]" },
        { "two values", "{}{}" },
        { "cut", "{\"a\":" },
        { "empty", "" },
        { "1,000 levels", new string('[', 1000) + new string(']', 1000) },
        { "1,000 levels of objects", string.Concat(Enumerable.Repeat("{\"a\":", 1000)) + "1" + new string('}', 1000) },
        { "100,000 fields", "{" + string.Join(',', Enumerable.Range(0, 100_000).Select(i => $"\"{i}\":1")) + "}" },
        { "16 MB string", "{\"a\":\"" + new string('x', 16 << 20) + "\"}" },
        { "600 KB string", "{\"a\":\"" + new string('x', 600 << 10) + "\"}" },
        { "long number", "{\"a\":" + new string('1', 600 << 10) + "}" },
        { "leading zero", "{\"a\":01}" },
        { "unknown escape", "{\"a\":\"\\x\"}" },
        { "trailing comma", "{\"a\":1,}" },
    };

    [Theory]
    [MemberData(nameof(RefusedDocuments))]
    public async Task Document_OutOfBounds_Item400_NeighboursStored_KeptAsDeadLetter(string what, string document)
    {
        await using IngestHost host = await IngestHost.StartAsync();

        JsonNode answer = await host.BulkAsync($"{{\"create\":{{\"_id\":\"a\"}}}}\n{{}}\n{{\"create\":{{\"_id\":\"b\"}}}}\n{document}\n{{\"create\":{{\"_id\":\"c\"}}}}\n{{}}\n");

        answer["items"]!.AsArray().Select(item => (int)item!["create"]!["status"]!).ShouldBe([201, 400, 201], what);
        host.Store.Events.Select(stored => stored.Key.Id).ShouldBe(["a", "c"]);
        host.DeadLetters.Letters.Count.ShouldBe(1);
        document.ShouldStartWith(host.DeadLetters.Letters[0].Document);
    }

    [Fact]
    public async Task Gzip_OneGigabyteInAMegabyte_413WithinTheBudget()
    {
        await using IngestHost host = await IngestHost.StartAsync();
        byte[] bomb = GzipOfZeros(1L << 30);

        using HttpResponseMessage response = await host.PostAsync("/x/_bulk", bomb, encoding: "gzip");

        response.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        host.Pipeline.Budget.Used.ShouldBe(0);
    }

    [Fact]
    public async Task BrokenUtf8_ReplacedAndMarked()
    {
        await using IngestHost host = await IngestHost.StartAsync();
        byte[] body = [.. "{\"create\":{}}\n{\"a\":\"x"u8, 0xC3, 0x28, 0xFF, .. "y\"}\n{\"create\":{}}\n{\"a\":\"ế\"}\n"u8];

        using HttpResponseMessage response = await host.PostAsync("/x/_bulk", body);

        JsonNode first = JsonNode.Parse(host.Store.Events[0].Document.Span)!;
        ((string)first["a"]!).ShouldBe("x\uFFFD(\uFFFDy");
        ((string)first["huesoc"]!["encoding"]!["note"]!).ShouldBe("invalid_utf8_replaced");
        ((string)JsonNode.Parse(host.Store.Events[1].Document.Span)!["a"]!).ShouldBe("ế");
    }

    [Fact]
    public async Task ControlCharacters_SurrogateHalves_Markup_Bidi_AreInert()
    {
        await using IngestHost host = await IngestHost.StartAsync();
        const string Markup = "<script>alert(1)</script>\u202Eevil\u202C";
        byte[] body = Encoding.UTF8.GetBytes($"{{\"create\":{{}}}}\n{{\"m\":\"a\0b\tc\\u0000\\ud800z\",\"h\":\"{Markup}\",\"k\0\":1}}\n");

        using HttpResponseMessage response = await host.PostAsync("/x/_bulk", body);

        byte[] document = host.Store.Events[0].Document.ToArray();
        document.ShouldNotContain(b => b < 0x20);
        JsonNode stored = JsonNode.Parse(document)!;
        ((string)stored["m"]!).ShouldBe("a\0b\tc\0\uFFFDz");
        ((string)stored["h"]!).ShouldBe(Markup);
    }

    [Fact]
    public async Task Spaces_OneLineWithoutThem()
    {
        await using IngestHost host = await IngestHost.StartAsync();

        await host.ShipAsync("{ \"a\" : [ 1 , { \"b\" : \"x y\" } ] }");

        Encoding.UTF8.GetString(host.Store.Events[0].Document.Span).ShouldStartWith("{\"a\":[1,{\"b\":\"x y\"}],");
    }

    [Fact]
    public async Task MutatedBodies_NoServerError_GoodNeighboursStored()
    {
        await using IngestHost host = await IngestHost.StartAsync();
        Random random = new(20260301);
        byte[] seed = Encoding.UTF8.GetBytes(
            "{\"create\":{\"_index\":\"logs-a-b\",\"_id\":\"x\"}}\n{\"@timestamp\":\"2026-03-01T00:00:00+07:00\",\"event\":{\"code\":1,\"ingested\":\"x\"},\"a.b\":[1,{\"c\":\"\\u00e9\\n\"}]}\n"
            + "{\"index\":{\"_index\":\"x\"}}\n{\"message\":\"<34>1 2026-03-01T00:00:00Z host app 12 ID [a b=\\\"c\\\"] xin chào\",\"host\":\"h\"}\n"
            + "{\"create\":{}}\n{\"message\":\"<13>Mar  1 10:00:00 web sshd[12]: x\",\"Event\":{\"System\":{\"EventID\":1}}}\n"
            + "{\"update\":{\"_id\":\"q\"}}\n{\"doc\":{}}\n{\"delete\":{\"_id\":\"q\"}}\n");
        for (int round = 0; round < 10_000; round++)
        {
            byte[] mutated = Mutate(seed, random);

            // What comes before the damage must be stored whenever the request is taken at all.
            byte[] body = [.. Encoding.UTF8.GetBytes($"{{\"create\":{{\"_id\":\"good-{round}\"}}}}\n{{\"n\":{round}}}\n"), .. mutated];
            int before = host.Store.Events.Count;
            using HttpResponseMessage response = await host.PostAsync("/i/_bulk", body);

            ((int)response.StatusCode).ShouldBeOneOf(200, 400);
            JsonNode answer = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
            if (response.StatusCode == HttpStatusCode.OK)
            {
                ((int)answer["items"]![0]!["create"]!["status"]!).ShouldBe(201);
                int created = answer["items"]!.AsArray().Count(item => (int)item!.AsObject().First().Value!["status"]! == 201);
                (host.Store.Events.Count - before).ShouldBe(created);
            }
            else
            {
                host.Store.Events.Count.ShouldBe(before);
            }
        }

        host.Errors.Lines.ShouldBeEmpty();
        host.Pipeline.Budget.Used.ShouldBe(0);
        foreach (HueSoc.Storage.EventStore.StoredEvent stored in host.Store.Events)
        {
            using JsonDocument document = JsonDocument.Parse(stored.Document);
            document.RootElement.GetProperty("huesoc").GetProperty("key").GetProperty("name").GetString().ShouldBe("test");
            document.RootElement.GetProperty("@timestamp").GetDateTimeOffset().ShouldBe(stored.Timestamp);
        }
    }

    private static byte[] Mutate(byte[] seed, Random random)
    {
        List<byte> bytes = [.. seed];
        for (int change = random.Next(1, 5); change > 0; change--)
        {
            int at = random.Next(bytes.Count);
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveAt(at);
                    break;
                case 2:
                    bytes.Insert(at, (byte)"{}[]\",:\\\n \0u"[random.Next(12)]);
                    break;
                case 3:
                    bytes.RemoveRange(at, Math.Min(random.Next(40), bytes.Count - at));
                    break;
                case 4:
                    bytes.InsertRange(at, bytes.GetRange(random.Next(bytes.Count), 1));
                    break;
                default:
                    int length = Math.Min(random.Next(60), bytes.Count - at);
                    bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, length));
                    break;
            }

            if (bytes.Count == 0)
                bytes.Add((byte)'\n');
        }

        return [.. bytes];
    }

    private static byte[] GzipOfZeros(long length)
    {
        using MemoryStream target = new();
        using (System.IO.Compression.GZipStream gzip = new(target, System.IO.Compression.CompressionLevel.Fastest))
        {
            byte[] zeros = new byte[1 << 20];
            for (long written = 0; written < length; written += zeros.Length)
                gzip.Write(zeros);
        }

        return target.ToArray();
    }
}
