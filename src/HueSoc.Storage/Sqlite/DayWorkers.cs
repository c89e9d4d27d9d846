using System.Runtime.ExceptionServices;

namespace HueSoc.Storage.Sqlite;

/// <summary>
/// Looks at several files at once. On threads of its own: much of the time is spent waiting for the disk, and threads of the pool that wait are
/// missing elsewhere, while new ones come too late for an answer.
/// </summary>
internal static class DayWorkers
{
    /// <summary>How many files are looked at at once: more than there are processors, since the disk serves several at a time.</summary>
    private static readonly int most = Math.Clamp(Environment.ProcessorCount * 4, 4, 16);

    /// <summary>Does something for each number from 0, begun in order. When one throws, no further one is begun, and what it threw is thrown here.</summary>
    /// <param name="count">How many there are.</param>
    /// <param name="body">What is done.</param>
    public static void Run(int count, Action<int> body)
    {
        int next = -1;
        ExceptionDispatchInfo? thrown = null;
        Thread[] others = new Thread[Math.Clamp(count, 1, most) - 1];
        for (int i = 0; i < others.Length; i++)
        {
            others[i] = new(Work) { IsBackground = true, Name = "HueSoc search" };
            others[i].Start();
        }

        Work();
        foreach (Thread other in others)
            other.Join();
        thrown?.Throw();

        void Work()
        {
            while (Volatile.Read(ref thrown) is null && Interlocked.Increment(ref next) is int number && number < count)
            {
                try
                {
                    body(number);
                }
#pragma warning disable CA1031 // It goes on to the caller.
                catch (Exception e)
#pragma warning restore CA1031
                {
                    Interlocked.CompareExchange(ref thrown, ExceptionDispatchInfo.Capture(e), null);
                }
            }
        }
    }
}
