using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using HueSoc.Server.Tests.Running;
using HueSoc.Storage.Control.Accounts;
using HueSoc.Storage.Control.Backups;
using HueSoc.Storage.Control.Keys;
using Microsoft.Data.Sqlite;

namespace HueSoc.Server.Tests.Schedules;

/// <summary>What the server does by itself, on a clock that is moved while it is down.</summary>
public sealed class ScheduleTests
{
    [Fact]
    public async Task Backup_MissedWhileTheServerWasDown_IsMadeAtTheStartAndCanBeRestored()
    {
        await using OwnServer server = await OwnServer.StartAsync(TimeProvider.System, ("backupFolder", "{folder}/backups"));
        string backups = Path.Combine(Path.GetDirectoryName(server.Data)!, "backups");
        Directory.Exists(backups).ShouldBeFalse();

        await server.RestartAsync(new MovedTime(TimeSpan.FromHours(25)));
        JsonElement run = await server.RunOfAsync("backup");

        run.GetProperty("succeeded").GetBoolean().ShouldBeTrue(run.ToString());
        string made = Directory.GetDirectories(backups).ShouldHaveSingleItem();
        Backup.Verify(made, CancellationToken.None).IsUsable.ShouldBeTrue();
        if (!OperatingSystem.IsWindows())
            (File.GetUnixFileMode(made) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead)).ShouldBe(UnixFileMode.None);
    }

    [Fact]
    public async Task Backup_MadeNightAfterNight_KeepsTheYoungest()
    {
        await using OwnServer server = await OwnServer.StartAsync(TimeProvider.System, ("backupFolder", "{folder}/backups"), ("backupsKept", "2"));
        string backups = Path.Combine(Path.GetDirectoryName(server.Data)!, "backups");
        List<string> made = [];
        for (int night = 1; night <= 3; night++)
        {
            await server.RestartAsync(new MovedTime(TimeSpan.FromHours(25 * night)));
            string? before = made.LastOrDefault();
            string outcome;
            do
                outcome = (await server.RunOfAsync("backup")).GetProperty("outcome").GetString()!;
            while (outcome == before);
            made.Add(outcome);
        }

        Directory.GetDirectories(backups).Order(StringComparer.Ordinal).ShouldBe(made.Skip(1));
    }

    [Fact]
    public async Task Retention_WhenDaysAreTooOld_ForgetsEventsAndSignalsAndKeepsTheAlertWithItsEvidence()
    {
        await using OwnServer server = await OwnServer.StartAsync(TimeProvider.System);
        string key = await server.KeyAsync(KeyQuota.None);
        (await server.ShipAsync(key, RunningServer.Process("old-host", "cmd attackword"))).ShouldBe(HttpStatusCode.OK);
        using (HttpClient before = await server.ClientAsync(AccountRole.Admin))
            await UntilAsync(async () => (await ItemsAsync(before, "/api/v1/alerts")).GetArrayLength() == 1 && (await ItemsAsync(before, "/api/v1/signals")).GetArrayLength() == 1);

        await server.RestartAsync(new MovedTime(TimeSpan.FromDays(120)));
        JsonElement run = await server.RunOfAsync("retention");

        run.GetProperty("succeeded").GetBoolean().ShouldBeTrue(run.ToString());
        using HttpClient after = await server.ClientAsync(AccountRole.Admin);
        (await ItemsAsync(after, "/api/v1/signals")).GetArrayLength().ShouldBe(0);
        string id = (await ItemsAsync(after, "/api/v1/alerts"))[0].GetProperty("id").GetString()!;
        JsonElement evidence = (await after.GetFromJsonAsync<JsonElement>($"/api/v1/alerts/{id}")).GetProperty("evidence");
        evidence.GetArrayLength().ShouldBe(1);
        evidence[0].GetProperty("document").GetProperty("host").GetProperty("name").GetString().ShouldBe("old-host");
        (await after.GetAsync($"/api/v1/events/{evidence[0].GetProperty("event_key").GetString()}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task StoreCheck_MissedForAWeek_ReadsEveryDayAndFindsNothing()
    {
        await using OwnServer server = await OwnServer.StartAsync(TimeProvider.System);
        string key = await server.KeyAsync(KeyQuota.None);
        (await server.ShipAsync(key, "{}")).ShouldBe(HttpStatusCode.OK);

        await server.RestartAsync(new MovedTime(TimeSpan.FromDays(8)));
        JsonElement run = await server.RunOfAsync("store-check");

        run.GetProperty("succeeded").GetBoolean().ShouldBeTrue(run.ToString());
        run.GetProperty("outcome").GetString()!.ShouldEndWith("days, all sound");
        (await ChecksAsync(server)).Damaged.ShouldBe(0);
        (await ChecksAsync(server)).Days.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task StoreCheck_DayThatIsNotWhatWasWritten_IsToldAndCounted()
    {
        await using OwnServer server = await OwnServer.StartAsync(TimeProvider.System);
        string key = await server.KeyAsync(KeyQuota.None);
        (await server.ShipAsync(key, "{}")).ShouldBe(HttpStatusCode.OK);
        string day = "";

        await server.RestartAsync(new MovedTime(TimeSpan.FromDays(8)), () => day = Damage(Path.Combine(server.Data, "events")));
        JsonElement run = await server.RunOfAsync("store-check");

        run.GetProperty("outcome").GetString()!.ShouldEndWith("damaged and repaired as far as possible: " + day);
        (await ChecksAsync(server)).Damaged.ShouldBe(1);
        using HttpClient anyone = server.Anonymous();
        (await anyone.GetStringAsync("/metrics")).ShouldContain("\nhuesoc_store_damaged_days_total 1\n");
    }

    // The row of an event says other bytes were received than the event itself.
    private static string Damage(string events)
    {
        string file = Directory.GetFiles(events, "????-??-??.db").Order(StringComparer.Ordinal).First();
        using SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ConnectionString);
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "UPDATE events SET received = zeroblob(16) WHERE seq = (SELECT max(seq) FROM events)";
        command.ExecuteNonQuery().ShouldBe(1);
        return Path.GetFileNameWithoutExtension(file);
    }

    private static async Task<(long Days, long Damaged)> ChecksAsync(OwnServer server)
    {
        using HttpClient admin = await server.ClientAsync(AccountRole.Admin);
        JsonElement checks = (await admin.GetFromJsonAsync<JsonElement>("/api/v1/system")).GetProperty("store_checks");
        return (checks.GetProperty("days").GetInt64(), checks.GetProperty("damaged").GetInt64());
    }

    private static async Task<JsonElement> ItemsAsync(HttpClient client, string path) => (await client.GetFromJsonAsync<JsonElement>(path)).GetProperty("items");

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using CancellationTokenSource patience = new(TimeSpan.FromMinutes(2));
        using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(50));
        while (!await holds())
            await timer.WaitForNextTickAsync(patience.Token);
    }
}
