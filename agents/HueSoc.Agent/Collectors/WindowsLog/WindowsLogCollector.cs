using HueSoc.Fleet.Configuration;

namespace HueSoc.Agent.Collectors.WindowsLog;

/// <summary>Reads channels of the Windows Event Log. Each is read on its own: what is wrong with one does not stop the others.</summary>
internal sealed class WindowsLogCollector : ICollector
{
    private readonly string name;
    private readonly long shareBytes;
    private readonly EventLogChannel[] channels;

    /// <summary>Makes it; nothing is opened before its first turn.</summary>
    /// <param name="configuration">The source, which was validated.</param>
    /// <param name="states">What is kept of all sources.</param>
    /// <param name="settings">How it reads.</param>
    /// <param name="source">The Event Log.</param>
    /// <param name="time">The clock; only its monotonic side is used.</param>
    public WindowsLogCollector(SourceConfiguration configuration, IEnumerable<SourceState> states, WindowsLogSettings settings, IEventLogSource source, TimeProvider time)
    {
        name = configuration.Name;
        shareBytes = settings.ShareBytes;
        EventLogConfiguration eventLog = configuration.EventLog ?? new();
        List<SourceState> kept = [.. states];

        // All events by a query is as good as none, and lets gaps be seen.
        string? query = eventLog.Query == "*" ? null : eventLog.Query;
        channels = [.. eventLog.Channels.Select(channel => new EventLogChannel(name, channel, query, source, kept, settings, time))];
    }

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public long Lag => Array.TrueForAll(channels, channel => channel.IsCaughtUp) ? 0 : -1;

    /// <inheritdoc/>
    public string? Problem
    {
        get
        {
            string problems = string.Join("; ", channels.Select(channel => channel.Problem).Where(problem => problem is not null));
            return problems.Length == 0 ? null : problems;
        }
    }

    /// <inheritdoc/>
    public bool Collect(IRecordSink sink)
    {
        // Each has the same share, so that one that always has more is not the only one that is read.
        bool more = false;
        foreach (EventLogChannel channel in channels)
        {
            long share = Math.Max(1, shareBytes / channels.Length);
            more |= channel.Collect(sink, ref share);
        }

        return more;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (EventLogChannel channel in channels)
            channel.Dispose();
    }
}
