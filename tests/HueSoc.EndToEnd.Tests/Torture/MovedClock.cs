using System.Globalization;

namespace HueSoc.EndToEnd.Tests.Torture;

/// <summary>
/// Another time of day for a process: libfaketime moves what the system tells it, so that midnight comes when a test wants
/// it to. Clocks that only measure are left alone.
/// </summary>
internal sealed class MovedClock
{
    private const string Library = "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1";
    private readonly TimeSpan offset;

    private MovedClock(DateTimeOffset begin, TimeSpan offset)
    {
        Begin = begin;
        this.offset = offset;
    }

    /// <summary>Whether the library is installed.</summary>
    public static bool IsAvailable => File.Exists(Library);

    /// <summary>What the moved clock says when the test begins, UTC.</summary>
    public DateTimeOffset Begin { get; }

    /// <summary>What a process must be given to live by this clock.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["LD_PRELOAD"] = Library,
        ["FAKETIME"] = string.Create(CultureInfo.InvariantCulture, $"{(offset < TimeSpan.Zero ? '-' : '+')}{(long)Math.Abs(offset.TotalSeconds)}s"),
        ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
    };

    /// <summary>A clock that will strike midnight (UTC) in a while.</summary>
    public static MovedClock ToJustBeforeMidnight(TimeProvider time, TimeSpan before)
    {
        DateTimeOffset now = time.GetUtcNow();
        DateTimeOffset begin = new DateTimeOffset(now.UtcDateTime.Date.AddDays(1), TimeSpan.Zero) - before;
        TimeSpan move = TimeSpan.FromSeconds(Math.Round((begin - now).TotalSeconds));
        return new(now + move, move);
    }

    /// <summary>What the moved clock says now.</summary>
    public DateTimeOffset Now(TimeProvider time) => time.GetUtcNow() + offset;
}
