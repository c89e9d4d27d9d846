namespace HueSoc.Events.Readers;

/// <summary>Why a file could not be opened as events.</summary>
#pragma warning disable MA0048 // The outcome and what gives it are one contract.
public enum EventFileFault
{
    /// <summary>It was opened.</summary>
    None,

    /// <summary>Its name says it is not a format that is read.</summary>
    Unsupported,

    /// <summary>It is not there, or may not be read.</summary>
    Unreadable,
}

/// <summary>A file opened as events, or why not.</summary>
/// <param name="Reader">The reader; null when there is a fault.</param>
/// <param name="FileBytes">The length of the file on disk, for progress.</param>
/// <param name="Fault">What kept it from being opened.</param>
/// <param name="Reason">The fault in one sentence; empty when there is none.</param>
public sealed record EventFileOpening(EventReader? Reader, long FileBytes, EventFileFault Fault, string Reason);

/// <summary>Opens files as events by their names and first bytes.</summary>
public static class EventFile
{
    /// <summary>The endings of names that a folder is searched for: those that are read, and those that are known but not read yet.</summary>
    public static IReadOnlyList<string> KnownEndings => throw new NotSupportedException();

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">The bounds.</param>
    public static EventFileOpening Open(string path, EventReaderOptions options) => throw new NotSupportedException();
}
