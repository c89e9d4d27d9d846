using HueSoc.Agent.Collectors;

namespace HueSoc.Agent.Tests.Collectors;

/// <summary>What every collector promises. A new one inherits this, and is done.</summary>
public abstract class CollectorContract
{
    /// <summary>Puts numbered records into the source.</summary>
    private protected abstract void Write(int from, int count);

    /// <summary>A collector of the source with what was kept of it.</summary>
    private protected abstract ICollector Open(IEnumerable<SourceState> states);

    /// <summary>The number of a record of <see cref="Write"/>.</summary>
    private protected abstract int Number(JournalFrame record);

    /// <summary>Calls the collector until it has so many records in all, or nothing comes any more.</summary>
    private protected abstract void Collect(ICollector collector, JournalSink sink, int records);

    [Fact]
    public void Collect_EveryRecord_OnceInOrder()
    {
        JournalSink sink = new();
        Write(0, 50);
        using ICollector collector = Open([]);
        Collect(collector, sink, 50);

        sink.Records.Select(Number).ShouldBe(Enumerable.Range(0, 50));
        collector.Problem.ShouldBeNull();
    }

    [Fact]
    public void Collect_StoppedAnywhereWithAnyPrefixCommitted_ResumesExactly()
    {
        Random random = new(7);
        JournalSink sink = new();
        Write(0, 40);
        for (int crash = 0; crash < 8; crash++)
        {
            sink.Room = random.Next(1, 14);
            using (ICollector collector = Open(sink.States()))
                Collect(collector, sink, 40);
            sink.Crash(random.Next(sink.Committed, sink.Frames.Count + 1));
        }

        sink.Room = int.MaxValue;
        Write(40, 10);
        using ICollector last = Open(sink.States());
        Collect(last, sink, 50);

        sink.Records.Select(Number).ShouldBe(Enumerable.Range(0, 50));
    }

    [Fact]
    public void Collect_SpoolFullAtEveryRecord_LosesAndDoublesNothing()
    {
        JournalSink sink = new();
        Write(0, 30);
        using ICollector collector = Open([]);
        for (int i = 0; i < 300 && sink.Records.Count() < 30; i++)
        {
            sink.Room = 1;
            Collect(collector, sink, sink.Records.Count() + 1);
        }

        sink.Records.Select(Number).ShouldBe(Enumerable.Range(0, 30));
        sink.Refused.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Collect_RecordReadAgainAfterACrash_HasTheSameIdentity()
    {
        JournalSink sink = new();
        Write(0, 10);
        using (ICollector collector = Open([]))
            Collect(collector, sink, 10);
        int kept = sink.Frames.IndexOf(sink.Records.ElementAt(4)) + 1;
        List<JournalFrame> first = [.. sink.Records.Skip(5)];
        sink.Crash(kept);
        using (ICollector collector = Open(sink.States()))
            Collect(collector, sink, 10);

        sink.Records.Skip(5).Select(frame => (frame.Source, frame.Generation, frame.Position, frame.Text))
            .ShouldBe(first.Select(frame => (frame.Source, frame.Generation, frame.Position, frame.Text)));
    }

    [Fact]
    public void Collect_PositionsOfRecords_GoOnWhereTheLastEnded()
    {
        JournalSink sink = new();
        Write(0, 20);
        using ICollector collector = Open([]);
        Collect(collector, sink, 20);

        List<JournalFrame> records = [.. sink.Records];
        for (int i = 1; i < records.Count; i++)
            records[i].Position.Offset.ShouldBe(records[i - 1].After.Offset);
    }
}
