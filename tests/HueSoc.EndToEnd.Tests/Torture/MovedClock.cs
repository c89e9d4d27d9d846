using System.Globalization;

namespace HueSoc.EndToEnd.Tests.Torture;

/// <summary>
/// Another time of day for a process: libfaketime moves what the system tells it, so that midnight comes when a test wants
/// it to. Clocks that only measure are left alone.
/// </summary>
internal sealed class MovedClock
{
    private static readonly string? Library = Find();
    private readonly TimeSpan offset;

    private MovedClock(DateTimeOffset begin, TimeSpan offset)
    {
        Begin = begin;
        this.offset = offset;
    }

    /// <summary>Where the library is; null when it is not installed.</summary>
    public static string? LibraryPath => Library;

    /// <summary>Whether the library is installed.</summary>
    public static bool IsAvailable => Library is not null;

    /// <summary>What the moved clock says when the test begins, UTC.</summary>
    public DateTimeOffset Begin { get; }

    /// <summary>What a process must be given to live by this clock.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["LD_PRELOAD"] = Library ?? throw new InvalidOperationException("libfaketime is not installed"),
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

    /// <summary>A clock that is ahead of the real one, or behind it, by whole seconds.</summary>
    public static MovedClock By(TimeProvider time, TimeSpan move) => new(time.GetUtcNow() + move, move);

    /// <summary>What the moved clock says now.</summary>
    public DateTimeOffset Now(TimeProvider time) => time.GetUtcNow() + offset;

    private static string? Find()
    {
        const string libraries = "/usr/lib";
        return Directory.Exists(libraries)
            ? Directory.EnumerateDirectories(libraries, "*-linux-gnu*").Select(folder => Path.Combine(folder, "faketime", "libfaketimeMT.so.1")).FirstOrDefault(File.Exists)
            : null;
    }
}
