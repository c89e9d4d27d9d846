using System.Net;
using HueSoc.Server.Tests.Running;

namespace HueSoc.Server.Tests.Keys;

/// <summary>What keys may send a day.</summary>
public sealed class KeyUseTests
{
    [Fact]
    public async Task BytesPerDay_UsedUpBeforeARestart_AreUsedUpAfterItAndNotTheNextDay()
    {
        MovedTime noon = new(DateTimeOffset.UnixEpoch.AddYears(60).AddHours(12) - TimeProvider.System.GetUtcNow());
        await using OwnServer server = await OwnServer.StartAsync(noon);
        string key = await server.KeyAsync(new(null, null, BytesPerDay: 1_000));
        (await server.ShipAsync(key, $"{{\"message\":\"{new string('x', 2_000)}\"}}")).ShouldBe(HttpStatusCode.OK);
        (await server.ShipAsync(key, "{}")).ShouldBe(HttpStatusCode.TooManyRequests);

        await server.RestartAsync(noon);
        HttpStatusCode sameDay = await server.ShipAsync(key, "{}");
        await server.RestartAsync(new MovedTime(DateTimeOffset.UnixEpoch.AddYears(60).AddHours(36) - TimeProvider.System.GetUtcNow()));
        HttpStatusCode nextDay = await server.ShipAsync(key, "{}");

        sameDay.ShouldBe(HttpStatusCode.TooManyRequests);
        nextDay.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task EventBurst_OfTheKey_IsWhatMayBeSentAtOnce()
    {
        await using OwnServer server = await OwnServer.StartAsync(TimeProvider.System);
        string key = await server.KeyAsync(new(EventsPerSecond: 1, Burst: 5, null));

        HttpStatusCode first = await server.ShipAsync(key, Enumerable.Repeat("{}", 600));
        HttpStatusCode second = await server.ShipAsync(key, "{}");

        first.ShouldBe(HttpStatusCode.OK);
        second.ShouldBe(HttpStatusCode.TooManyRequests);
    }
}
