using System.Diagnostics;
using System.Text.Json;
using HueSoc.Events.Readers;
using HueSoc.Sigma;

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
    /// <param name="threads">The threads, warm.</param>
    /// <returns>Seconds and (event, rule) pairs.</returns>
    public static (double Seconds, long Matches) Hunt(byte[] events, int times, params HuntThread[] threads) =>
        Hunt(new JsonLinesReader(new RepeatingStream(events, times), new EventReaderOptions()), threads);

    /// <summary>The same over any reader, which is closed.</summary>
    public static (double Seconds, long Matches) Hunt(EventReader source, params HuntThread[] threads)
    {
        long began = Stopwatch.GetTimestamp();
        using EventReader reader = source;
        Lock gate = new();
        long matches = 0;
        Thread[] others = [.. threads.Skip(1).Select(thread => new Thread(() => Work(thread)))];
        foreach (Thread other in others)
            other.Start();
        Work(threads[0]);
        foreach (Thread other in others)
            other.Join();
        return (Stopwatch.GetElapsedTime(began).TotalSeconds, matches);

        void Work(HuntThread thread) => Interlocked.Add(ref matches, thread.Work(reader, gate));
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

    /// <summary>Some warm threads: their matchers have seen the events, so their plans are made.</summary>
    public static HuntThread[] Warm(SigmaEngine engine, byte[] events, int count)
    {
        HuntThread[] threads = [.. Enumerable.Range(0, count).Select(_ => new HuntThread(engine.CreateMatcher()))];
        foreach (HuntThread thread in threads)
            Hunt(events, 3, thread);
        return threads;
    }

    /// <summary>The median.</summary>
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
