namespace HueSoc.Agent.Collectors;

/// <summary>Where collectors put what they found. Used by one thread.</summary>
internal interface IRecordSink
{
    /// <summary>Takes a record. It is safe on disk after the next <see cref="Commit"/>; until then a crash forgets it together with its position.</summary>
    /// <returns>False when there is no room now: the collector stops, and offers the same record the next time.</returns>
    bool TryAdd(in CollectedRecord record);

    /// <summary>Takes an event about a source itself: a gap, a truncation, a journal that was cleared.</summary>
    /// <param name="notice">The event.</param>
    /// <returns>False when there is no room now.</returns>
    bool TryAdd(in SourceNotice notice);

    /// <summary>Keeps what a collector must know of a source after a restart. Takes effect in the order of the records around it.</summary>
    /// <returns>False when there is no room now.</returns>
    bool TrySave(SourceState state);

    /// <summary>Forgets a source that is gone and read to its end.</summary>
    bool TryForget(string source);

    /// <summary>Writes what was taken to disk. Called by whoever calls the collectors, and by a collector before it does what cannot be undone.</summary>
    /// <returns>False when the disk did not take it; it is kept, and written the next time.</returns>
    bool Commit();
}
