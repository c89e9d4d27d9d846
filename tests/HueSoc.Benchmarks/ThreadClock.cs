using System.Runtime.InteropServices;

namespace HueSoc.Benchmarks;

/// <summary>Processor time of the thread that asks: what others on the machine take is not in it.</summary>
internal static partial class ThreadClock
{
    private const int ThreadProcessorTime = 3; // CLOCK_THREAD_CPUTIME_ID

    /// <summary>How much it has used so far, in seconds.</summary>
    public static double Seconds => clock_gettime(ThreadProcessorTime, out TimeSpec now) == 0
        ? now.Seconds + (now.Nanoseconds / 1e9)
        : throw new PlatformNotSupportedException();

    [LibraryImport("libc")]
    private static partial int clock_gettime(int clock, out TimeSpec now);

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct TimeSpec(long Seconds, long Nanoseconds);
}
