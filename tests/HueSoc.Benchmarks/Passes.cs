using System.Diagnostics;
using System.Text.Json;
using HueSoc.Cli.Hunting;
using HueSoc.Events.Readers;
using HueSoc.Sigma;
using HueSoc.Sigma.Matching;

namespace HueSoc.Benchmarks;

/// <summary>The ways one pass over the events is made.</summary>
internal static class Passes
{
    /// <summary>The floor: every token of every line is walked with Utf8JsonReader, as ../shared/checks/tokenise does, and nothing else.</summary>
    public static double Tokenise(byte[] events, int times)
    {
        long began = Stopwatch.GetTimestamp();
        using RepeatingStream stream = new(events, times);
        byte[] buffer = new byte[1 << 20];
        int start = 0, end = 0;
        long tokens = 0;
        while (true)
        {
            ReadOnlySpan<byte> rest = buffer.AsSpan(start, end - start);
            int length = rest.IndexOf((byte)'\n');
            if (length >= 0)
            {
                Utf8JsonReader reader = new(rest[..length]);
                while (reader.Read())
                    tokens++;
                start += length + 1;
                continue;
            }

            buffer.AsSpan(start, end - start).CopyTo(buffer);
            end -= start;
            start = 0;
            if (end == buffer.Length)
                Array.Resize(ref buffer, buffer.Length * 2);
            int read = stream.Read(buffer, end, buffer.Length - end);
            if (read == 0)
                break;
            end += read;
        }

        GC.KeepAlive(tokens);
        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    /// <summary>A hunt with a writer that writes nothing: the program's reader, its matcher, and as many threads as asked.</summary>
    /// <param name="events">The events.</param>
    /// <param name="times">How often they are read.</param>
    /// <param name="matchers">One matcher a thread, warm.</param>
    /// <returns>Seconds and (event, rule) pairs.</returns>
    public static (double Seconds, long Matches) Hunt(byte[] events, int times, params EventMatcher[] matchers) =>
        Hunt(new JsonLinesReader(new RepeatingStream(events, times), new EventReaderOptions()), matchers);

    /// <summary>The same over any reader, which is closed.</summary>
    public static (double Seconds, long Matches) Hunt(EventReader source, params EventMatcher[] matchers)
    {
        long began = Stopwatch.GetTimestamp();
        using EventReader reader = source;
        Lock gate = new();
        long matches = 0;
        Thread[] others = [.. matchers.Skip(1).Select(m => new Thread(() => Work(m)))];
        foreach (Thread other in others)
            other.Start();
        Work(matchers[0]);
        foreach (Thread other in others)
            other.Join();
        return (Stopwatch.GetElapsedTime(began).TotalSeconds, matches);

        void Work(EventMatcher matcher)
        {
            EventBatch batch = new();
            BatchMatcher batches = new(matcher);
            long own = 0;
            while (Take(batch))
            {
                batch.Prepare();
                foreach (EventSlice slice in batch.Events)
                {
                    batches.Match(batch, slice);
                    own += matcher.Matches.Length;
                }
            }

            Interlocked.Add(ref matches, own);
        }

        bool Take(EventBatch batch)
        {
            lock (gate)
                return reader.TryRead(batch);
        }
    }

    /// <summary>Reading alone: the events are made and nothing is done with them.</summary>
    /// <returns>Seconds.</returns>
    public static double Read(EventReader source)
    {
        long began = Stopwatch.GetTimestamp();
        using EventReader reader = source;
        EventBatch batch = new();
        while (reader.TryRead(batch))
            batch.Prepare();
        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    /// <summary>Some warm matchers of an engine: they have seen the events, so their plans are made.</summary>
    public static EventMatcher[] Warm(SigmaEngine engine, byte[] events, int count)
    {
        EventMatcher[] matchers = [.. Enumerable.Range(0, count).Select(_ => engine.CreateMatcher())];
        foreach (EventMatcher matcher in matchers)
            Hunt(events, 3, matcher);
        return matchers;
    }

    /// <summary>The median.</summary>
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
