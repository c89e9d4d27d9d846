using System.Globalization;
using System.Text;
using System.Text.Json;
using HueSoc.Agent.Shipping;

namespace HueSoc.Agent.Tests.Shipping;

/// <summary>What becomes of single events.</summary>
public class ShipperItemTests
{
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
}
