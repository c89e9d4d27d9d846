using System.Diagnostics;
using HueSoc.Storage.Sqlite;

namespace HueSoc.Benchmarks;

/// <summary>
/// How long ten questions take (<see cref="AnalystQueries"/>) over five million events in thirty day files. Cold: the store is opened anew and the files are dropped from
/// the page cache before each; warm: asked again. The program itself is warm both times. Beside them stands the processor time of a warm answer, all threads together: on a machine that
/// others use it is what says something.
/// </summary>
internal static class QueryFigure
{
    private const int ColdRounds = 3;
    private const int WarmRounds = 5;

    public static bool Measure(Corpus corpus)
    {
        string folder = QueryStore.Folder(corpus);
        long bytes = new DirectoryInfo(Path.Combine(folder, "events")).EnumerateFiles().Sum(f => f.Length);
        Console.WriteLine($"  {QueryStore.Events:N0} events, {bytes / 1e9:F2} GB");
        bool good = Figures.Judge("bytes an event on disk", (double)bytes / QueryStore.Events, atMost: 2048);
        List<double> cold = [], warm = [];
        Console.WriteLine($"    {"cold",8} {"warm",8} {"cpu",8} {"found",9}  (medians, ms)");
        foreach (AnalystQuery query in AnalystQueries.All)
        {
            (_, _, long found, bool isCut) = Ask(folder, query, rounds: 1, isCold: false);
            List<double> ownCold = [];
            for (int round = 0; round < ColdRounds; round++)
                ownCold.AddRange(Ask(folder, query, rounds: 1, isCold: true).Seconds);
            (List<double> ownWarm, List<double> processor, _, _) = Ask(folder, query, WarmRounds, isCold: false);
            Console.WriteLine($"    {Passes.Median(ownCold) * 1000,8:F1} {Passes.Median(ownWarm) * 1000,8:F1} {Passes.Median(processor) * 1000,8:F1} {found,9:N0}  {query.Name}{(isCut ? " (CUT)" : found == 0 ? " (NOTHING)" : "")}");
            good &= !isCut && found > 0;
            cold.AddRange(ownCold);
            warm.AddRange(ownWarm);
        }

        good &= Figures.Judge("p95 of ten queries, cold, ms", Percentile(cold) * 1000, atMost: 300);
        return Figures.Judge("p95 of ten queries, warm, ms", Percentile(warm) * 1000, atMost: 300) & good;
    }

    private static (List<double> Seconds, List<double> Processor, long Found, bool IsCut) Ask(string folder, AnalystQuery query, int rounds, bool isCold)
    {
        SqliteEventStore store = QueryStore.Open(folder);
        try
        {
            if (isCold)
                PageCache.Drop(folder);
            else
                query.Ask(store).GetAwaiter().GetResult();
            List<double> seconds = [], processor = [];
            (long Found, bool IsCut) answer = default;
            for (int round = 0; round < rounds; round++)
            {
                TimeSpan used = Environment.CpuUsage.TotalTime;
                long began = Stopwatch.GetTimestamp();
                answer = query.Ask(store).GetAwaiter().GetResult();
                seconds.Add(Stopwatch.GetElapsedTime(began).TotalSeconds);
                processor.Add((Environment.CpuUsage.TotalTime - used).TotalSeconds);
            }

            return (seconds, processor, answer.Found, answer.IsCut);
        }
        finally
        {
            store.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private static double Percentile(List<double> values) => values.Order().ElementAt((int)Math.Ceiling(values.Count * 0.95) - 1);
}
