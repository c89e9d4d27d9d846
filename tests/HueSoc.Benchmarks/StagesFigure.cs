using System.Security.Cryptography;
using HueSoc.Detection.Rules;
using HueSoc.Events.Normalisers;
using HueSoc.Events.Readers;
using HueSoc.Server.Ingest;
using HueSoc.Sigma.Matching;
using HueSoc.Storage.EventStore;
using HueSoc.Storage.Sqlite;

namespace HueSoc.Benchmarks;

/// <summary>Where the time of an event goes on its way through the server: each stage alone over the corpus, on one thread. No bars; to be read beside the figure of the whole way.</summary>
internal static class StagesFigure
{
    private const int Rounds = 5;
    private const int EventsPerRequest = 1000;

    public static bool Measure(Corpus corpus)
    {
        DateOnly day = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        (int Start, int Length)[] lines = BulkRequests.Lines(corpus.Shipped);
        ReadOnlyMemory<byte>[] documents = [.. lines.Select(l => (ReadOnlyMemory<byte>)corpus.Shipped.AsMemory(l.Start, l.Length))];
        List<EventToAppend> events = NormalisedEvents.OfAsync(documents, i => BulkRequests.Id(day, i), "SKHCN", TimeProvider.System).GetAwaiter().GetResult();
        byte[][] bodies = [.. new BulkRequests(corpus.Shipped, "a:b").MakeAll(day, lines.Length, EventsPerRequest).Select(r => r[(r.AsSpan().IndexOf("\r\n\r\n"u8) + 4)..])];
        byte[][] plain = [.. bodies.Select(Inflate)];
        byte[] room = new byte[plain.Max(p => p.Length) + 1];
        IngestOptions options = new();
        EventStamper stamper = new(options, TimeZoneInfo.Utc);
        SenderStamp stamp = new(new() { Sender = $"key:{BulkRequests.KeyName}", Agency = "SKHCN", KeyName = BulkRequests.KeyName });
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        byte[] nowText = UtcText.Write(now);
        DataStreamName? stream = DataStreamName.Read("logs-windows.security-default");
        BulkParser parser = new();
        RuleLibrary library = RuleLibrary.Read(new() { RulePaths = [.. corpus.RuleFolders] }, CancellationToken.None);
        EventMatcher matcher = library.Engine.CreateMatcher();
        SqliteEventStoreOptions store = new() { Folder = corpus.Temporary("stages") };
        RawStore raw = new(events, corpus.Temporary("stages"));
        (string Name, Action Run)[] stages =
        [
            ("take gzip off", () => { foreach (byte[] body in bodies) Inflate(body, room); }),
            ("read the bulk body", () => { foreach (byte[] body in plain) parser.Read(body, null, options.MaxItems); }),
            ("normalise and stamp", () => { foreach (ReadOnlyMemory<byte> d in documents) stamper.TryStamp(d, stamp, stream, now, nowText, out _); }),
            ("hash", () => { foreach (ReadOnlyMemory<byte> d in documents) SHA256.HashData(d.Span); }),
            ("read fields and words", () => { foreach (EventToAppend e in events) EventIndexing.Of(e.Document.Span, out _); }),
            ("pack blocks", () => Pack(events)),
            ("all of preparing (the two above, and keys)", () => { for (int i = 0; i < events.Count; i += 1000) PreparedBatch.Of(events.GetRange(i, Math.Min(1000, events.Count - i)), day, store); }),
            ("write", () => { string file = corpus.Temporary("stages.db"); raw.WriteRows(file); File.Delete(file); }),
            ($"evaluate {library.Engine.Rules.Length:N0} rules", () => { foreach (EventToAppend e in events) matcher.Match(e.Document); }),
        ];
        Console.WriteLine("  µs of processor time an event, the least of some rounds; bytes allocated:");
        foreach ((string name, Action run) in stages)
        {
            run();
            double least = double.MaxValue;
            long allocated = GC.GetAllocatedBytesForCurrentThread();
            for (int round = 0; round < Rounds; round++)
            {
                double began = ThreadClock.Seconds;
                run();
                least = Math.Min(least, ThreadClock.Seconds - began);
            }

            allocated = (GC.GetAllocatedBytesForCurrentThread() - allocated) / Rounds / lines.Length;
            Console.WriteLine($"    {least / lines.Length * 1e6,6:F1} {allocated,8:N0}  {name}");
        }

        return true;
    }

    private static void Pack(List<EventToAppend> events)
    {
        EventToAppend[] all = [.. events];
        int start = 0;
        while (start < all.Length)
        {
            int count = 1;
            int length = all[start].Document.Length;
            while (start + count < all.Length && length + all[start + count].Document.Length <= DocumentBlockBuilder.TargetLength)
                length += all[start + count++].Document.Length;
            DocumentBlockBuilder.Pack(all.AsSpan(start, count));
            start += count;
        }
    }

    private static byte[] Inflate(byte[] body)
    {
        using MemoryStream plain = new();
        using GunzipStream gunzip = new(new MemoryStream(body), long.MaxValue);
        gunzip.CopyTo(plain);
        return plain.ToArray();
    }

    private static void Inflate(byte[] body, byte[] room)
    {
        using GunzipStream gunzip = new(new MemoryStream(body), long.MaxValue);
        int at = 0;
        int read;
        while ((read = gunzip.Read(room.AsSpan(at))) > 0)
            at += read;
    }
}
