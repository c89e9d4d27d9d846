using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace HueSoc.Storage.Sqlite;

/// <summary>How long one question may take, asked between documents and, by SQLite itself, within a statement.</summary>
internal sealed class SearchDeadline
{
    private const int StepsBetweenLooks = 4000; // Some tens of microseconds.

    private readonly TimeProvider time;
    private readonly TimeSpan allowed;
    private readonly CancellationToken cancellationToken;
    private readonly long start;
    private volatile bool isOver;

    /// <summary>A question that begins now.</summary>
    public SearchDeadline(TimeProvider time, TimeSpan allowed, CancellationToken cancellationToken)
    {
        this.time = time;
        this.allowed = allowed;
        this.cancellationToken = cancellationToken;
        start = time.GetTimestamp();
    }

    private SearchDeadline(SearchDeadline whole)
    {
        time = whole.time;
        allowed = whole.allowed;
        cancellationToken = whole.cancellationToken;
        start = whole.start;
    }

    /// <summary>Whether the time is over.</summary>
    /// <exception cref="OperationCanceledException">Nobody waits for the answer any more.</exception>
    public bool IsOver
    {
        get
        {
            cancellationToken.ThrowIfCancellationRequested();
            return Look();
        }
    }

    /// <summary>The same deadline for a part of the work, which can be stopped before by <see cref="Stop"/>.</summary>
    public SearchDeadline Branch() => new(this);

    /// <summary>Ends the time now, for all who work by this deadline.</summary>
    public void Stop() => isOver = true;

    /// <summary>Has SQLite look too, until disposal. A statement that is interrupted throws; see <see cref="Ended"/>.</summary>
    public IDisposable Watch(SqliteConnection connection) => new Watching(this, connection);

    /// <summary>Whether an exception says that a statement was interrupted because the time was over.</summary>
    /// <exception cref="OperationCanceledException">It was interrupted because nobody waits any more.</exception>
    public bool Ended(SqliteException exception)
    {
        if (exception.SqliteErrorCode != raw.SQLITE_INTERRUPT)
            return false;
        cancellationToken.ThrowIfCancellationRequested();
        return true;
    }

    private bool Look() => isOver || (isOver = time.GetElapsedTime(start) >= allowed);

    private sealed class Watching : IDisposable
    {
        private readonly SqliteConnection connection;

        public Watching(SearchDeadline deadline, SqliteConnection connection)
        {
            this.connection = connection;
            raw.sqlite3_progress_handler(
                connection.Handle, StepsBetweenLooks, _ => deadline.Look() || deadline.IsCancelled ? 1 : 0, null);
        }

        public void Dispose() => raw.sqlite3_progress_handler(connection.Handle, 0, null, null);
    }

    private bool IsCancelled => cancellationToken.IsCancellationRequested;
}
