using System.Globalization;
using System.Text;
using HueSoc.Agent.Collectors.WindowsLog;

namespace HueSoc.Agent.Tests.Collectors.WindowsLog;

/// <summary>
/// An Event Log in memory that behaves as the one of Windows is documented and known to: strict bookmarks, stale results, batches that are too large and are lost to their subscription. A query takes every
/// other record. Errors can be put in front of any call.
/// </summary>
internal sealed class FakeEventLog : IEventLogSource
{
    /// <summary>The channels, without regard to the size of letters.</summary>
    public Dictionary<string, FakeChannel> Channels { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Errors for the next calls, by the name of the call.</summary>
    public Dictionary<string, Queue<int>> Errors { get; } = [];

    /// <summary>How many bytes of records a call may hand over.</summary>
    public int MaxCallBytes { get; set; } = int.MaxValue;

    /// <summary>Whether strict subscriptions never find their bookmark.</summary>
    public bool RefusesStrict { get; set; }

    /// <summary>What was subscribed to: channel, bookmark and whether strictly.</summary>
    public List<(string Channel, string? Query, string? Bookmark, bool IsStrict)> Subscriptions { get; } = [];

    /// <summary>The largest batches that were asked for, one after the other.</summary>
    public List<int> Asked { get; } = [];

    public FakeChannel Add(string name) => Channels[name] = new FakeChannel(name);

    public void Fail(string call, params ReadOnlySpan<int> errors)
    {
        if (!Errors.TryGetValue(call, out Queue<int>? queue))
            Errors[call] = queue = new Queue<int>();
        foreach (int error in errors)
            queue.Enqueue(error);
    }

    public int Subscribe(string channel, string? query, string? bookmark, bool isStrict, out IEventLogSubscription? subscription)
    {
        Subscriptions.Add((channel, query, bookmark, isStrict));
        subscription = null;
        int error = Before(nameof(Subscribe), channel, out FakeChannel? found);
        if (error != Win32Error.None)
            return error;
        long after = 0;
        if (bookmark is not null)
        {
            after = Number(bookmark);
            if (after == 0)
                return Win32Error.MalformedXml;
            if (isStrict && (RefusesStrict || !found!.Records.Exists(record => record.Id == after)))
                return Win32Error.NotFound;
        }

        subscription = new FakeSubscription(this, found!, query is not null, after);
        return Win32Error.None;
    }

    public int GetBounds(string channel, out long oldest, out long newest)
    {
        int error = Before(nameof(GetBounds), channel, out FakeChannel? found);
        oldest = found?.Oldest ?? 0;
        newest = oldest + (found?.Records.Count ?? 0) - 1;
        return error;
    }

    public int Find(string channel, string bookmark, EventLogBatch batch)
    {
        int error = Before(nameof(Find), channel, out FakeChannel? found);
        if (error != Win32Error.None)
            return error;
        FakeRecord? record = found!.Records.Find(record => record.Id == Number(bookmark));
        if (record is null)
            return Win32Error.NotFound;
        Render(record, channel, batch);
        return Win32Error.None;
    }

    /// <summary>The bookmark of a record, as Windows writes it.</summary>
    public static string Bookmark(string channel, long id) => $"<BookmarkList>\r\n  <Bookmark Channel='{channel}' RecordId='{id}' IsCurrent='true'/>\r\n</BookmarkList>";

    internal int TakeError(string call) => Errors.TryGetValue(call, out Queue<int>? errors) && errors.TryDequeue(out int error) ? error : Win32Error.None;

    internal static void Render(FakeRecord record, string channel, EventLogBatch batch) =>
        batch.Add(record.RenderError == 0 ? Encoding.Unicode.GetBytes(record.Xml + "\0") : [], Bookmark(channel, record.Id), record.RenderError);

    private static long Number(string bookmark)
    {
        int at = bookmark.IndexOf("RecordId='", StringComparison.Ordinal);
        return at < 0 ? 0 : long.Parse(bookmark[(at + 10)..bookmark.IndexOf('\'', at + 10)], CultureInfo.InvariantCulture);
    }

    private int Before(string call, string channel, out FakeChannel? found)
    {
        found = null;
        int error = TakeError(call);
        if (error != Win32Error.None)
            return error;
        return Channels.TryGetValue(channel, out found) ? Win32Error.None : Win32Error.ChannelNotFound;
    }
}
