using System.Globalization;
using System.Text;
using System.Text.Json;
using HueSoc.Agent.Shipping;

namespace HueSoc.Agent.Tests.Shipping;

/// <summary>Where a shipper sends to, and when.</summary>
public class ShipperWaitTests
{
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
        await using ShipperHarness harness = new() { Time = time, Timeout = TimeSpan.FromDays(1), Limits = new ShipperLimits(1 << 20, TimeSpan.Zero) };
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
        await using ShipperHarness harness = new() { Time = time, Timeout = TimeSpan.FromDays(1), Limits = new ShipperLimits(16 << 10, TimeSpan.Zero, BytesPerSecond: 100) };
        harness.AppendNoise(30, 1_000, new Random(3));
        harness.Start(server.Address);
        await harness.UntilAsync(() => !server.Taken.IsEmpty && time.NextDue is not null);
        int first = server.Requests.First().Body.Length;

        await StepAsync(harness, time, TimeSpan.FromSeconds((first / 100.0) - 20));
        server.Requests.Count.ShouldBe(1);
        await StepAsync(harness, time, TimeSpan.FromSeconds(40));
        await harness.UntilAsync(() => server.Requests.Count == 2);
    }

    [Fact]
    public async Task RunAsync_EventsPerSecond_NextRequestWaitsUntilTheDebtIsPaid()
    {
        using RawServer server = new();
        ManualTime time = new();
        await using ShipperHarness harness = new() { Time = time, Timeout = TimeSpan.FromDays(1), Limits = new ShipperLimits(16 << 10, TimeSpan.Zero, EventsPerSecond: 1) };
        harness.AppendNoise(300, 500, new Random(3));
        harness.Start(server.Address);
        await harness.UntilAsync(() => !server.Taken.IsEmpty && time.NextDue is not null);
        int first = server.Taken.Count;
        first.ShouldBeInRange(20, 40);

        await StepAsync(harness, time, TimeSpan.FromSeconds(first - 10));
        server.Requests.Count.ShouldBe(1);
        await StepAsync(harness, time, TimeSpan.FromSeconds(20));
        await harness.UntilAsync(() => server.Requests.Count == 2);
    }

    private static async Task StepAsync(ShipperHarness harness, ManualTime time, TimeSpan by)
    {
        // In steps, each when what waits has been waiting.
        for (TimeSpan done = TimeSpan.Zero; done < by; done += TimeSpan.FromSeconds(5))
        {
            time.Advance(TimeSpan.FromSeconds(5));
            await harness.UntilAsync(() => time.NextDue is not null);
        }
    }
}
