using System.Collections.Immutable;
using System.Diagnostics;
using HueSoc.Storage.EventStore;
using HueSoc.Storage.Sqlite;
using HueSoc.Storage.Tests.Run;
using Microsoft.Extensions.Logging.Abstractions;

namespace HueSoc.Storage.Tests.EventStore;

/// <summary>A process that appends until it is killed, and says of each event that was acknowledged "number key" on a line.</summary>
internal sealed class AppendingChild : IDisposable
{
    private readonly Process process;

    private AppendingChild(Process process) => this.process = process;

    /// <summary>Starts it.</summary>
    public static AppendingChild Start(string kind, string folder, int start) => new(ChildProcess.Start(kind, folder, start.ToString()));

    /// <summary>Reads what was acknowledged: as many lines as are given, then the process is killed, then what else it had said.</summary>
    public List<(long Sequence, int Number)> KillAfter(int lines)
    {
        List<(long, int)> acknowledged = [];
        while (process.StandardOutput.ReadLine() is string line)
        {
            string[] parts = line.Split(' ');
            // The last line may be cut off by the death.
            if (parts.Length == 3)
                acknowledged.Add((long.Parse(parts[0]), int.Parse(parts[1])));
            if (acknowledged.Count == lines)
                process.Kill();
        }

        process.WaitForExit();
        return acknowledged;
    }

    public void Dispose() => process.Dispose();

    /// <summary>The process.</summary>
    public static async Task<int> RunAsync(string folder, int start, bool dieBetweenFiles)
    {
        int commits = 0;
        StoreSeams seams = new()
        {
            Committed = _ =>
            {
                // Every batch has two files: an odd commit is behind the first of them.
                if (dieBetweenFiles && ++commits == 5)
                    Process.GetCurrentProcess().Kill();
            },
        };
        SqliteEventStoreOptions options = new() { Folder = folder, ReserveFreeBytes = 0, CommitEvents = dieBetweenFiles ? 1 : 2_000 };
        await using SqliteEventStore store = SqliteEventStore.Open(options, new TestClock(Sample.Noon), NullLogger.Instance, seams);
        Lock output = new();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async lane =>
        {
            for (int at = start + (lane * 50); ; at += 200)
            {
                EventToAppend[] batch = Batch(at, 50);
                ImmutableArray<AppendResult> results = await store.AppendAsync(batch, default);
                lock (output)
                {
                    for (int i = 0; i < batch.Length; i++)
                    {
                        if (results[i].Outcome is AppendOutcome.Stored or AppendOutcome.Duplicate)
                            Console.Out.WriteLine($"{results[i].Sequence} {at + i} .");
                    }

                    Console.Out.Flush();
                }
            }
        }));
        return 0;
    }

    /// <summary>Events by number; every other is of the day before.</summary>
    public static EventToAppend[] Batch(int first, int count) =>
    [
        .. Enumerable.Range(first, count).Select(i =>
            Sample.Event(Sample.Id(Sample.Noon.AddDays(-(i % 2)), i), text: $"event {i}", at: Sample.Noon.AddSeconds(i))),
    ];
}
