using System.Globalization;
using System.Text;
using System.Text.Json;
using HueSoc.Agent.Shipping;

namespace HueSoc.Agent.Tests.Shipping;

/// <summary>What a shipper sends.</summary>
public class ShipperTests
{
    [Fact]
    public async Task RunAsync_ManyEvents_BodiesHoldExactlyTheDocumentsOfTheSpool()
    {
        using RawServer server = new();
        await using ShipperHarness harness = new() { Limits = new ShipperLimits(64 << 10, TimeSpan.FromMilliseconds(1)) };
        harness.AppendNoise(500, 700, new Random(7));
        harness.Start(server.Address);
        await harness.UntilDoneAsync();

        List<(string DataStream, string Id, string Document)> sent = [.. server.Requests.SelectMany(request => request.Operations())];
        sent.Select(operation => operation.Id).ShouldBe(harness.Documents.Keys);
        sent.Select(operation => operation.Document).ShouldBe(harness.Documents.Values);
        sent.ShouldAllBe(operation => operation.DataStream == "logs-test-default");
        server.Requests.Count.ShouldBeGreaterThan(5);
        server.Requests.ShouldAllBe(request => request.Lines().Sum(line => Encoding.UTF8.GetByteCount(line) + 1) < (64 << 10) + 200);
        harness.Shipper.Status.Delivered.ShouldBe(500);
    }

    [Fact]
    public async Task RunAsync_Request_HasTheHeadersThatServersNeed()
    {
        using RawServer server = new();
        await using ShipperHarness harness = new();
        harness.Append(1);
        harness.Start(new Uri(server.Address, "prefix/"));
        await harness.UntilDoneAsync();

        string head = server.Requests.Single().Head;
        head.ShouldStartWith("POST /prefix/_bulk?");
        head.ShouldContain("Content-Type: application/x-ndjson\r\n");
        head.ShouldContain("Content-Encoding: gzip\r\n");
        head.ShouldContain("Authorization: ApiKey " + Convert.ToBase64String("agent:secret"u8) + "\r\n");
        head.ShouldNotContain("chunked");
    }

    [Fact]
    public async Task RunAsync_DocumentWithLineEnds_StaysOneLine()
    {
        using RawServer server = new();
        await using ShipperHarness harness = new();
        harness.AppendDocument("id-1", "{\n\"a\":\r\n1}");
        harness.AppendDocument("with \"quotes\\", "{\"b\":2}");
        harness.Start(server.Address);
        await harness.UntilDoneAsync();

        server.Taken["id-1"].ShouldBe("{ \"a\":  1}");
        server.Taken["with \"quotes\\"].ShouldBe("{\"b\":2}");
    }
}
