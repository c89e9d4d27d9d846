using System.Text;
using HueSoc.Agent.Collectors;
using HueSoc.Agent.Spool;

namespace HueSoc.Agent.Tests.Spool;

public class EventSpoolTests
{
    [Fact]
    public void Open_HeldByAnother_IsRefused()
    {
        using SpoolHarness harness = new();
        Should.Throw<IOException>(() => EventSpool.Open(harness.Folder, harness.Options, harness.Time));
    }

    [Fact]
    public void Open_FolderAndFiles_AreForTheOwnerAlone()
    {
        using SpoolHarness harness = new();
        harness.Commit(0, 1);
        harness.Spool.Acknowledge(1);
        harness.Reopen();

        if (OperatingSystem.IsWindows())
            return;

        File.GetUnixFileMode(harness.Folder).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (string path in Directory.EnumerateFiles(harness.Folder))
            File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, path);
    }

    [Fact]
    public void TryAppend_NotCommitted_IsForgottenWithItsPosition()
    {
        using SpoolHarness harness = new();
        harness.Commit(0, 3);
        harness.Append(3).ShouldBeTrue();
        harness.Kill();

        harness.Read().ShouldBe([0, 1, 2]);
        harness.Spool.States.Single().Position.Offset.ShouldBe(3);
    }

    [Fact]
    public void States_SavedMovedAndForgotten_AreAsTheLastSaid()
    {
        using SpoolHarness harness = new();
        harness.Spool.TryAppend(new SourceState("journal", 1, new SourcePosition(0, "s=1"), "{\"a\":1}"u8.ToArray())).ShouldBeTrue();
        harness.Spool.TryAppend(new SourceState("gone", 1, new SourcePosition(9), default)).ShouldBeTrue();
        harness.Append(4, source: "journal").ShouldBeTrue();
        harness.Spool.TryForget("gone").ShouldBeTrue();
        harness.Spool.Commit().ShouldBeTrue();
        harness.Kill();

        SourceState state = harness.Spool.States.Single();
        state.Source.ShouldBe("journal");
        state.Position.ShouldBe(new SourcePosition(5));
        Encoding.UTF8.GetString(state.Details.Span).ShouldBe("{\"a\":1}");
    }

    [Fact]
    public void Acknowledge_WholeSegments_AreDeletedAndPositionsStay()
    {
        using SpoolHarness harness = new();
        harness.Commit(0, 200);
        harness.Segments.Count.ShouldBeGreaterThan(5);
        harness.Spool.Acknowledge(200);
        harness.Segments.Count.ShouldBeLessThan(4);
        harness.Kill();

        harness.Read().ShouldBeEmpty();
        harness.Spool.States.Single().Position.Offset.ShouldBe(200);
        harness.Spool.Status.LostEvents.ShouldBe(0);
    }

    [Fact]
    public void Acknowledge_Reopened_GoesOnThere()
    {
        using SpoolHarness harness = new();
        harness.Commit(0, 10);
        harness.Spool.Acknowledge(7);
        harness.Reopen();

        harness.Read().ShouldBe([7, 8, 9]);
        harness.Spool.Status.Unacknowledged.ShouldBe(3);
        harness.Commit(10, 1);
        harness.Read().ShouldBe([7, 8, 9, 10]);
    }

    [Fact]
    public void TryAppend_SpoolFull_WaitsAndGoesOnWhenAcknowledged()
    {
        using SpoolHarness harness = new(new SpoolOptions { SpoolBytes = 64 << 10, KeepFreeBytes = 0, SegmentBytes = 8 << 10 });
        int taken = 0;
        while (harness.Append(taken, 1_000))
        {
            harness.Spool.Commit().ShouldBeTrue();
            taken++;
        }

        taken.ShouldBeInRange(30, 60);
        harness.Spool.Status.Full.ShouldBeTrue();
        harness.Spool.Status.Bytes.ShouldBeLessThanOrEqualTo(64 << 10);
        harness.Spool.TryAppend(new SourceState("file:1:2", 1, new SourcePosition(taken), "{}"u8.ToArray())).ShouldBeTrue();
        harness.Spool.Commit().ShouldBeTrue();

        harness.Spool.Acknowledge(taken);
        harness.Append(taken, 1_000).ShouldBeTrue();
        harness.Spool.Commit().ShouldBeTrue();
        harness.Read().ShouldBe([taken]);
    }

    [Fact]
    public void TryAppend_EverythingInOneSegmentAcknowledged_MakesRoom()
    {
        using SpoolHarness harness = new(new SpoolOptions { SpoolBytes = 64 << 10, KeepFreeBytes = 0, SegmentBytes = 4 << 20 });
        for (int number = 0; number < 500; number++)
        {
            harness.Append(number, 1_000).ShouldBeTrue();
            harness.Spool.Commit().ShouldBeTrue();
            harness.Spool.Acknowledge(number + 1);
        }

        harness.Spool.Status.Bytes.ShouldBeLessThan(64 << 10);
    }

    [Fact]
    public void TryAppend_LargerThanTheSpool_IsTakenWhenNothingElseIsThere()
    {
        using SpoolHarness harness = new(new SpoolOptions { SpoolBytes = 64 << 10, KeepFreeBytes = 0 });
        harness.Append(0, 200 << 10).ShouldBeTrue();
        harness.Spool.Commit().ShouldBeTrue();
        harness.Append(1, 200 << 10).ShouldBeFalse();
        harness.Read().ShouldBe([0]);
        harness.Spool.Acknowledge(1);
        harness.Append(1, 200 << 10).ShouldBeTrue();
    }

    [Fact]
    public void ChangeLimits_Smaller_WaitsUntilThereIsRoom()
    {
        using SpoolHarness harness = new();
        harness.Commit(0, 100, 1_000);
        harness.Spool.ChangeLimits(64 << 10, 0);
        harness.Append(100).ShouldBeFalse();
        harness.Spool.ChangeLimits(1 << 20, 0);
        harness.Append(100).ShouldBeTrue();
    }

    [Fact]
    public void TryAppend_TooLittleFreeOnTheDisk_WaitsUntilThereIsMore()
    {
        FaultyDisk disk = new(new Random(1)) { Free = 10 << 20 };
        using SpoolHarness harness = new(new SpoolOptions { KeepFreeBytes = 20 << 20 }, disk);
        harness.Append(0).ShouldBeFalse();
        harness.Spool.Status.Full.ShouldBeTrue();
        disk.Free = 30 << 20;
        harness.Time.Advance(TimeSpan.FromSeconds(2));
        harness.Append(0).ShouldBeTrue();
    }

    [Fact]
    public void Commit_DiskFull_KeepsTheBatchAndWritesItLater()
    {
        FaultyDisk disk = new(new Random(1));
        using SpoolHarness harness = new(disk: disk);
        harness.Commit(0, 3);
        disk.Free = 50;
        harness.Append(3).ShouldBeTrue();
        harness.Append(4).ShouldBeTrue();
        harness.Spool.Commit().ShouldBeFalse();
        harness.Spool.Status.Problem!.ShouldContain("No space");
        harness.Read().ShouldBe([0, 1, 2]);

        disk.Free = 1 << 20;
        harness.Spool.Commit().ShouldBeTrue();
        harness.Spool.Status.Problem.ShouldBeNull();
        harness.Read().ShouldBe([0, 1, 2, 3, 4]);
    }

    [Fact]
    public void Acknowledge_DiskFull_StillMakesRoom()
    {
        FaultyDisk disk = new(new Random(1));
        using SpoolHarness harness = new(disk: disk);
        harness.Commit(0, 200);
        disk.Free = 0;
        int before = harness.Segments.Count;
        File.Exists(Path.Combine(harness.Folder, "reserve")).ShouldBeTrue();
        disk.FreedByDeleting = true;
        harness.Spool.Acknowledge(200);
        harness.Segments.Count.ShouldBeLessThan(before);
    }

    [Fact]
    public void TryAppend_WhatCanNeverBeTaken_IsABug()
    {
        using SpoolHarness harness = new();
        Should.Throw<ArgumentException>(() => harness.Append(0, 0));
        Should.Throw<ArgumentException>(() => harness.Append(0, EventSpool.MaxDocumentBytes + 1));
    }

    [Fact]
    public void Status_Oldest_IsTheTimeOfWhatWaits()
    {
        using SpoolHarness harness = new();
        harness.Spool.Status.Oldest.ShouldBeNull();
        harness.Time.Advance(TimeSpan.FromHours(1));
        DateTimeOffset first = harness.Time.GetUtcNow();
        harness.Commit(0, 1);
        harness.Time.Advance(TimeSpan.FromHours(1));
        harness.Commit(1, 1);
        harness.Spool.Status.Oldest.ShouldBe(first);
        harness.Spool.Acknowledge(2);
        harness.Spool.Status.Oldest.ShouldBeNull();
    }
}
