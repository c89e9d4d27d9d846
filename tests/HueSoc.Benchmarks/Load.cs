using System.Diagnostics;

namespace HueSoc.Benchmarks;

/// <summary>Posts requests to a server over several connections at once.</summary>
internal static class Load
{
    /// <summary>Connections at once: so many agents, each waiting for its answer before it sends on.</summary>
    public const int Connections = 8;

    /// <summary>Posts all requests as fast as they are taken.</summary>
    /// <returns>How often a request was answered 429.</returns>
    public static int AtOnce(Uri ingest, byte[][] requests) => Run(ingest, requests.Length, (connection, number) => connection.Post(requests[number], CancellationToken.None));

    /// <summary>Posts requests at a steady rate, whether or not the ones before have been answered.</summary>
    /// <param name="ingest">Where.</param>
    /// <param name="count">How many requests.</param>
    /// <param name="request">Makes or finds one.</param>
    /// <param name="interval">The time from one to the next.</param>
    /// <param name="due">Told when each should be sent, as a timestamp of <see cref="Stopwatch"/>, before it is.</param>
    public static void Steady(Uri ingest, int count, Func<int, byte[]> request, TimeSpan interval, Action<int, long> due)
    {
        long began = Stopwatch.GetTimestamp();
        using ManualResetEventSlim never = new(initialState: false);
        Run(ingest, count, (connection, number) =>
        {
            byte[] bytes = request(number);
            long moment = began + (long)(number * interval.TotalSeconds * Stopwatch.Frequency);
            due(number, moment);
            long wait = moment - Stopwatch.GetTimestamp();
            if (wait > 0)
                never.Wait(TimeSpan.FromSeconds((double)wait / Stopwatch.Frequency));
            return connection.Post(bytes, CancellationToken.None);
        });
    }

    private static int Run(Uri ingest, int count, Func<BulkConnection, int, int> post)
    {
        int next = -1;
        int refused = 0;
        Exception? fault = null;
        Thread[] threads = [.. Enumerable.Range(0, Connections).Select(_ => new Thread(Work))];
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();
        return fault is null ? refused : throw new InvalidOperationException("the load broke off", fault);

        void Work()
        {
            try
            {
                using BulkConnection connection = new(ingest);
                for (int number; fault is null && (number = Interlocked.Increment(ref next)) < count;)
                    Interlocked.Add(ref refused, post(connection, number));
            }
            catch (Exception e) when (e is InvalidOperationException or System.Net.Sockets.SocketException)
            {
                fault = e;
            }
        }
    }
}
