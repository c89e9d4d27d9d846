using System.Diagnostics;
using HueSoc.Storage.Control;
using HueSoc.Storage.Control.Audit;
using HueSoc.Storage.Tests.EventStore;
using HueSoc.Storage.Tests.Run;
using Microsoft.Data.Sqlite;

namespace HueSoc.Storage.Tests.Control;

public sealed class ControlDatabaseTests
{
    [Fact]
    public async Task Open_ASecondServer_IsRefused()
    {
        await using ControlHouse house = new();

        ControlDatabaseException refused = Should.Throw<ControlDatabaseException>(() => ControlDatabase.Open(house.Folder, ControlRole.Server));

        refused.Message.ShouldContain("another HueSoc server");
    }

    [Fact]
    public async Task Open_AfterTheServerClosed_Opens()
    {
        await using ControlHouse house = new();
        await house.Database.DisposeAsync();

        await using ControlDatabase again = ControlDatabase.Open(house.Folder, ControlRole.Server);

        again.Path.ShouldBe(house.Database.Path);
    }

    [Fact]
    public async Task Open_AfterTheServerWasKilled_Opens()
    {
        await using ControlHouse house = new(ControlRole.Administration);
        using Process server = ChildProcess.Start("hold-server", house.Folder);
        (await server.StandardOutput.ReadLineAsync()).ShouldBe("ready");
        Should.Throw<ControlDatabaseException>(() => ControlDatabase.Open(house.Folder, ControlRole.Server));

        server.Kill();
        await server.WaitForExitAsync();

        await using ControlDatabase again = ControlDatabase.Open(house.Folder, ControlRole.Server);
    }

    [SmallDiskFact]
    public async Task Open_OnADiskWithoutRoom_SaysThatItIsFull()
    {
        using SmallDisk disk = SmallDisk.TryMake(4)!;
        await using (ControlDatabase.Open(disk.Path, ControlRole.Server))
        {
        }

        // Now the index of the write-ahead log is not there: what has no room is made by the system, and SQLite calls that a disk I/O error.
        IOException full = Should.Throw<IOException>(() => File.WriteAllBytes(Path.Combine(disk.Path, "ballast"), new byte[8 << 20]));

        ControlDatabaseException refused = Should.Throw<ControlDatabaseException>(() => ControlDatabase.Open(disk.Path, ControlRole.Server));
        refused.Message.ShouldBe($"{Path.Combine(disk.Path, ControlDatabase.FileName)}: the disk is full");
        FullDisk.Caused(refused, disk.Path).ShouldBeTrue();
        FullDisk.Caused(full, disk.Path).ShouldBeTrue();
    }

    [Fact]
    public async Task FullDisk_OfAnotherFault_IsNoCause()
    {
        await using ControlHouse house = new(ControlRole.Administration);

        SqliteException fault = Should.Throw<SqliteException>(() => house.Database.Read(connection => connection.Query("SELECT 1 FROM nothing", row => row.GetInt32(0))));

        FullDisk.Caused(fault, house.Folder).ShouldBeFalse();
        FullDisk.Caused(new SqliteException("disk I/O error", 10), house.Folder).ShouldBeFalse();
        FullDisk.Caused(new FileNotFoundException(), house.Folder).ShouldBeFalse();
    }

    [Fact]
    public async Task Write_ByAnotherProcessThatIsKilled_LeavesAWholeChain()
    {
        await using ControlHouse house = new();
        using Process other = ChildProcess.Start("write-acts", house.Folder);
        List<AuditHead> said = [];
        while (said.Count < 40)
        {
            AuditHead.TryParse((await other.StandardOutput.ReadLineAsync())!, out AuditHead? head).ShouldBeTrue();
            said.Add(head);
            if (said.Count % 4 == 0)
                await house.Audit.RecordAsync(ControlHouse.Tester, "test.act", "ours", AuditDetails.None, "", default);
        }

        other.Kill();
        await other.WaitForExitAsync();

        AuditVerification check = house.Audit.Verify(said);
        check.Faults.ShouldBeEmpty();
        check.Entries.ShouldBeGreaterThanOrEqualTo(50);
    }

    [Fact]
    public async Task Write_ThatThrows_LeavesNothing()
    {
        await using ControlHouse house = new();

        await Should.ThrowAsync<InvalidOperationException>(async () => await house.Database.WriteAsync<int>(
            transaction =>
            {
                house.Audit.Append(transaction, ControlHouse.Tester, "test.act", "x", AuditDetails.None);
                throw new InvalidOperationException("no");
            },
            default));

        house.Actions().ShouldBeEmpty();
        await house.Audit.RecordAsync(ControlHouse.Tester, "test.next", "x", AuditDetails.None, "", default);
        house.Actions().ShouldBe(["test.next"]);
    }

    [Fact]
    public async Task Write_InsideAWrite_IsRefusedAndNotWaitedFor()
    {
        await using ControlHouse house = new();

        await Should.ThrowAsync<InvalidOperationException>(async () => await house.Database.WriteAsync(
            _ => house.Database.WriteAsync(_ => 1, default).AsTask().GetAwaiter().GetResult(), default));
    }

    [Fact]
    public async Task Write_CancelledInTheQueue_IsNotDone()
    {
        await using ControlHouse house = new();
        using SemaphoreSlim begun = new(0);
        using SemaphoreSlim goOn = new(0);
        using CancellationTokenSource cancel = new();
        Task<int> first = house.Database.WriteAsync(
            _ =>
            {
                begun.Release();
                goOn.Wait();
                return 1;
            },
            default).AsTask();
        await begun.WaitAsync();
        bool done = false;
        Task<bool> second = house.Database.WriteAsync(_ => done = true, cancel.Token).AsTask();

        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(second);
        goOn.Release();
        (await first).ShouldBe(1);
        await house.Database.WriteAsync(_ => 0, default);
        done.ShouldBeFalse();
    }

    [Fact]
    public async Task Write_ByManyAtOnce_LosesNothing()
    {
        await using ControlHouse house = new();

        await Task.WhenAll(Enumerable.Range(0, 200).Select(i =>
            house.Audit.RecordAsync(ControlHouse.Tester, "test.act", $"{i}", AuditDetails.None, "", default).AsTask()));

        house.Audit.Verify([]).Entries.ShouldBe(200);
    }

    [Fact]
    public async Task Read_WhileAWriteGoesOn_SeesTheStateBefore()
    {
        await using ControlHouse house = new();
        using SemaphoreSlim begun = new(0);
        using SemaphoreSlim goOn = new(0);
        Task<int> write = house.Database.WriteAsync(
            transaction =>
            {
                house.Audit.Append(transaction, ControlHouse.Tester, "test.act", "x", AuditDetails.None);
                begun.Release();
                goOn.Wait();
                return 1;
            },
            default).AsTask();
        await begun.WaitAsync();

        house.Actions().ShouldBeEmpty();
        goOn.Release();
        await write;
        house.Actions().ShouldBe(["test.act"]);
    }

    [Fact]
    public async Task Write_AfterDispose_SaysThatItIsClosed()
    {
        await using ControlHouse house = new();
        await house.Database.DisposeAsync();

        await Should.ThrowAsync<ObjectDisposedException>(async () => await house.Database.WriteAsync(_ => 1, default));
    }

    [Fact]
    public async Task Open_AFileOfALaterVersion_IsRefused()
    {
        await using ControlHouse house = new();
        await house.Database.DisposeAsync();
        using (SqliteConnection raw = ControlHouse.Raw(house.Database.Path))
            ControlHouse.Run(raw, "PRAGMA user_version = 9999");

        Should.Throw<ControlDatabaseException>(() => ControlDatabase.Open(house.Folder, ControlRole.Server)).Message.ShouldContain("newer program");
    }

    [Fact]
    public async Task Open_AnotherProgramsFile_IsRefusedAndLeftAlone()
    {
        await using ControlHouse house = new();
        string folder = Path.Combine(house.Root, "other");
        Directory.CreateDirectory(folder);
        using (SqliteConnection raw = ControlHouse.Raw(Path.Combine(folder, ControlDatabase.FileName)))
            ControlHouse.Run(raw, "CREATE TABLE theirs (x)");

        Should.Throw<ControlDatabaseException>(() => ControlDatabase.Open(folder, ControlRole.Server)).Message.ShouldContain("not the one of HueSoc");
        using SqliteConnection after = ControlHouse.Raw(Path.Combine(folder, ControlDatabase.FileName));
        ControlHouse.Run(after, "DROP TABLE theirs");
    }

    [Theory]
    [InlineData("this is no database at all, but a text that somebody put there by mistake, long enough to be read")]
    [InlineData("SQLite format 3\0 and then nothing that makes sense, which is what a disk leaves that lost its head")]
    public async Task Open_ADamagedFile_NamesItAndFreesTheLock(string content)
    {
        await using ControlHouse house = new();
        string folder = Path.Combine(house.Root, "damaged");
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, ControlDatabase.FileName);
        await File.WriteAllTextAsync(path, content);

        ControlDatabaseException refused = Should.Throw<ControlDatabaseException>(() => ControlDatabase.Open(folder, ControlRole.Server));

        refused.Message.ShouldStartWith(path);
        File.Delete(path);
        await using ControlDatabase afresh = ControlDatabase.Open(folder, ControlRole.Server);
    }

    [Fact]
    public async Task Open_WhereARestoreDidNotEnd_IsRefused()
    {
        await using ControlHouse house = new();
        string folder = Path.Combine(house.Root, "half");
        Directory.CreateDirectory(Path.Combine(folder, "restore.partial"));

        Should.Throw<ControlDatabaseException>(() => ControlDatabase.Open(folder, ControlRole.Server)).Message.ShouldContain("restore");
    }

    [Fact]
    public async Task Open_ByTwoAtOnceOnANewFolder_MakesOneDatabase()
    {
        await using ControlHouse house = new();
        string folder = Path.Combine(house.Root, "new");

        ControlDatabase[] both = await Task.WhenAll(
            Task.Run(() => ControlDatabase.Open(folder, ControlRole.Server)), Task.Run(() => ControlDatabase.Open(folder, ControlRole.Administration)));

        foreach (ControlDatabase database in both)
        {
            await new AuditLog(database, house.Time).RecordAsync(ControlHouse.Tester, "test.act", "x", AuditDetails.None, "", default);
            await database.DisposeAsync();
        }

        await using ControlDatabase after = ControlDatabase.Open(folder, ControlRole.Server);
        new AuditLog(after, house.Time).Verify([]).Entries.ShouldBe(2);
    }

    [Fact]
    public async Task Open_ANewFolder_IsItsOwnersAlone()
    {
        await using ControlHouse house = new();
        if (OperatingSystem.IsWindows())
            return;

        File.GetUnixFileMode(house.Folder).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
