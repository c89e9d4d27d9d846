using HueSoc.Storage.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace HueSoc.Storage.Control;

/// <summary>
/// A SQLite file with one writer and many readers: writes go one after the other on a thread of their own, each a transaction
/// that is on disk when it is answered; reads go side by side with them.
/// </summary>
internal sealed class TransactionalFile : IAsyncDisposable
{
    private const string FormFunction = "text_form";
    private const int BusySeconds = 30;

    private readonly WriteQueue queue;
    private readonly string readerString;
    private readonly string writerString;
    private SqliteConnection writer;

    private TransactionalFile(string path, string writerString, SqliteConnection writer, string readerString)
    {
        Path = path;
        this.writerString = writerString;
        this.writer = writer;
        this.readerString = readerString;
        queue = new(System.IO.Path.GetFileName(path));
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Opens a file, making it when it is not there, and brings its schema up to date.</summary>
    /// <param name="path">The file.</param>
    /// <param name="migrations">Its schema.</param>
    /// <param name="guard">Called before an older file is changed; see <see cref="Migrations.Apply"/>.</param>
    /// <param name="lastStep">The step of the schema to stop after, for tests.</param>
    /// <exception cref="ControlDatabaseException">It cannot be used, and why.</exception>
    public static TransactionalFile Open(string path, Migrations migrations, Func<IDisposable?>? guard = null, int? lastStep = null)
    {
        SqliteConnectionStringBuilder builder = new() { DataSource = path, Pooling = false, DefaultTimeout = BusySeconds };
        string writing = builder.ConnectionString;
        SqliteConnection? connection = null;
        try
        {
            OwnersAlone.MakeFile(path);
            connection = Connect(writing);
            migrations.Apply(connection, lastStep, guard);
        }
        catch (SqliteException e)
        {
            connection?.Dispose();
            throw Explained(path, e);
        }
        catch
        {
            connection?.Dispose();
            throw;
        }

        builder.Pooling = true;
        builder.Mode = SqliteOpenMode.ReadOnly;
        return new(path, writing, connection, builder.ConnectionString);
    }

    /// <summary>Does something in one transaction, which is on disk when this completes. What throws is rolled back.</summary>
    /// <param name="work">What is done. It must not keep the transaction, nor write by another call: that would wait for itself.</param>
    /// <param name="cancellationToken">Ends the wait for other writes; what is being written is written to the end.</param>
    public ValueTask<T> WriteAsync<T>(Func<ControlTransaction, T> work, CancellationToken cancellationToken) =>
        queue.RunAsync(() => Write(work), cancellationToken);

    /// <summary>Reads one state of the file, undisturbed by writes that go on.</summary>
    /// <param name="work">What is read. It must not keep the connection. In its SQL <c>text_form(x)</c> is text as events are searched: composed, in lower case.</param>
    public T Read<T>(Func<SqliteConnection, T> work)
    {
        using SqliteConnection connection = new(readerString);
        connection.Open();
        connection.CreateFunction<string?, string?>(FormFunction, static text => text is null ? null : TextForm.Of(text), isDeterministic: true);
        using SqliteTransaction snapshot = connection.BeginTransaction(deferred: true);
        return work(connection);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await queue.DisposeAsync().ConfigureAwait(false);
        using (SqliteConnection pooled = new(readerString))
            SqliteConnection.ClearPool(pooled);
        await writer.DisposeAsync().ConfigureAwait(false);
    }

    private T Write<T>(Func<ControlTransaction, T> work)
    {
        if (!IsSound(writer))
        {
            writer.Dispose();
            writer = Connect(writerString);
        }

        using SqliteTransaction transaction = writer.BeginTransaction(deferred: false);
        T result = work(new(writer, transaction));
        transaction.Commit();
        return result;
    }

    // A failed rollback (a disk that is gone) leaves a transaction open, and everything after it would land in that.
    private static bool IsSound(SqliteConnection connection) =>
        connection.State == System.Data.ConnectionState.Open && raw.sqlite3_get_autocommit(connection.Handle) != 0;

    private static SqliteConnection Connect(string connectionString)
    {
        SqliteConnection connection = new(connectionString);
        try
        {
            connection.Open();
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "PRAGMA journal_mode = WAL";
            if (command.ExecuteScalar() is not "wal")
                throw new ControlDatabaseException($"{connection.DataSource}: a write-ahead log cannot be kept there; the data folder must be on a local disk");
            command.CommandText = "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA journal_size_limit = 67108864; PRAGMA trusted_schema = OFF;";
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static ControlDatabaseException Explained(string path, SqliteException e) => e.SqliteErrorCode switch
    {
        _ when FullDisk.Caused(e, System.IO.Path.GetDirectoryName(path)!) => new($"{path}: the disk is full", e),
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => new($"{path}: the file is damaged ({e.Message}); restore a backup into an empty folder", e),
        raw.SQLITE_CANTOPEN => new($"{path}: the file cannot be opened; are the folder's rights right?", e),
        raw.SQLITE_READONLY => new($"{path}: the file cannot be written", e),
        _ => new($"{path}: {e.Message}", e),
    };
}
