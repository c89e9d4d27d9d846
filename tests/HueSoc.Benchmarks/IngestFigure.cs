using System.Diagnostics;
using System.Text.Json;
using HueSoc.Detection.Signals;
using HueSoc.Storage.EventStore;
using HueSoc.Tests.Corpus;

namespace HueSoc.Benchmarks;

/// <summary>
/// What the whole way costs beside storing alone (<see cref="RawStore"/>): a real <c>huesoc serve</c>, a process of its own, takes bulk requests that
/// were compressed beforehand, normalises, stores, evaluates all rules and answers; the time ends when the last event is both answered and evaluated.
/// Both write the same events, each round into new files, in alternating rounds. Then, at half that rate, how long it takes from the post to the alert at a
/// client of the stream; and what an event takes on disk.
/// </summary>
internal static class IngestFigure
{
    private const int Rounds = 3;
    private const int Passes = 2;
    private const int EventsPerRequest = 1000;
    private const int EventsPerSteadyRequest = 250;
    private const int SteadySeconds = 20;

    public static bool Measure(Corpus corpus)
    {
        DateOnly today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        RawStore raw = Raw(corpus, today);
        string data = corpus.Temporary("ingest");
        using ServerProcess server = ServerProcess.Start(data, corpus.RuleFolders);
        BulkRequests bodies = new(corpus.Shipped, server.Key);
        int events = bodies.CorpusEvents * Passes;
        raw.Write(corpus.Temporary("raw-warm.db"));
        long sent = Send(server, bodies.MakeAll(today, bodies.CorpusEvents, EventsPerRequest), bodies.CorpusEvents, 0).Sent;

        List<double> rawRates = [], rowRates = [], wholeRates = [];
        for (int round = 0; round < Rounds; round++)
        {
            string file = corpus.Temporary($"raw-{round}.db");
            rawRates.Add(events / raw.Write(file));
            File.Delete(file);
            rowRates.Add(events / raw.WriteRows(file));
            File.Delete(file);
            byte[][] requests = bodies.MakeAll(today.AddDays(-1 - round), events, EventsPerRequest);
            TimeSpan before = server.ProcessorTime;
            (double seconds, sent) = Send(server, requests, events, sent);
            wholeRates.Add(events / seconds);
            Console.WriteLine(
                $"  round {round + 1}: raw {rawRates[^1]:N0} events/s (rows that are ready {rowRates[^1]:N0}), whole {wholeRates[^1]:N0} events/s = {wholeRates[^1] / rawRates[^1]:F2}, "
                + $"{(server.ProcessorTime - before).TotalSeconds / events * 1e6:F0} µs of processor time an event");
        }

        double ratio = HueSoc.Benchmarks.Passes.Median(wholeRates.Zip(rawRates, (whole, alone) => whole / alone));
        Console.WriteLine($"  whole way / writing rows that are ready: {HueSoc.Benchmarks.Passes.Median(wholeRates.Zip(rowRates, (whole, rows) => whole / rows)):F2}");
        bool good = Figures.Judge("whole way / storing alone", ratio, atLeast: 0.6);
        good &= Latency(server, bodies, today.AddDays(-1 - Rounds), HueSoc.Benchmarks.Passes.Median(wholeRates) / 2);
        double stored = server.Metric("huesoc_store_events");
        Console.WriteLine($"  peak RSS of the server {server.PeakBytes / 1e6:N0} MB");
        server.Stop();
        double bytes = new DirectoryInfo(Path.Combine(data, "events")).EnumerateFiles().Sum(f => f.Length);
        return Figures.Judge("bytes an event on disk", bytes / stored, atMost: 2048) & good;
    }

    private static RawStore Raw(Corpus corpus, DateOnly day)
    {
        (int Start, int Length)[] lines = BulkRequests.Lines(corpus.Shipped);
        List<EventToAppend> events = NormalisedEvents
            .OfAsync([.. lines.Select(l => (ReadOnlyMemory<byte>)corpus.Shipped.AsMemory(l.Start, l.Length))], i => BulkRequests.Id(day, i), "SKHCN", TimeProvider.System)
            .GetAwaiter().GetResult();
        List<EventToAppend> all = [];
        for (int pass = 0; pass < Passes; pass++)
            all.AddRange(events.Select((e, i) => e with { Key = e.Key with { Id = BulkRequests.Id(day, ((long)pass * lines.Length) + i) } }));
        return new(all, corpus.Temporary("raw"));
    }

    private static (double Seconds, long Sent) Send(ServerProcess server, byte[][] requests, int events, long sentBefore)
    {
        double evaluatedBefore = server.Metric("huesoc_evaluator_events_total");
        long began = Stopwatch.GetTimestamp();
        int refused = Load.AtOnce(server.Ingest, requests);
        double answered = Stopwatch.GetElapsedTime(began).TotalSeconds;
        server.WaitUntilEvaluated(Math.Max(evaluatedBefore, sentBefore) + events);
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        Console.WriteLine($"  {events:N0} events in {requests.Length} requests: answered after {answered:F2} s, evaluated after {seconds:F2} s, {refused} times 429");
        return (seconds, sentBefore + events);
    }

    private static bool Latency(ServerProcess server, BulkRequests bodies, DateOnly day, double rate)
    {
        int count = (int)(rate * SteadySeconds / EventsPerSteadyRequest);
        byte[][] requests = bodies.MakeAll(day, count * EventsPerSteadyRequest, EventsPerSteadyRequest);
        long[] due = new long[count];
        Dictionary<string, int> expected = Expected(day, count * EventsPerSteadyRequest, bodies.CorpusEvents);
        using AlertListener listener = new(server);
        double before = server.Metric("huesoc_evaluator_events_total");
        Load.Steady(server.Ingest, count, number => requests[number], TimeSpan.FromSeconds(EventsPerSteadyRequest / rate), (number, moment) => due[number] = moment);
        server.WaitUntilEvaluated(before + (count * EventsPerSteadyRequest));
        // The last alert may still be on its way through the stream.
        using ManualResetEventSlim never = new(initialState: false);
        for (int had = -1; had != listener.Raised.Count; never.Wait(TimeSpan.FromSeconds(1)))
            had = listener.Raised.Count;
        double[] seconds =
        [
            .. listener.Raised.Where(alert => expected.ContainsKey(alert.Key))
                .Select(alert => Stopwatch.GetElapsedTime(due[expected[alert.Key]], alert.Value).TotalSeconds).Order(),
        ];
        if (seconds.Length < expected.Count / 2)
        {
            Console.WriteLine($"  only {seconds.Length} alerts of about {expected.Count} came ({listener.Skipped} skipped)");
            return false;
        }

        Console.WriteLine(
            $"  {rate:N0} events/s for {SteadySeconds} s: {seconds.Length:N0} alerts ({listener.Skipped} skipped), post to stream: median {seconds[seconds.Length / 2] * 1000:F0} ms, worst {seconds[^1] * 1000:F0} ms");
        return Figures.Judge("p95 from post to alert at half load, seconds", seconds[seconds.Length * 95 / 100], atMost: 1.0);
    }

    // Which request an alert must come from: ids of alerts follow from rule and event.
    private static Dictionary<string, int> Expected(DateOnly day, int events, int corpusEvents)
    {
        Dictionary<string, int> expected = new(StringComparer.Ordinal);
        List<(int Record, string[] Rules)> matches = [];
        foreach (string line in File.ReadLines(CorpusPaths.Of("corpora/sigma/windows-expected.jsonl")))
        {
            using JsonDocument match = JsonDocument.Parse(line);
            matches.Add((
                match.RootElement.GetProperty("record").GetInt32() - 1,
                [.. match.RootElement.GetProperty("rules").EnumerateArray().Select(rule => rule.GetString()!)]));
        }

        for (int pass = 0; pass * corpusEvents < events; pass++)
        {
            foreach ((int record, string[] rules) in matches)
            {
                int number = (pass * corpusEvents) + record;
                if (number >= events)
                    continue;
                foreach (string rule in rules)
                    expected[SignalId.OfEvent(rule, new($"key:{BulkRequests.KeyName}", BulkRequests.Id(day, number)))] = number / EventsPerSteadyRequest;
            }
        }

        return expected;
    }
}
