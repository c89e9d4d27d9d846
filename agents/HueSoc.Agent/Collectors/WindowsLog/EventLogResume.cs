namespace HueSoc.Agent.Collectors.WindowsLog;

/// <summary>
/// Finds out whether a channel can be gone on with where reading had come to, and subscribes to it there. A bookmark is a channel's name and a number: that the record with the number is still the same
/// one is seen by its time, and whether it is there at all when Windows says no, by the numbers of the oldest and the newest.
/// </summary>
/// <param name="source">The Event Log.</param>
/// <param name="channel">The channel.</param>
/// <param name="query">Which of its events; null for all.</param>
/// <param name="isPlain">Whether every record of the channel is read, so that numbers that are missing are records that are.</param>
internal sealed class EventLogResume(IEventLogSource source, string channel, string? query, bool isPlain)
{
    private readonly EventLogBatch found = new();
    private readonly RenderedRecord record = new();

    /// <summary>Opens the channel.</summary>
    /// <param name="place">Where reading goes on.</param>
    public EventLogOpening Open(in EventLogPlace place)
    {
        int error = source.Subscribe(channel, query, place.Bookmark, isStrict: true, out IEventLogSubscription? subscription);
        if (place.Bookmark is null || (error != Win32Error.None && !Win32Error.IsLostPlace(error)))
            return new() { Subscription = subscription, Error = error };
        if (error != Win32Error.None)
            return Recover(place);
        if (!IsAnother(place.Bookmark, place))
            return new() { Subscription = subscription };
        subscription?.Dispose();
        return new() { Loss = Renumbered(place) };
    }

    /// <summary>The numbers of the records begin again.</summary>
    public static EventLogLoss Renumbered(in EventLogPlace place) => new(
        "log-cleared", 0, new(place.Generation + 1, 0, null, string.Empty), "the log was cleared or replaced, and its records are numbered anew; it is read from its oldest record on");

    // Windows does not find the record of the bookmark.
    private EventLogOpening Recover(in EventLogPlace place)
    {
        int error = source.GetBounds(channel, out long oldest, out long newest);
        if (error != Win32Error.None)
            return new() { Error = error };
        long last = place.Next - 1;
        if (last <= 0)
            return new() { Loss = Unknown(place) };
        if (newest < oldest || newest < last)
            return new() { Loss = Renumbered(place) };
        if (oldest > place.Next)
        {
            return new()
            {
                Loss = new(
                    "log-gap", isPlain ? oldest - place.Next : 0, new(place.Generation, oldest, null, string.Empty),
                    "the log was cleared or overwritten beyond the place where reading had come to; it is read from its oldest record on"),
            };
        }

        if (oldest == place.Next)
        {
            return new()
            {
                Loss = new(
                    "log-cleared", 0, new(place.Generation, oldest, null, string.Empty), "the log was cleared or overwritten up to the place where reading had come to; nothing that was unread is lost"),
            };
        }

        return GoOnBehind(place, last);
    }

    // It is there all the same, or there is at least a record with its number.
    private EventLogOpening GoOnBehind(in EventLogPlace place, long last)
    {
        string bookmark = EventLogBookmark.Write(channel, last);
        if (IsAnother(bookmark, place))
            return new() { Loss = Renumbered(place) };
        int error = source.Subscribe(channel, query, bookmark, isStrict: false, out IEventLogSubscription? subscription);
        return Win32Error.IsLostPlace(error) ? new() { Loss = Unknown(place) } : new() { Subscription = subscription, Error = error, Known = last };
    }

    private static EventLogLoss Unknown(in EventLogPlace place) => new(
        "log-gap", 0, new(place.Generation + 1, 0, null, string.Empty), "the log does not know the place where reading had come to; it is read from its oldest record on, and records may come twice");

    // Whether the record with that number is one that happened at another time. What cannot be looked at does not prove it.
    private bool IsAnother(string bookmark, in EventLogPlace place)
    {
        if (place.Time.Length == 0)
            return false;
        found.Clear();
        if (source.Find(channel, bookmark, found) != Win32Error.None || found.Count != 1 || found.Error(0) != Win32Error.None)
            return false;
        return record.TryRead(record.Decode(found.Xml(0))) && record.Time is { Length: > 0 } time && time != place.Time;
    }
}
