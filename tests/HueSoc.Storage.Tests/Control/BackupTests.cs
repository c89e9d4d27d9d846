using HueSoc.Storage.Control;
using HueSoc.Storage.Control.Audit;
using HueSoc.Storage.Control.Backups;
using HueSoc.Storage.Control.DeadLetters;
using HueSoc.Storage.Tenancy;
using Microsoft.Data.Sqlite;

namespace HueSoc.Storage.Tests.Control;

public sealed class BackupTests
{
    [Fact]
    public async Task Restore_ABackupMadeDuringWrites_IsOneStateAndGoesOn()
    {
        await using ControlHouse house = new();
        AddDay(house.Folder, "2026-03-01", 100);
        using CancellationTokenSource stop = new();
        Task writes = Task.Run(async () =>
        {
            for (int i = 0; !stop.IsCancellationRequested; i++)
                await house.Audit.RecordAsync(ControlHouse.Tester, "test.act", $"x:{i}", AuditDetails.None, "", default);
        });
        await house.Audit.RecordAsync(ControlHouse.Tester, "test.begun", "x", AuditDetails.None, "", default);
        string target = Path.Combine(house.Root, "backup");

        BackupResult made = await MakeAsync(house, target);
        await stop.CancelAsync();
        await writes;

        made.Faults.ShouldBeEmpty();
        string restored = Path.Combine(house.Root, "restored");
        BackupResult put = await Backup.RestoreAsync(ControlHouse.Tester, target, restored, house.Time, default);
        put.Faults.ShouldBeEmpty();
        AuditHead.TryParse(await File.ReadAllTextAsync(Path.Combine(target, "audit-heads.txt")), out AuditHead? head).ShouldBeTrue();
        await using ControlDatabase database = ControlDatabase.Open(restored, ControlRole.Server);
        AuditVerification check = new AuditLog(database, house.Time).Verify([head]);
        check.Faults.ShouldBeEmpty();
        check.Entries.ShouldBe(head.Sequence + 1);
    }

    [Fact]
    public async Task Restore_ABackup_GivesBackEveryRowOfEveryFile()
    {
        await using ControlHouse house = new();
        await house.AgencyAsync("A");
        await using (DeadLetterStore letters = DeadLetterStore.Open(house.Folder, new(), house.Audit, house.Time))
            await letters.AddAsync([new() { Source = "key:a", Agency = "A", Reason = "no", Body = new byte[] { 1, 2, 3 } }], default);
        AddDay(house.Folder, "2026-03-01", 1000);
        AddDay(house.Folder, "2026-03-02", 10);
        AddDay(house.Folder, "out-of-range", 1);
        string target = Path.Combine(house.Root, "backup");
        string restored = Path.Combine(house.Root, "restored");

        await MakeAsync(house, target);
        await Backup.RestoreAsync(ControlHouse.Tester, target, restored, house.Time, default);

        foreach (string day in (string[])["2026-03-01", "2026-03-02", "out-of-range"])
            Events(restored, day).ShouldBe(Events(house.Folder, day));
        await using ControlDatabase database = ControlDatabase.Open(restored, ControlRole.Server);
        AuditLog audit = new(database, house.Time);
        new HueSoc.Storage.Control.Agencies.AgencyStore(database, audit, house.Time).Find(AgencyScope.City, "A").ShouldNotBeNull();
        await using DeadLetterStore copy = DeadLetterStore.Open(restored, new(), audit, house.Time);
        copy.Find(AgencyScope.City, 1)!.Body.ToArray().ShouldBe([1, 2, 3]);
        audit.List(AgencyScope.City, AuditFilter.All, 1, null).Items[0].Action.ShouldBe("backup.restored");
        house.Actions()[^1].ShouldBe("backup.made");
    }

    [Fact]
    public async Task Make_OfACatalogueThatSaysAllIsClosed_DoesNotSaySoInTheCopy()
    {
        await using ControlHouse house = new();
        AddDay(house.Folder, "2026-03-01", 1);
        using (SqliteConnection catalog = ControlHouse.Raw(Path.Combine(house.Folder, "events", "catalog.db")))
            ControlHouse.Run(catalog, "CREATE TABLE facts (name TEXT PRIMARY KEY, value INTEGER); INSERT INTO facts VALUES ('ceiling', 7), ('clean', 1)");
        string target = Path.Combine(house.Root, "backup");

        (await MakeAsync(house, target)).Faults.ShouldBeEmpty();

        Backup.Verify(target, default).Faults.ShouldBeEmpty();
        using SqliteConnection copy = ControlHouse.Raw(Path.Combine(target, "events", "catalog.db"));
        copy.Query("SELECT name || value FROM facts ORDER BY name", row => row.GetString(0)).ShouldBe(["ceiling7", "clean0"]);
    }

    [Fact]
    public async Task Make_WithADamagedDay_TakesTheRestAndSaysSo()
    {
        await using ControlHouse house = new();
        AddDay(house.Folder, "2026-03-01", 10);
        await File.WriteAllTextAsync(Path.Combine(house.Folder, "events", "2026-03-02.db"), "no database, but long enough to be taken for one until somebody reads its first page");
        string target = Path.Combine(house.Root, "backup");

        BackupResult made = await MakeAsync(house, target);

        made.IsUsable.ShouldBeTrue();
        made.Faults.ShouldHaveSingleItem().ShouldContain("2026-03-02.db");
        Backup.Verify(target, default).IsUsable.ShouldBeTrue();
    }

    [Fact]
    public async Task Make_IntoAFullFolder_IsRefusedAndTouchesNothing()
    {
        await using ControlHouse house = new();
        string target = Path.Combine(house.Root, "full");
        Directory.CreateDirectory(target);
        await File.WriteAllTextAsync(Path.Combine(target, "theirs"), "x");

        (await MakeAsync(house, target)).IsUsable.ShouldBeFalse();

        Directory.GetFileSystemEntries(target).Length.ShouldBe(1);
    }

    [Fact]
    public async Task Make_IntoTheDataFolder_IsRefused()
    {
        await using ControlHouse house = new();

        (await MakeAsync(house, Path.Combine(house.Folder, "backup"))).IsUsable.ShouldBeFalse();
    }

    [Fact]
    public async Task Make_OfNothing_MakesNoDatabase()
    {
        await using ControlHouse house = new();
        string nothing = Path.Combine(house.Root, "nothing");

        BackupResult made = await Backup.MakeAsync(ControlHouse.Tester, nothing, Path.Combine(house.Root, "backup"), house.Time, default);

        made.IsUsable.ShouldBeFalse();
        Directory.Exists(nothing).ShouldBeFalse();
    }

    [Theory]
    [InlineData("changed")]
    [InlineData("shortened")]
    [InlineData("missing")]
    [InlineData("unfinished")]
    [InlineData("escaping")]
    public async Task Restore_ABackupThatIsNotWhatItWas_IsRefusedAndTouchesNothing(string damage)
    {
        await using ControlHouse house = new();
        AddDay(house.Folder, "2026-03-01", 10);
        string target = Path.Combine(house.Root, "backup");
        await MakeAsync(house, target);
        string file = Path.Combine(target, "events", "2026-03-01.db");
        string manifest = Path.Combine(target, "manifest.json");
        byte[] bytes = await File.ReadAllBytesAsync(file);
        switch (damage)
        {
            case "changed":
                bytes[^1] ^= 1;
                await File.WriteAllBytesAsync(file, bytes);
                break;
            case "shortened":
                await File.WriteAllBytesAsync(file, bytes[..^1]);
                break;
            case "missing":
                File.Delete(file);
                break;
            case "unfinished":
                File.Delete(manifest);
                break;
            default:
                await File.WriteAllTextAsync(manifest, (await File.ReadAllTextAsync(manifest)).Replace("events/2026-03-01.db", "../2026-03-01.db", StringComparison.Ordinal));
                break;
        }

        string restored = Path.Combine(house.Root, "restored");
        BackupResult put = await Backup.RestoreAsync(ControlHouse.Tester, target, restored, house.Time, default);

        put.IsUsable.ShouldBeFalse();
        put.Faults.ShouldNotBeEmpty();
        Directory.Exists(restored).ShouldBeFalse();
    }

    [Fact]
    public async Task Restore_WhereAServerRuns_SaysThatItRuns()
    {
        await using ControlHouse house = new();
        string target = Path.Combine(house.Root, "backup");
        await MakeAsync(house, target);

        BackupResult put = await Backup.RestoreAsync(ControlHouse.Tester, target, house.Folder, house.Time, default);

        put.Faults.ShouldHaveSingleItem().ShouldContain("server runs");
    }

    [Fact]
    public async Task Restore_IntoAFullFolder_IsRefused()
    {
        await using ControlHouse house = new();
        string target = Path.Combine(house.Root, "backup");
        await MakeAsync(house, target);
        await house.Database.DisposeAsync();

        BackupResult put = await Backup.RestoreAsync(ControlHouse.Tester, target, house.Folder, house.Time, default);

        put.Faults.ShouldHaveSingleItem().ShouldContain("not empty");
    }

    private static Task<BackupResult> MakeAsync(ControlHouse house, string target) =>
        Backup.MakeAsync(ControlHouse.Tester, house.Folder, target, house.Time, default);

    private static void AddDay(string folder, string day, int events)
    {
        Directory.CreateDirectory(Path.Combine(folder, "events"));
        using SqliteConnection connection = ControlHouse.Raw(Path.Combine(folder, "events", $"{day}.db"));
        ControlHouse.Run(connection, "PRAGMA journal_mode = WAL; CREATE TABLE events (seq INTEGER PRIMARY KEY, id TEXT)");
        ControlHouse.Run(connection, $"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {events}) INSERT INTO events SELECT i, hex(randomblob(50)) FROM n");
    }

    private static List<string> Events(string folder, string day)
    {
        using SqliteConnection connection = ControlHouse.Raw(Path.Combine(folder, "events", $"{day}.db"));
        return connection.Query("SELECT seq || id FROM events ORDER BY seq", row => row.GetString(0));
    }
}
