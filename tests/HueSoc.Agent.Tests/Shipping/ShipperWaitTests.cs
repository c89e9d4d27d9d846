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
        await using ShipperHarness harness = Paced(time, new ShipperLimits(16 << 10, TimeSpan.Zero, BytesPerSecond: 100));
        await FirstRequestAsync(harness, time, server, events: 30, bytes: 1_000);
        int first = server.Requests.First().Body.Length;

        await ShouldWaitAsync(harness, time, server, TimeSpan.FromSeconds((first / 100.0) - 20));
        await ShouldSendWithinAsync(harness, time, server, TimeSpan.FromSeconds(40));
    }

    [Fact]
    public async Task RunAsync_EventsPerSecond_NextRequestWaitsUntilTheDebtIsPaid()
    {
        using RawServer server = new();
        ManualTime time = new();
        await using ShipperHarness harness = Paced(time, new ShipperLimits(16 << 10, TimeSpan.Zero, EventsPerSecond: 1));
        await FirstRequestAsync(harness, time, server, events: 300, bytes: 500);
        int first = server.Taken.Count;
        first.ShouldBeInRange(20, 40);

        await ShouldWaitAsync(harness, time, server, TimeSpan.FromSeconds(first - 10));
        await ShouldSendWithinAsync(harness, time, server, TimeSpan.FromSeconds(20));
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(0, 1)]
    public async Task RunAsync_BoundLiftedDuringAWaitOfHours_GoesOn(int bytesPerSecond, int eventsPerSecond)
    {
        using RawServer server = new();
        ManualTime time = new();
        ShipperLimits limits = new(2 << 20, TimeSpan.Zero, bytesPerSecond, eventsPerSecond);
        await using ShipperHarness harness = Paced(time, limits);
        await FirstRequestAsync(harness, time, server, events: 8_000, bytes: 200);
        await ShouldWaitAsync(harness, time, server, TimeSpan.FromMinutes(5));

        harness.Shipper.ChangeLimits(limits with { BytesPerSecond = 0, EventsPerSecond = 0 });
        await ShouldSendWithinAsync(harness, time, server, TimeSpan.FromSeconds(15));
    }

    private static ShipperHarness Paced(ManualTime time, ShipperLimits limits) => new() { Time = time, Timeout = TimeSpan.FromDays(1), Limits = limits };

    // Sends a first request, so that there is a debt and events that wait for it.
    private static async Task FirstRequestAsync(ShipperHarness harness, ManualTime time, RawServer server, int events, int bytes)
    {
        harness.AppendNoise(events, bytes, new Random(3));
        harness.Start(server.Address);
        await harness.UntilAsync(() => !server.Taken.IsEmpty && time.NextDue is not null);
    }

    private static async Task ShouldWaitAsync(ShipperHarness harness, ManualTime time, RawServer server, TimeSpan by)
    {
        await StepAsync(harness, time, by);
        server.Requests.Count.ShouldBe(1);
    }

    private static async Task ShouldSendWithinAsync(ShipperHarness harness, ManualTime time, RawServer server, TimeSpan by)
    {
        await StepAsync(harness, time, by);
        await harness.UntilAsync(() => server.Requests.Count >= 2);
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
