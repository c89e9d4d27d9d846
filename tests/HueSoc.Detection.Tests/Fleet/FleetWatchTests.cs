using HueSoc.Detection.Alerts;
using HueSoc.Detection.Fleet;
using HueSoc.Storage.Control;
using Microsoft.Extensions.Logging.Abstractions;

namespace HueSoc.Detection.Tests.Fleet;

public sealed class FleetWatchTests : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("huesoc-").FullName;
    private readonly MovingTime time = new();
    private readonly ControlDatabase database;
    private readonly AlertFeed feed;
    private FleetWatch watch;

    public FleetWatchTests()
    {
        database = ControlDatabase.Open(folder, ControlRole.Server);
        feed = new(database, time, NullLogger<AlertFeed>.Instance);
        watch = Watch();
    }

    [Fact]
    public async Task Check_OfAServerThatIsSilent_RaisesOneAlertForEachSilence()
    {
        await SeenAsync("srv", deviceClass: 1);
        await PassAsync(14);
        Alerts().ShouldBeEmpty();
        await PassAsync(1);
        await PassAsync(30);
        watch = Watch();
        await PassAsync(30);

        (string id, string title, string host) = Alerts().ShouldHaveSingleItem();

        title.ShouldBe("A device that always reports is silent");
        host.ShouldBe("srv");
        id.Length.ShouldBe(32);
        await SeenAsync("srv", deviceClass: 1);
        await PassAsync(20);
        Alerts().Length.ShouldBe(2);
    }

    [Fact]
    public async Task Check_OfTheServersOwnDowntime_RaisesNothing()
    {
        await SeenAsync("srv", deviceClass: 1);
        time.Pass(600);
        watch = Watch();

        await PassAsync(14);

        Alerts().ShouldBeEmpty();
    }

    [Fact]
    public async Task Check_AfterTheClockWasSet_RaisesNothing()
    {
        await SeenAsync("srv", deviceClass: 1);
        await PassAsync(1);
        time.Set(120);

        await watch.CheckAsync(default);
        await PassAsync(10);

        Alerts().ShouldBeEmpty();
    }

    [Fact]
    public async Task Check_OfAnAgencyThatLosesManyAtOnce_RaisesOneAlertForEachTime()
    {
        for (int round = 0; round < 2; round++)
        {
            // Half an hour of all reporting.
            for (int i = 0; i < 30; i++)
            {
                for (int device = 0; device < 10; device++)
                    await SeenAsync($"pc-{device}", deviceClass: 0);
                await PassAsync(1);
            }

            for (int i = 0; i < 20; i++)
            {
                for (int device = 0; device < 5; device++)
                    await SeenAsync($"pc-{device}", deviceClass: 0);
                await PassAsync(1);
            }

            Alerts().Length.ShouldBe(round + 1);
        }

        Alerts()[0].Title.ShouldBe("Many devices of an agency fell silent at once");
    }

    public async ValueTask DisposeAsync()
    {
        feed.Dispose();
        await database.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private FleetWatch Watch() => new(database, new(feed, time), new(), time, NullLogger<FleetWatch>.Instance);

    private async Task PassAsync(int minutes)
    {
        time.Pass(minutes);
        await watch.CheckAsync(default);
    }

    private async Task SeenAsync(string id, int deviceClass) => await database.WriteAsync(
        transaction =>
        {
            transaction.Execute(
                """
                INSERT OR IGNORE INTO agents (id, public_key, agency, host_name, machine_id, class, key_hash, enrolled, token, attempt, state, state_since)
                VALUES ($1, x'00', 'X', $1, 'm', $2, x'00', 0, 't', 'a', 0, 0)
                """,
                id, deviceClass);
            return transaction.Execute(
                "INSERT INTO agent_reports (id, last_seen) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET last_seen = $2", id, ControlTime.Of(time.GetUtcNow()));
        },
        default);

    private (string Id, string Title, string Host)[] Alerts() =>
        [.. database.Read(connection => connection.Query("SELECT id, title, host FROM alerts ORDER BY number", row => (row.GetString(0), row.GetString(1), row.GetString(2))))];
}
