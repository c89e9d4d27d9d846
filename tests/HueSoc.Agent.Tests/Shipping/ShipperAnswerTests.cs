using System.Globalization;
using System.Text;
using System.Text.Json;
using HueSoc.Agent.Shipping;

namespace HueSoc.Agent.Tests.Shipping;

/// <summary>What a shipper makes of answers that are none.</summary>
public class ShipperAnswerTests
{
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
}
