using System.Diagnostics;

namespace HueSoc.Benchmarks;

/// <summary>
/// Whether the server's memory stays where it is: 30 minutes of a load four times the peak the embedded store is made for, in all most of a full day's events.
/// The first third warms up; then the median of the last third is compared with that of the second.
/// </summary>
internal static class SoakFigure
{
    private const int EventsPerSecond = 2_000;
    private const int EventsPerRequest = 200;

    public static bool Measure(Corpus corpus)
    {
        double minutes = double.Parse(Environment.GetEnvironmentVariable("HUESOC_SOAK_MINUTES") ?? "30", System.Globalization.CultureInfo.InvariantCulture);
        using ServerProcess server = ServerProcess.Start(corpus.Temporary("soak"), corpus.RuleFolders);
        BulkRequests bodies = new(corpus.Shipped, server.Key);
        DateOnly today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        List<(double Minute, long Bytes)> samples = [];
        long began = Stopwatch.GetTimestamp();
        using Timer sampler = new(
            _ =>
            {
                lock (samples)
                    samples.Add((Stopwatch.GetElapsedTime(began).TotalMinutes, server.ResidentBytes));
            },
            state: null,
            TimeSpan.Zero,
            TimeSpan.FromSeconds(1));
        using AlertListener listener = new(server);
        int count = (int)(minutes * 60 * EventsPerSecond / EventsPerRequest);
        double lag = 0;
        Load.Steady(
            server.Ingest,
            count,
            number => bodies.Make(today, (long)number * EventsPerRequest, EventsPerRequest),
            TimeSpan.FromSeconds((double)EventsPerRequest / EventsPerSecond),
            (number, _) =>
            {
                if (number % (60 * EventsPerSecond / EventsPerRequest) != 0)
                    return;
                lag = Math.Max(lag, server.Metric("huesoc_evaluator_lag_seconds"));
                Console.WriteLine($"    minute {number * EventsPerRequest / EventsPerSecond / 60}: RSS {server.ResidentBytes / 1e6:N0} MB, {listener.Raised.Count:N0} alerts");
            });
        sampler.Change(Timeout.Infinite, Timeout.Infinite);
        lock (samples)
        {
            double second = Third(samples, minutes, 1), last = Third(samples, minutes, 2), peak = server.PeakBytes / 1e6;
            Console.WriteLine($"  {minutes:F0} minutes of {EventsPerSecond:N0} events/s: RSS {second:N0} MB in the second third, {last:N0} MB in the last, peak {peak:N0} MB, longest lag seen {lag:F1} s");
            bool good = Figures.Judge("RSS last third / second third", last / second, atMost: 1.1);
            return Figures.Judge("peak RSS of the server, MB", peak, atMost: 1000) & good;
        }
    }

    private static double Third(List<(double Minute, long Bytes)> samples, double minutes, int which) =>
        Passes.Median(samples.Where(s => s.Minute >= minutes * which / 3 && s.Minute < minutes * (which + 1) / 3).Select(s => s.Bytes / 1e6));
}
