using System.Text.Json.Nodes;

namespace HueSoc.Server.Tests.Ingest;

public sealed class StampingTests
{
    [Theory]
    [InlineData("{\"organization\":{\"id\":\"X\"}}")]
    [InlineData("{\"organization.id\":\"X\"}")]
    [InlineData("{\"organization\":{\"id\":\"X\",\"id\":\"Y\"}}")]
    [InlineData("{\"organization\":{\"id\":\"X\"},\"organization\":{\"id\":\"Y\"}}")]
    [InlineData("{\"organization\":{\"name\":\"N\"},\"organization.id\":\"X\"}")]
    [InlineData("{\"organi\\u007aation\":{\"\\u0069d\":\"X\"}}")]
    [InlineData("{\"organization . id\":\"X\"}")]
    [InlineData("{\"organization\":[{\"id\":\"X\"},{\"id\":[\"Y\"]}]}")]
    [InlineData("{\"organization\":\"X\"}")]
    [InlineData("{\"organization\":[\"X\"]}")]
    [InlineData("{\"organization\":[\"X\",{\"id\":\"Y\"},[\"Z\"]]}")]
    [InlineData("{\"organization\":[[\"X\"]]}")]
    [InlineData("{\"organization\":[[{\"id\":\"X\"}]]}")]
    [InlineData("{\"organization\":[[[{\"id.id\":[\"X\"]}]]]}")]
    [InlineData("{\"organization\":[{\"name\":\"N\"},{\"\\u0069d\":[[\"X\"]]}]}")]
    [InlineData("{\"organization\":[{\"id\":\"X\"}],\"organization\":[\"Y\"],\"organization.id\":[{\"id\":\"Z\"}]}")]
    [InlineData("{\"organization.id\":[\"X\",[\"Y\"]]}")]
    [InlineData("{\"organization\":{\"id\":{\"id\":\"X\"}}}")]
    [InlineData("{\"organization.id.id\":\"X\"}")]
    [InlineData("{ \"organization\" : { \"id\" : \"X\" } }")]
    public async Task Agency_EverySpelling_OnlyTheServersIsLeft(string document)
    {
        await using IngestHost host = await IngestHost.StartAsync();

        JsonObject stored = await host.ShipAsync(document.Replace("\"X\"", "\"marker\"", StringComparison.Ordinal));

        JsonNode claims = stored["huesoc"]!["claimed"]!;
        stored["huesoc"]!.AsObject().Remove("claimed");
        Values(stored, "organization.id").ShouldBe(["SYT"]);
        stored.ToJsonString().ShouldNotContain("marker");
        claims.ToJsonString().ShouldContain("marker");
        ((string)claims[0]!["field"]!).ShouldBe("organization.id");
    }

    [Theory]
    [InlineData("{\"event\":{\"ingested\":\"1999-01-01T00:00:00Z\",\"code\":\"1\"}}")]
    [InlineData("{\"event.ingested\":\"1999-01-01T00:00:00Z\",\"event.code\":\"1\"}")]
    public async Task Ingested_Claimed_TheRestIsKept(string document)
    {
        await using IngestHost host = await IngestHost.StartAsync();

        JsonObject stored = await host.ShipAsync(document);

        Values(stored, "event.code").ShouldBe(["1"]);
        Values(stored, "event.ingested").Single().ShouldNotStartWith("1999");
        ((string)stored["huesoc"]!["key"]!["name"]!).ShouldBe("test");
    }

    [Fact]
    public async Task ScriptOfTwoEvents_TheSecond_HasTheWhole()
    {
        const string First = """{"winlog":{"provider_name":"Microsoft-Windows-PowerShell","event_id":"4104","event_data":{"ScriptBlockId":"i","MessageNumber":"1","MessageTotal":"2","ScriptBlockText":"Mimi"}}}""";
        const string Second = """{"winlog":{"provider_name":"Microsoft-Windows-PowerShell","event_id":"4104","event_data":{"ScriptBlockId":"i","MessageNumber":"2","MessageTotal":"2","ScriptBlockText":"katz"}}}""";
        await using IngestHost host = await IngestHost.StartAsync();

        await host.ShipAsync(First);
        JsonObject stored = await host.ShipAsync(Second);

        Values(stored, "powershell.file.script_block_text").ShouldBe(["Mimikatz"]);
        Values(stored, "winlog.event_data.ScriptBlockText").ShouldBe(["katz"]);
    }

    [Fact]
    public async Task Huesoc_FromAShipper_Claimed()
    {
        await using IngestHost host = await IngestHost.StartAsync();

        JsonObject stored = await host.ShipAsync("{\"huesoc.drill.id\":\"d\",\"huesoc\":{\"key\":{\"name\":\"other\"},\"claimed\":1}}");

        stored["huesoc"]!["key"]!.ToJsonString().ShouldBe("{\"name\":\"test\"}");
        stored["huesoc"]!["drill"].ShouldBeNull();
        stored.ContainsKey("huesoc.drill.id").ShouldBeFalse();
        stored["huesoc"]!["claimed"]!.AsArray().Count.ShouldBe(2);
    }

    [Fact]
    public async Task AgentId_FromAShipper_Kept()
    {
        await using IngestHost host = await IngestHost.StartAsync();

        JsonObject stored = await host.ShipAsync("{\"agent\":{\"id\":\"a-1\"}}");

        ((string)stored["agent"]!["id"]!).ShouldBe("a-1");
    }

    [Theory]
    [InlineData("{\"agent\":{\"id\":\"evil\",\"type\":\"t\"}}")]
    [InlineData("{\"agent.id\":\"evil\"}")]
    [InlineData("{\"agent\":[{\"id\":\"evil\"}]}")]
    public async Task AgentId_OfAnEnrolledAgent_Stamped(string document)
    {
        await using IngestHost host = await IngestHost.StartAsync();
        host.Keys.Sender = new() { Sender = "agent:a-7", Agency = "SYT", AgentId = "a-7" };

        JsonObject stored = await host.ShipAsync(document);

        Values(stored, "agent.id").ShouldBe(["a-7"]);
    }

    [Fact]
    public async Task Claims_AreBounded()
    {
        await using IngestHost host = await IngestHost.StartAsync();
        string many = string.Join(',', Enumerable.Range(0, 500).Select(_ => $"\"organization.id\":\"{new string('é', 900)}\""));

        await host.ShipAsync($"{{{many}}}");

        host.Store.Events[0].Document.Length.ShouldBeLessThan(20_000);
    }

    [Theory]
    [InlineData("\"2026-03-01T07:00:00.123+07:00\"", "2026-03-01T00:00:00.123Z", null)]
    [InlineData("\"2026-03-01T00:00:00.1234567Z\"", "2026-03-01T00:00:00.1234567Z", null)]
    [InlineData("1772323200000", "2026-03-01T00:00:00.000Z", null)]
    [InlineData("\"1772323200000\"", "2026-03-01T00:00:00.000Z", null)]
    [InlineData("\"2026-03-01T07:00:00\"", "2026-03-01T00:00:00.000Z", "zone_assumed")]
    [InlineData("\"2026-03-01 07:00:00,5\"", "2026-03-01T00:00:00.500Z", "zone_assumed")]
    [InlineData("[\"2026-03-01T00:00:00Z\"]", "2026-03-01T00:00:00.000Z", null)]
    [InlineData("\"yesterday\"", "2026-06-01T00:00:00.000Z", "unreadable")]
    [InlineData("{\"a\":1}", "2026-06-01T00:00:00.000Z", "unreadable")]
    [InlineData("null", "2026-06-01T00:00:00.000Z", "absent")]
    [InlineData("\"2026-06-01T00:09:59Z\"", "2026-06-01T00:09:59.000Z", null)]
    [InlineData("\"2026-06-01T00:10:01Z\"", "2026-06-01T00:00:00.000Z", "future")]
    [InlineData("\"9999-12-31T23:59:59-18:00\"", "2026-06-01T00:00:00.000Z", "future")]
    [InlineData("\"0001-01-01T00:00:00+14:00\"", "0001-01-01T00:00:00.000Z", null)]
    public async Task Timestamp_ReadAndMarked(string written, string expected, string? note)
    {
        FixedTime time = new(new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero));
        await using IngestHost host = await IngestHost.StartAsync(time: time);

        JsonObject stored = await host.ShipAsync($"{{\"@timestamp\":{written},\"event\":{{\"created\":\"x\"}}}}");

        ((string)stored["@timestamp"]!).ShouldBe(expected);
        host.Store.Events[0].Timestamp.ShouldBe(DateTimeOffset.Parse(expected));
        ((string?)stored["huesoc"]!["time"]?["note"]).ShouldBe(note);
        ((string)stored["event"]!["created"]!).ShouldBe("x");
    }

    [Theory]
    [InlineData("logs-windows.security-hue", "windows.security")]
    [InlineData("logs-windows.security", null)]
    [InlineData("filebeat-8", null)]
    [InlineData("logs-<b>-x", null)]
    public async Task Index_SelectsOnlyTheDataset(string index, string? dataset)
    {
        await using IngestHost host = await IngestHost.StartAsync();
        await host.BulkAsync($"{{\"create\":{{\"_index\":\"{index}\"}}}}\n{{\"a\":1}}\n", "/_bulk");

        JsonObject stored = JsonNode.Parse(host.Store.Events[0].Document.Span)!.AsObject();

        ((string?)stored["event"]!["dataset"]).ShouldBe(dataset);
        ((string?)stored["data_stream"]?["dataset"]).ShouldBe(dataset);
    }

    [Fact]
    public async Task Dataset_OfTheDocument_Wins()
    {
        await using IngestHost host = await IngestHost.StartAsync();

        JsonObject stored = await host.ShipAsync("{\"event.dataset\":\"own\"}");

        ((string)stored["event.dataset"]!).ShouldBe("own");
        stored["event"]!["dataset"].ShouldBeNull();
    }

    // Every value a reader could find under a path, whichever way it is spelled.
    private static List<string> Values(JsonNode? node, string path)
    {
        List<string> found = [];
        if (path.Length == 0)
        {
            if (node is JsonArray elements)
                return [.. elements.SelectMany(element => Values(element, path))];
            return node is null ? [] : [node is JsonObject ? node.ToJsonString() : node.ToString()];
        }

        if (node is JsonArray array)
            return [.. array.SelectMany(element => Values(element, path))];
        if (node is JsonObject members)
        {
            foreach ((string key, JsonNode? value) in members)
            {
                if (key == path)
                    found.AddRange(Values(value, string.Empty));
                else if (path.StartsWith(key + ".", StringComparison.Ordinal))
                    found.AddRange(Values(value, path[(key.Length + 1)..]));
            }
        }

        return found;
    }
}
