using HueSoc.Agent.Collectors;
using HueSoc.Agent.Collectors.WindowsLog;
using HueSoc.Fleet.Configuration;

namespace HueSoc.Agent.Tests.Collectors.WindowsLog;

/// <summary>Random lives of a log and of an agent that crashes: whatever happens, a record is read once, and what was not read was told.</summary>
public sealed class WindowsLogModelTests
{
    private static readonly int[] ReadErrors = [Win32Error.ResultStale, Win32Error.ResultInvalidPosition, Win32Error.InvalidOperation, Win32Error.ServiceUnavailable, 6, 1726];

    [Fact]
    public void Collect_InRandomLives_ReadsEachRecordOnceAndTellsEveryBreak()
    {
        int cleared = 0;
        int gaps = 0;
        for (int seed = 0; seed < 400; seed++)
        {
            JournalSink sink = Live(seed, null, out int written);
            List<JournalFrame> frames = [.. sink.Frames.Where(frame => frame.Kind is JournalFrameKind.Record or JournalFrameKind.Notice)];
            int expected = 0;

            // What the log lost before it was first read, nobody had asked for.
            bool told = true;
            foreach (JournalFrame frame in frames)
            {
                if (frame.Kind == JournalFrameKind.Notice)
                {
                    told = true;
                    cleared += frame.Text == "log-cleared" ? 1 : 0;
                    gaps += frame.Text == "log-gap" ? 1 : 0;
                    continue;
                }

                int number = WindowsLogContractTests.NumberOf(frame);
                number.ShouldBeGreaterThanOrEqualTo(expected, $"seed {seed}: a record came twice");
                (number == expected || told).ShouldBeTrue($"seed {seed}: records from {expected} to {number} were lost and not told");
                expected = number + 1;
                told = false;
            }

            expected.ShouldBe(written, $"seed {seed}");
            frames.Where(frame => frame.Kind == JournalFrameKind.Record).Select(frame => (frame.Generation, frame.Position.Offset)).ShouldBeUnique();
        }

        cleared.ShouldBeGreaterThan(50);
        gaps.ShouldBeGreaterThan(50);
    }

    [Fact]
    public void Collect_WithAQueryAndALogThatKeepsEverything_ReadsWhatMatchesOnce()
    {
        for (int seed = 0; seed < 150; seed++)
        {
            JournalSink sink = Live(seed, "*[System[Level=2]]", out int written);

            sink.Notices.ShouldBeEmpty($"seed {seed}");
            sink.Records.Select(WindowsLogContractTests.NumberOf).ShouldBe(Enumerable.Range(0, written).Where(number => number % 2 == 1), $"seed {seed}");
        }
    }

    // With a query nothing is lost: there it cannot be told what was.
    private static JournalSink Live(int seed, string? query, out int written)
    {
        Random random = new(seed);
        FakeEventLog log = new() { MaxCallBytes = random.Next(2) == 0 ? int.MaxValue : random.Next(1, 6) };
        FakeChannel channel = log.Add("Security");
        channel.Capacity = query is not null || random.Next(3) == 0 ? int.MaxValue : random.Next(3, 12);
        channel.IsSilent = random.Next(2) == 0;
        ManualTime time = new();
        JournalSink sink = new();
        WindowsLogCollector collector = Open(sink, log, query, time);
        written = 0;
        for (int step = 0; step < 60; step++)
        {
            switch (random.Next(9))
            {
                case 0 or 1 or 2:
                    for (int i = random.Next(1, 9); i > 0; i--)
                        channel.Write(written++);
                    break;
                case 3 when query is null && random.Next(3) == 0:
                    channel.Clear(renumbered: random.Next(2) == 0);
                    break;
                case 4:
                    collector.Dispose();
                    sink.Crash(random.Next(sink.Committed, sink.Frames.Count + 1));
                    collector = Open(sink, log, query, time);
                    break;
                case 5:
                    log.Fail("Read", ReadErrors[random.Next(ReadErrors.Length)]);
                    break;
                case 6:
                    log.Fail(random.Next(2) == 0 ? "Subscribe" : "GetBounds", Win32Error.ServiceUnavailable, Win32Error.AccessDenied);
                    log.RefusesStrict = random.Next(4) == 0;
                    break;
                default:
                    sink.Room = random.Next(3) == 0 ? random.Next(6) : int.MaxValue;
                    Turn(collector, sink, time);
                    break;
            }
        }

        sink.Room = int.MaxValue;
        log.Errors.Clear();
        channel.Write(written++);
        Turn(collector, sink, time);
        collector.Dispose();
        return sink;
    }

    private static void Turn(WindowsLogCollector collector, JournalSink sink, ManualTime time)
    {
        for (int i = 0; i < 6; i++)
        {
            for (int round = 0; round < 50 && collector.Collect(sink); round++)
                sink.Commit();
            time.Advance(TimeSpan.FromMinutes(2));
        }
    }

    private static WindowsLogCollector Open(JournalSink sink, FakeEventLog log, string? query, ManualTime time) => new(
        new SourceConfiguration { Name = "w", Kind = SourceKind.WindowsEventLog, EventLog = new() { Channels = ["Security"], Query = query } }, sink.States(), new WindowsLogSettings { BatchRecords = 8 }, log, time);
}
