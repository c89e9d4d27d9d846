using System.Globalization;
using System.Text;
using System.Text.Json;
using HueSoc.Agent.Shipping;

namespace HueSoc.Agent.Tests.Shipping;

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

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("<html>busy</html>")]
    [InlineData("{\"took\":1,\"errors\":false}")]
    [InlineData("{\"took\":1,\"errors\":false,\"items\":[]}")]
    [InlineData("{\"items\":[{\"create\":{\"_id\":\"id-0\",\"status\":201}}]}")]
    [InlineData("{\"items\":[{\"create\":{\"_id\":\"id-1\",\"status\":201}},{\"create\":{\"_id\":\"id-0\",\"status\":201}}]}")]
    [InlineData("{\"items\":[{\"create\":{\"_id\":\"id-0\",\"status\":201}},{\"create\":{\"_id\":\"id-1\"}}]}")]
    [InlineData("{\"items\":[{\"create\":{\"_id\":\"id-0\",\"status\":201}},{\"create\":{\"_id\":\"id-1\",\"status\":\"201\"}}]}")]
    [InlineData("{\"items\":[{\"create\":{\"status\":201}},{\"create\":{\"status\":201}},{\"create\":{\"status\":201}}]}")]
    [InlineData("{\"items\":[{\"create\":{\"status\":201}},{\"create\":{\"status\":99999999999}}]}")]
    [InlineData("{\"items\":[{\"create\":{\"status\":201}},{\"create\":{\"status\":201}}")]
    [InlineData("{\"items\":[{\"create\":{\"status\":201}},{\"create\":{\"status\":201}}]}{")]
    public async Task RunAsync_AnswerThatIsNone_LotComesAgain(string answer)
    {
        using RawServer server = new();
        await using ShipperHarness harness = new();
        harness.Append(2);
        server.Answer(RawAnswer.Of(200, answer));
        harness.Start(server.Address);
        await harness.UntilDoneAsync();

        server.Requests.Count.ShouldBe(2);
        server.Taken.Count.ShouldBe(2);
        harness.Shipper.Status.DeadLetters.ShouldBe(0);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(404)]
    [InlineData(405)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(204)]
    public async Task RunAsync_StatusThatSaysNothingOfEvents_LotComesAgain(int status)
    {
        using RawServer server = new();
        await using ShipperHarness harness = new();
        harness.Append(2);
        server.Answer(RawAnswer.Of(status, string.Empty, "location: /elsewhere"));
        harness.Start(server.Address);
        await harness.UntilDoneAsync();

        server.Requests.Count.ShouldBe(2);
        server.Taken.Count.ShouldBe(2);
    }

    [Fact]
    public async Task RunAsync_ServerDiesInItsAnswer_LotComesAgainAndIsTakenOnce()
    {
        using RawServer server = new();
        await using ShipperHarness harness = new();
        harness.Append(20);
        server.Answer(request => server.Take(request) is { } whole ? whole.Cut(whole.Bytes.Length / 2) : RawAnswer.Nothing);
        server.Answer(request => server.Take(request).Cut(10));
        server.Answer(request => server.Take(request).Cut(0));
        harness.Start(server.Address);
        await harness.UntilDoneAsync();

        server.Requests.Count.ShouldBe(4);
        server.Taken.Count.ShouldBe(20);
        harness.Shipper.Status.Conflicts.ShouldBe(20);
    }

    [Fact]
    public async Task RunAsync_AnswerComesByteByByte_IsRead()
    {
        using RawServer server = new();
        await using ShipperHarness harness = new();
        harness.Append(5);
        server.Answer(request => server.Take(request) with { BeforeByte = static async () => await Task.Yield() });
        harness.Start(server.Address);
        await harness.UntilDoneAsync();

        server.Requests.Count.ShouldBe(1);
        harness.Shipper.Status.Delivered.ShouldBe(5);
    }

    [Fact]
    public async Task RunAsync_AnswerThatNeverEnds_IsGivenUp()
    {
        using RawServer server = new();
        TaskCompletionSource never = new();
        await using ShipperHarness harness = new() { Timeout = TimeSpan.FromMilliseconds(300) };
        harness.Append(5);
        server.Answer(request => server.Take(request) with { BeforeByte = () => never.Task });
        harness.Start(server.Address);
        await harness.UntilDoneAsync();
        never.SetResult();

        harness.Shipper.Status.Conflicts.ShouldBe(5);
        harness.Shipper.Status.LastError!.ShouldContain("no answer");
    }

    [Fact]
    public async Task RunAsync_AnswerThatIsTooLong_IsGivenUp()
    {
        using RawServer server = new();
        await using ShipperHarness harness = new();
        harness.Append(1);
        server.Answer(RawAnswer.Of(200, "{\"items\":[" + new string(' ', 3 << 20) + "{\"create\":{\"status\":201}}]}"));
        harness.Start(server.Address);
        await harness.UntilDoneAsync();

        harness.Shipper.Status.LastError!.ShouldContain("too long");
        server.Taken.Count.ShouldBe(1);
    }

    [Fact]
    public async Task RunAsync_SomeItemsBusy_OnlyTheseComeAgain()
    {
        using RawServer server = new();
        await using ShipperHarness harness = new();
        harness.Append(10);
        server.Answer(request => server.Take(request, id => id is "id-2" or "id-7" ? (429, "es_rejected_execution_exception") : (201, null)));
        harness.Start(server.Address);
        await harness.UntilDoneAsync();

        server.Requests.Last().Ids().ShouldBe(["id-2", "id-7"]);
        server.Taken.Count.ShouldBe(10);
        harness.Shipper.Status.Conflicts.ShouldBe(0);
    }

    [Fact]
    public async Task RunAsync_OneEventNeverTaken_OthersFlowAndNothingBehindItIsAcknowledged()
    {
        using RawServer server = new();
        bool isBlocked = true;
        server.Otherwise = request => server.Take(request, id => isBlocked && id == "id-3" ? (503, "unavailable_shards_exception") : (201, null));
        await using ShipperHarness harness = new();
        harness.Append(10);
        harness.Start(server.Address);
        await harness.UntilAsync(() => server.Taken.Count == 9);
        harness.Append(Enumerable.Range(10, 50).Select(number => "id-" + number.ToString(CultureInfo.InvariantCulture)));
        await harness.UntilAsync(() => server.Taken.Count == 59 && harness.Shipper.Status.Waiting == 1);

        harness.Spool.Status.Unacknowledged.ShouldBe(57);
        isBlocked = false;
        await harness.UntilDoneAsync();
        server.Taken.Count.ShouldBe(60);
        harness.Shipper.Status.Conflicts.ShouldBe(0);
    }

    [Fact]
    public async Task RunAsync_ItemRefusedForGood_DeadLetterSaysWhatAndWhy()
    {
        using RawServer server = new();
        server.Otherwise = request => server.Take(request, id => id == "id-1" ? (400, "mapper_parsing_exception") : (201, null));
        await using ShipperHarness harness = new();
        harness.Append(3);
        harness.Start(server.Address);
        await harness.UntilDoneAsync();

        using JsonDocument letter = JsonDocument.Parse(harness.DeadLetters.Single());
        letter.RootElement.GetProperty("id").GetString().ShouldBe("id-1");
        letter.RootElement.GetProperty("status").GetInt32().ShouldBe(400);
        letter.RootElement.GetProperty("type").GetString().ShouldBe("mapper_parsing_exception");
        letter.RootElement.GetProperty("reason").GetString().ShouldBe("because");
        letter.RootElement.GetProperty("document").GetString().ShouldBe(harness.Documents["id-1"]);
        letter.RootElement.GetProperty("data_stream").GetString().ShouldBe("logs-test-default");
        server.Taken.Count.ShouldBe(2);
    }

    [Fact]
    public async Task RunAsync_ServerRefusesEverythingWith400_NothingIsPutAside()
    {
        using RawServer server = new();
        bool isBroken = true;
        server.Otherwise = request => isBroken ? RawAnswer.Of(400, "bad gateway configuration") : server.Take(request);
        await using ShipperHarness harness = new();
        harness.Append(6);
        harness.Start(server.Address);
        await harness.UntilAsync(() => server.Requests.Count > 40);
        harness.Shipper.Status.DeadLetters.ShouldBe(0);
        harness.Shipper.Status.Problem!.ShouldContain("bad gateway");

        isBroken = false;
        await harness.UntilDoneAsync();
        server.Taken.Count.ShouldBe(6);
        harness.Shipper.Status.Problem.ShouldBeNull();
    }

    [Fact]
    public async Task RunAsync_KeyRefused_KeepsEverythingReportsAndGoesOnWithAnother()
    {
        using RawServer server = new();
        string good = Convert.ToBase64String("new:key"u8);
        server.Otherwise = request => request.Head.Contains(good, StringComparison.Ordinal) ? server.Take(request) : RawAnswer.Of(401, "{\"error\":\"no such key\",\"status\":401}");
        await using ShipperHarness harness = new();
        harness.Append(5);
        harness.Start(server.Address);
        await harness.UntilAsync(() => server.Requests.Count > 2);
        harness.Shipper.Status.Problem!.ShouldContain("no such key");
        harness.Spool.Status.Unacknowledged.ShouldBe(5);

        harness.Shipper.ChangeKey("new:key");
        await harness.UntilDoneAsync();
        server.Taken.Count.ShouldBe(5);
    }

    [Fact]
    public async Task RunAsync_FirstAddressDead_UsesTheSecond()
    {
        using RawServer second = new();
        RawServer dead = new();
        dead.Dispose();
        await using ShipperHarness harness = new();
        harness.Append(5);
        harness.Start(dead.Address, second.Address);
        await harness.UntilDoneAsync();

        second.Taken.Count.ShouldBe(5);
        harness.Shipper.Status.Address.ShouldBe(second.Address);
    }

    [Fact]
    public async Task RunAsync_FirstAddressWorksAgain_GoesBackToIt()
    {
        using RawServer first = new();
        using RawServer second = new();
        first.Answer(RawAnswer.Of(503, "starting"));
        await using ShipperHarness harness = new() { PreferFirstAfter = TimeSpan.Zero };
        harness.Append(5);
        harness.Start(first.Address, second.Address);
        await harness.UntilDoneAsync();
        harness.Append(["later-1"]);
        await harness.UntilDoneAsync();

        first.Taken.Keys.ShouldContain("later-1");
    }

    [Fact]
    public async Task RunAsync_RetryAfter_IsWaitedFor()
    {
        using RawServer server = new();
        ManualTime time = new();
        await using ShipperHarness harness = new() { Time = time, Limits = new ShipperLimits(1 << 20, TimeSpan.Zero) };
        harness.Append(3);
        server.Answer(RawAnswer.Of(429, string.Empty, "retry-after: 700"));
        harness.Start(server.Address);
        await harness.UntilAsync(() => harness.Shipper.Status.LastError is not null && time.NextDue is not null);

        await StepAsync(harness, time, TimeSpan.FromSeconds(650));
        server.Requests.Count.ShouldBe(1);
        await StepAsync(harness, time, TimeSpan.FromSeconds(100));
        await harness.UntilDoneAsync();
        server.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task RunAsync_BytesPerSecond_NextRequestWaitsUntilTheDebtIsPaid()
    {
        using RawServer server = new();
        ManualTime time = new();
        await using ShipperHarness harness = new() { Time = time, Limits = new ShipperLimits(16 << 10, TimeSpan.Zero, BytesPerSecond: 100) };
        harness.AppendNoise(30, 1_000, new Random(3));
        harness.Start(server.Address);
        await harness.UntilAsync(() => server.Taken.Count > 0 && time.NextDue is not null);
        int first = server.Requests.First().Body.Length;

        await StepAsync(harness, time, TimeSpan.FromSeconds((first / 100.0) - 20));
        server.Requests.Count.ShouldBe(1);
        await StepAsync(harness, time, TimeSpan.FromSeconds(40));
        await harness.UntilAsync(() => server.Requests.Count == 2);
    }

    private static async Task StepAsync(ShipperHarness harness, ManualTime time, TimeSpan by)
    {
        // The request's own time-out is 20 s: the clock goes on in steps, each when what waits has been waiting.
        for (TimeSpan done = TimeSpan.Zero; done < by; done += TimeSpan.FromSeconds(5))
        {
            time.Advance(TimeSpan.FromSeconds(5));
            await harness.UntilAsync(() => time.NextDue is not null);
        }
    }
}
