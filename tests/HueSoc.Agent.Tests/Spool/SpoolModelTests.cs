using System.Globalization;
using HueSoc.Agent.Spool;

namespace HueSoc.Agent.Tests.Spool;

/// <summary>A spool does what a list does, through failing writes and power that goes at any moment.</summary>
public class SpoolModelTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void Spool_CrashesAndFailures_EveryCommittedEventComesOutOnceInOrder(int seed)
    {
        Random random = new(seed);
        SpoolModel model = new();
        ManualTime time = new();
        using TemporaryFolder root = new();
        string folder = NewFolder(root, 0);
        long crashes = 0;
        for (int life = 0; life < 60; life++)
        {
            FaultyDisk disk = new(random);
            disk.Mount(folder);
            disk.CrashAfter = random.Next(4) == 0 ? random.Next(6) : random.Next(200);
            disk.FailureRate = random.Next(3) == 0 ? 0.05 : 0;
            try
            {
                Live(folder, disk, model, time, random);
            }
            catch (CrashException)
            {
                crashes++;
            }
            catch (IOException) when (disk.FailureRate > 0)
            {
                // It could not be opened: the next try is after the next start.
            }

            string next = NewFolder(root, life + 1);
            disk.SurviveInto(next);
            folder = next;
        }

        using EventSpool last = EventSpool.Open(folder, Options, time);
        model.Recover(last);
        using SpoolReader reader = last.OpenReader();
        long expected = ReadAll(reader, model, reader.Next);
        expected.ShouldBe(model.CommittedEvents);
        last.Status.LostEvents.ShouldBe(0);
        last.Status.BadFrames.ShouldBe(0);
        crashes.ShouldBeGreaterThan(20);
        expected.ShouldBeGreaterThan(200);
    }

    private static SpoolOptions Options => new() { SpoolBytes = 128 << 10, KeepFreeBytes = 0, SegmentBytes = 2 << 10, PendingBytes = 1 << 10, KeepEvery = TimeSpan.FromSeconds(3) };

    private static void Live(string folder, FaultyDisk disk, SpoolModel model, ManualTime time, Random random)
    {
        EventSpool spool = EventSpool.Open(folder, Options, time, disk);
        try
        {
            model.Recover(spool);
            spool.Committed = model.Commit;
            using SpoolReader reader = spool.OpenReader();
            reader.Next.ShouldBeLessThanOrEqualTo(model.Acknowledged);
            long read = reader.Next;
            for (int step = 0; step < 400; step++)
                Act(spool, reader, ref read, model, time, random);
        }
        finally
        {
            Close(spool);
        }
    }

    private static void Close(EventSpool spool)
    {
        try
        {
            spool.Dispose();
        }
        catch (CrashException)
        {
            // It happened before, or now: as bad as the other.
        }
    }

    private static void Act(EventSpool spool, SpoolReader reader, ref long read, SpoolModel model, ManualTime time, Random random)
    {
        string source = "file:" + random.Next(4).ToString(CultureInfo.InvariantCulture);
        switch (random.Next(100))
        {
            case < 55:
                model.Append(spool, source, random);
                break;
            case < 60:
                model.Save(spool, source, "{\"n\":" + random.Next(100).ToString(CultureInfo.InvariantCulture) + "}");
                break;
            case < 62:
                model.Forget(spool, source);
                break;
            case < 75:
                spool.Commit();
                break;
            case < 85:
                for (int count = random.Next(20); count > 0 && reader.TryRead(out SpoolRecord record); count--)
                    model.Check(record, read++);

                break;
            case < 93:
                long to = Math.Max(0, read - random.Next(10));
                model.Acknowledged = Math.Max(model.Acknowledged, to);
                spool.Acknowledge(to);
                break;
            case < 96:
                time.Advance(TimeSpan.FromSeconds(random.Next(5)));
                break;
            default:
                spool.Maintain();
                break;
        }
    }

    private static long ReadAll(SpoolReader reader, SpoolModel model, long expected)
    {
        while (reader.TryRead(out SpoolRecord record))
            model.Check(record, expected++);

        return expected;
    }

    private static string NewFolder(TemporaryFolder root, int number) => Directory.CreateDirectory(root.Of(number.ToString(CultureInfo.InvariantCulture))).FullName;
}
