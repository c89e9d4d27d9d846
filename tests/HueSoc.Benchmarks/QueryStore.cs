using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using HueSoc.Storage.EventStore;
using HueSoc.Storage.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace HueSoc.Benchmarks;

/// <summary>
/// Five million events in thirty day files, made once through the store itself and kept for the next run: in the folder that <c>HUESOC_BENCHMARK_CACHE</c>
/// names, else below the temporary folder. The corpus is run through a hundred times, its events moved to March 2026, evenly over each day, and
/// dealt out to 1,000 hosts of 20 agencies.
/// </summary>
internal static class QueryStore
{
    /// <summary>The first day.</summary>
    public static readonly DateTimeOffset From = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>How many days.</summary>
    public const int Days = 30;

    /// <summary>How many events in all; <c>HUESOC_BENCHMARK_EVENTS</c> names fewer to try something out.</summary>
    public static readonly int Events = int.Parse(Environment.GetEnvironmentVariable("HUESOC_BENCHMARK_EVENTS") ?? "5000000", CultureInfo.InvariantCulture);

    // To be raised when other events are made.
    private const int Revision = 3;
    private const int Hosts = 1000;
    private const int Agencies = 20;
    private const int Batch = 4000;

    /// <summary>The clock of the store, on the day after the last.</summary>
    public static TimeProvider Clock { get; } = new FixedTime(From.AddDays(Days).AddHours(12));

    /// <summary>The folder with the events; they are made when they are not there.</summary>
    public static string Folder(Corpus corpus)
    {
        string cache = Environment.GetEnvironmentVariable("HUESOC_BENCHMARK_CACHE") is { Length: > 0 } named ? named : Path.Combine(Path.GetTempPath(), "huesoc-benchmark-cache");
        // Other tables or documents, other files.
        string version = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(SqliteText.Schema("DaySchema.sql"))))[..12];
        string folder = Path.Combine(cache, $"events-{Events}-{version}-{Revision}");
        string done = Path.Combine(folder, "complete");
        if (File.Exists(done))
            return folder;
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        Console.WriteLine($"  making {Events:N0} events in {folder} (once)");
        MakeAsync(corpus, folder).GetAwaiter().GetResult();
        File.WriteAllText(done, string.Empty);
        return folder;
    }

    /// <summary>Opens the store.</summary>
    public static SqliteEventStore Open(string folder) => SqliteEventStore.Open(new() { Folder = folder }, Clock, NullLogger.Instance);

    private static async Task MakeAsync(Corpus corpus, string folder)
    {
        EventToAppend[] pool = await PoolAsync(corpus);
        await using SqliteEventStore store = Open(folder);
        int perDay = Events / Days;
        long number = 0;
        Task writing = Task.CompletedTask;
        for (int day = 0; day < Days; day++)
        {
            DateTimeOffset midnight = From.AddDays(day);
            int count = day == Days - 1 ? Events - (perDay * (Days - 1)) : perDay;
            for (int start = 0; start < count; start += Batch)
            {
                EventToAppend[] batch = new EventToAppend[Math.Min(Batch, count - start)];
                for (int i = 0; i < batch.Length; i++, number++)
                    batch[i] = Moved(pool[number % pool.Length], number, midnight.AddMilliseconds(Math.Floor((start + i) * 86_400_000.0 / count)));
                Task next = AppendAsync(store, batch);
                await writing;
                writing = next;
            }
        }

        await writing;
    }

    private static Task AppendAsync(SqliteEventStore store, EventToAppend[] batch) => Task.Run(async () =>
    {
        foreach (AppendResult result in await store.AppendAsync(batch, CancellationToken.None))
        {
            if (result.Outcome != AppendOutcome.Stored)
                throw new InvalidOperationException(result.Reason ?? result.Outcome.ToString());
        }
    });

    private static async Task<EventToAppend[]> PoolAsync(Corpus corpus)
    {
        (int Start, int Length)[] lines = BulkRequests.Lines(corpus.Shipped);
        EventToAppend[] pool = new EventToAppend[lines.Length];
        for (int agency = 0; agency < Agencies; agency++)
        {
            int[] own = [.. Enumerable.Range(0, lines.Length).Where(i => Host(i) % Agencies == agency)];
            List<EventToAppend> events = await NormalisedEvents.OfAsync(
                [.. own.Select(i => (ReadOnlyMemory<byte>)OnHost(corpus.Shipped.AsSpan(lines[i].Start, lines[i].Length), Host(i)))],
                i => own[i].ToString(CultureInfo.InvariantCulture),
                string.Create(CultureInfo.InvariantCulture, $"AG{agency:00}"),
                Clock);
            for (int i = 0; i < own.Length; i++)
                pool[own[i]] = events[i];
        }

        return pool;
    }

    // Neighbours in the corpus come from one host, as a rule, and so they do here.
    private static int Host(int line) => line / 50 * 7919 % Hosts;

    private static byte[] OnHost(ReadOnlySpan<byte> line, int host) =>
        [.. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{{\"host.name\":\"PC-{host:0000}.hue.example\",")), .. line[1..]];

    private static EventToAppend Moved(EventToAppend e, long number, DateTimeOffset time)
    {
        byte[] text = Encoding.ASCII.GetBytes(time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        return e with
        {
            Key = e.Key with { Id = BulkRequests.Id(DateOnly.FromDateTime(time.UtcDateTime), number) },
            Timestamp = time,
            Ingested = time,
            Document = With(With(e.Document.Span, "\"@timestamp\":\""u8, text), "\"ingested\":\""u8, text),
        };
    }

    private static byte[] With(ReadOnlySpan<byte> document, ReadOnlySpan<byte> name, ReadOnlySpan<byte> text)
    {
        int at = document.IndexOf(name) + name.Length;
        int end = at + document[at..].IndexOf((byte)'"');
        return [.. document[..at], .. text, .. document[end..]];
    }

    private sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
