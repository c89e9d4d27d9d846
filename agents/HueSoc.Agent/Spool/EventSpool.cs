using HueSoc.Agent.Collectors;

namespace HueSoc.Agent.Spool;

/// <summary>
/// What is kept of events between their source and their receiver: a journal of events and of positions in segment files.
/// One thread appends and commits, another reads and acknowledges.
/// </summary>
internal sealed class EventSpool : IDisposable
{
    /// <summary>How large a document may be.</summary>
    public const int MaxDocumentBytes = 8 << 20;

    /// <summary>Opens the spool of a folder, makes it if there is none, and finds out where everything stands.</summary>
    /// <param name="folder">The folder, which nobody else may read.</param>
    /// <param name="options">Its bounds.</param>
    /// <param name="time">The clock.</param>
    /// <param name="disk">What is done with files; null for the real disk.</param>
    /// <exception cref="IOException">Another process has the spool, or the folder cannot be used.</exception>
    public static EventSpool Open(string folder, SpoolOptions options, TimeProvider time, ISpoolDisk? disk = null) => throw new NotImplementedException();

    /// <summary>The sources as they were recovered when the spool was opened, and as they are on disk now.</summary>
    public IReadOnlyList<SourceState> States => throw new NotImplementedException();

    /// <summary>Is told whenever events were committed; called on the appending thread, and must return at once.</summary>
    public Action? Committed { get; set; }

    /// <summary>Takes an event with the position of its source after it. On disk after the next <see cref="Commit"/> that says true.</summary>
    /// <returns>False when there is no room now.</returns>
    /// <exception cref="ArgumentException">The event can never be taken: id, data stream or document are empty or too large.</exception>
    public bool TryAppend(in SpoolEvent spooled) => throw new NotImplementedException();

    /// <summary>Takes what a collector keeps of a source, position and details.</summary>
    /// <returns>False when there is no room now.</returns>
    public bool TryAppend(SourceState state) => throw new NotImplementedException();

    /// <summary>Forgets a source.</summary>
    /// <returns>False when there is no room now.</returns>
    public bool TryForget(string source) => throw new NotImplementedException();

    /// <summary>Brings what was taken since the last time to disk.</summary>
    /// <returns>False when the disk did not take it; it is kept in memory, and the next call tries again.</returns>
    public bool Commit() => throw new NotImplementedException();

    /// <summary>Reads events from the first that is not acknowledged. For one thread; a spool may have several readers.</summary>
    public SpoolReader OpenReader() => throw new NotImplementedException();

    /// <summary>Says that every event with a smaller ordinal is delivered (or will never be) and need not be kept.</summary>
    /// <param name="ordinal">The ordinal of the first event that must be kept.</param>
    public void Acknowledge(long ordinal) => throw new NotImplementedException();

    /// <summary>Keeps what is due to be kept and deletes what nobody needs. To be called every some seconds by the one who acknowledges.</summary>
    public void Maintain() => throw new NotImplementedException();

    /// <summary>Changes the bounds.</summary>
    public void ChangeLimits(long spoolBytes, long keepFreeBytes) => throw new NotImplementedException();

    /// <summary>How the spool is doing. May be asked by any thread.</summary>
    public SpoolStatus Status => throw new NotImplementedException();

    /// <summary>Keeps positions and the acknowledged place and gives the folder free. What was not committed is forgotten.</summary>
    public void Dispose() => throw new NotImplementedException();
}
