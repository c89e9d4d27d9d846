using HueSoc.Agent.Spool;

namespace HueSoc.Agent.Tests.Spool;

public class SpoolDamageTests
{
    [Fact]
    public void Open_TornTail_IsCut()
    {
        using SpoolHarness harness = new();
        harness.Commit(0, 5);
        harness.Kill(folder =>
        {
            using FileStream file = new(LastSegment(folder), FileMode.Open);
            file.SetLength(file.Length - 30);
        });

        harness.Read().ShouldBe([0, 1, 2, 3]);
        harness.Spool.States.Single().Position.Offset.ShouldBe(4);
        harness.Spool.Status.TornBytes.ShouldBeGreaterThan(50);
        harness.Spool.Status.BadFrames.ShouldBe(0);
        harness.Commit(4, 1);
        harness.Read().ShouldBe([0, 1, 2, 3, 4]);
    }

    [Fact]
    public void Open_GarbageBehindTheLastFrame_IsCut()
    {
        using SpoolHarness harness = new();
        harness.Commit(0, 5);
        harness.Kill(folder =>
        {
            using FileStream file = new(LastSegment(folder), FileMode.Append);
            file.Write(new byte[5_000]);
        });

        harness.Read().ShouldBe([0, 1, 2, 3, 4]);
        harness.Spool.Status.TornBytes.ShouldBe(5_000);
    }

    [Fact]
    public void Read_BadFrameInTheMiddle_IsSkippedAndCounted()
    {
        using SpoolHarness harness = new();
        for (int number = 0; number < 10; number++)
            harness.Append(number).ShouldBeTrue();

        harness.Spool.Commit().ShouldBeTrue();
        harness.Commit(10, 1);
        harness.Kill(folder => Flip(LastSegment(folder), 700));

        List<int> read = harness.Read();
        read.Count.ShouldBe(10);
        read.ShouldBeInOrder();
        harness.Spool.Status.BadFrames.ShouldBe(1);
        harness.Spool.Status.LostEvents.ShouldBe(1);
        harness.Spool.Status.SkippedBytes.ShouldBeGreaterThan(100);
    }

    [Fact]
    public void Read_DamageWhileOpen_IsSkippedAndCounted()
    {
        using SpoolHarness harness = new();
        harness.Commit(0, 10);
        Flip(LastSegment(harness.Folder), 700);

        harness.Read().Count.ShouldBe(9);
        harness.Spool.Status.BadFrames.ShouldBe(1);
        harness.Spool.Status.LostEvents.ShouldBe(1);
    }

    [Fact]
    public void Read_SegmentGone_OthersGoOn()
    {
        using SpoolHarness harness = new();
        harness.Commit(0, 100);
        harness.Kill(folder => File.Delete(harness.Segments[1]));

        List<int> read = harness.Read();
        read[0].ShouldBe(0);
        read[^1].ShouldBe(99);
        read.ShouldBeInOrder();
        harness.Spool.Status.LostEvents.ShouldBe(100 - read.Count);
    }

    [Fact]
    public void Open_NewerSnapshotDamaged_OlderWithWhatFollowsSaysTheSame()
    {
        foreach (string name in (string[])["positions.a", "positions.b"])
        {
            using SpoolHarness harness = new();
            harness.Commit(0, 200);
            harness.Spool.Acknowledge(200);
            harness.Commit(200, 50);
            harness.Spool.Acknowledge(250);
            harness.Kill(folder => Flip(Path.Combine(folder, name), 30));

            harness.Spool.States.Single().Position.Offset.ShouldBe(250, name);
            harness.Read().ShouldBeEmpty(name);
        }
    }

    [Fact]
    public void Open_AcknowledgedPlaceDamaged_WhatIsThereComesAgain()
    {
        using SpoolHarness harness = new();
        harness.Commit(0, 200);
        harness.Spool.Acknowledge(190);
        harness.Spool.Dispose();
        Flip(Path.Combine(harness.Folder, "acknowledged"), 9);
        harness.Open();

        List<int> read = harness.Read();
        read[^1].ShouldBe(199);
        read.ShouldBe(Enumerable.Range(read[0], 200 - read[0]));
        read[0].ShouldBeLessThanOrEqualTo(190);
        harness.Spool.Status.LostEvents.ShouldBe(0);
    }

    [Fact]
    public void Open_AnyBitFlipped_CostsAtMostOneBatchAndNeverOrderOrPosition()
    {
        Random random = new(11);
        for (int round = 0; round < 150; round++)
        {
            using SpoolHarness harness = new();
            List<int> batchOf = [];
            for (int batch = 0; batchOf.Count < 60; batch++)
            {
                for (int left = random.Next(1, 6); left > 0; left--)
                {
                    harness.Append(batchOf.Count, random.Next(20, 300), "file:" + random.Next(3)).ShouldBeTrue();
                    batchOf.Add(batch);
                }

                harness.Spool.Commit().ShouldBeTrue();
            }

            harness.Kill(folder => Flip(harness.Segments[random.Next(harness.Segments.Count)], -1, random));
            List<int> read = harness.Read();
            read.ShouldBeInOrder(SortDirection.Ascending);
            read.Distinct().Count().ShouldBe(read.Count);
            Enumerable.Range(0, batchOf.Count).Except(read).Select(number => batchOf[number]).Distinct().Count().ShouldBeLessThanOrEqualTo(1);
        }
    }

    private static string LastSegment(string folder) => Directory.EnumerateFiles(folder, "*.segment").Order(StringComparer.Ordinal).Last();

    private static void Flip(string path, int at, Random? random = null)
    {
        byte[] bytes = File.ReadAllBytes(path);
        int place = random?.Next(bytes.Length) ?? at;
        bytes[place] ^= (byte)(1 << (random?.Next(8) ?? 3));
        File.WriteAllBytes(path, bytes);
    }
}
