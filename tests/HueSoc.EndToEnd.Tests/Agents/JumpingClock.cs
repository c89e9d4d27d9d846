using System.Globalization;

namespace HueSoc.EndToEnd.Tests.Agents;

/// <summary>A clock that a test moves while a process lives by it: libfaketime reads its offset from a file. Clocks that only measure are left alone.</summary>
internal sealed class JumpingClock
{
    private readonly string file;
    private readonly string library;

    /// <summary>A clock that is right until it is moved.</summary>
    /// <param name="file">Where the offset is kept.</param>
    /// <param name="library">libfaketime.</param>
    public JumpingClock(string file, string library)
    {
        this.file = file;
        this.library = library;
        Set(TimeSpan.Zero);
    }

    /// <summary>By how much it is ahead of the real one.</summary>
    public TimeSpan Offset { get; private set; }

    /// <summary>What a process must be given to live by this clock.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["LD_PRELOAD"] = library,
        ["FAKETIME_TIMESTAMP_FILE"] = file,
        ["FAKETIME_CACHE_DURATION"] = "1",
        ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
    };

    /// <summary>Sets it; processes that run notice within a second.</summary>
    /// <param name="offset">By how much it is ahead, in whole seconds.</param>
    public void Set(TimeSpan offset)
    {
        Offset = offset;
        string text = string.Create(CultureInfo.InvariantCulture, $"{(offset < TimeSpan.Zero ? '-' : '+')}{(long)Math.Abs(offset.TotalSeconds)}s\n");
        File.WriteAllText($"{file}.new", text);
        File.Move($"{file}.new", file, overwrite: true);
    }
}
