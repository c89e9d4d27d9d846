namespace HueSoc.Agent.Collectors.WindowsLog;

/// <summary>What the collector needs of the Windows Event Log, and no more. Every call gives 0 or the code of a Win32 error (<see cref="Win32Error"/>); nothing throws. Used by one thread.</summary>
internal interface IEventLogSource
{
    /// <summary>Subscribes to a channel: everything that is in it from a place on, and what comes.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="query">An XPath expression; null for all events.</param>
    /// <param name="bookmark">The bookmark of the last record that was read, as XML; null to begin with the oldest record.</param>
    /// <param name="isStrict">Whether it is an error when the record of the bookmark is gone; else it goes on with the next one there is.</param>
    /// <param name="subscription">The subscription; null on an error.</param>
    int Subscribe(string channel, string? query, string? bookmark, bool isStrict, out IEventLogSubscription? subscription);

    /// <summary>Asks for the numbers of the records that a channel has.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="oldest">The number of the oldest.</param>
    /// <param name="newest">The number of the newest; below <paramref name="oldest"/> when there is none.</param>
    int GetBounds(string channel, out long oldest, out long newest);

    /// <summary>Renders the record that a bookmark is of.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="bookmark">The bookmark, as XML.</param>
    /// <param name="batch">Gets it.</param>
    int Find(string channel, string bookmark, EventLogBatch batch);
}
