namespace HueSoc.Agent.Collectors;

/// <summary>Reads one configured source. Used by one thread, which calls all collectors in turn.</summary>
internal interface ICollector : IDisposable
{
    /// <summary>The name of the source in the configuration.</summary>
    string Name { get; }

    /// <summary>Reads what there is, up to a fair share: about a megabyte, so that other sources have their turn.</summary>
    /// <param name="sink">Where it goes.</param>
    /// <returns>Whether there is more to read at once.</returns>
    bool Collect(IRecordSink sink);

    /// <summary>How many bytes (records for the journal) are known to be unread; -1 when that is not known.</summary>
    long Lag { get; }

    /// <summary>What is wrong with the source now, in one sentence; null when nothing is.</summary>
    string? Problem { get; }
}
