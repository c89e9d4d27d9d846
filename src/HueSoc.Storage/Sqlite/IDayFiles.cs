using System.Collections.Immutable;
using HueSoc.Storage.EventStore;

namespace HueSoc.Storage.Sqlite;

#pragma warning disable MA0048 // The files and the right to read one of them belong together.
/// <summary>All day files, for reading.</summary>
internal interface IDayFiles
{
    /// <summary>
    /// The files that may hold events of a time, the newest day first, the partition of days out of range last. All of
    /// them show the same moment: what was committed when this was called.
    /// </summary>
    /// <param name="range">When the events happened; null for whenever.</param>
    /// <returns>The files; each must be disposed of.</returns>
    ImmutableArray<IDayFileLease> Lease(TimeRange? range);
}

/// <summary>The right to read one day file, which is opened on demand. Used by one thread at a time.</summary>
internal interface IDayFileLease : IDisposable
{
    /// <summary>The day; null for the partition of days out of range.</summary>
    DateOnly? Day { get; }

    /// <summary>When the earliest event happened, in units of 100 ns since 1970.</summary>
    long MinTime { get; }

    /// <summary>When the latest event happened.</summary>
    long MaxTime { get; }

    /// <summary>How many events there are.</summary>
    long Events { get; }

    /// <summary>The lowest number of an event.</summary>
    long FirstSequence { get; }

    /// <summary>The highest number of an event.</summary>
    long LastSequence { get; }

    /// <summary>The reader, opened at the first call; null when the file is being repaired or cannot be opened (the day is then unreadable).</summary>
    DayFileReader? Reader { get; }

    /// <summary>Why <see cref="Reader"/> is null although the file is in order as far as is known: it cannot be opened now. Null else.</summary>
    Exception? Fault { get; }

    /// <summary>Tells of an exception that came while reading. Damage sets the file aside for repair; the day is then unreadable.</summary>
    /// <returns>Whether it was damage; if not, the caller throws on.</returns>
    bool Report(Exception exception);
}
