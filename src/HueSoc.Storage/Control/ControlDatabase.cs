using Microsoft.Data.Sqlite;

namespace HueSoc.Storage.Control;

/// <summary>Who opens the control database.</summary>
#pragma warning disable MA0048 // The role is a word of the database.
public enum ControlRole
{
    /// <summary>The server: there is one at a time.</summary>
    Server,

    /// <summary>A command of an administrator, also while the server runs.</summary>
    Administration,
}

/// <summary>
/// <c>huesoc.db</c>: everything that is not an event. Reads go side by side; writes one after the other, each a transaction
/// that is on disk when it returns.
/// </summary>
public sealed class ControlDatabase : IAsyncDisposable
{
    /// <summary>The file's name in the data folder.</summary>
    public const string FileName = "huesoc.db";

    private readonly SemaphoreSlim writing = new(1, 1);
    private readonly SqliteConnection writer;
    private readonly string readerString;
    private readonly FileStream? serverLock;

    private ControlDatabase(string path, SqliteConnection writer, string readerString, FileStream? serverLock)
    {
        Path = path;
        this.writer = writer;
        this.readerString = readerString;
        this.serverLock = serverLock;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Opens the database of a data folder, making it when it is not there, and brings its schema up to date.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="role">Who opens it.</param>
    /// <exception cref="ControlDatabaseException">Another server has it, or it was written by a later version, or it is damaged.</exception>
    public static ControlDatabase Open(string folder, ControlRole role)
    {
        Directory.CreateDirectory(folder);
        FileStream? taken = role == ControlRole.Server ? ServerLock.Take(folder) : null;
        string path = System.IO.Path.Combine(folder, FileName);
        SqliteConnectionStringBuilder builder = new() { DataSource = path, Pooling = false, DefaultTimeout = 30 };
        SqliteConnection connection = new(builder.ConnectionString);
        try
        {
            connection.Open();
            Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 30000;");
            Migrations.Apply(connection);
        }
        catch (SqliteException e)
        {
            connection.Dispose();
            taken?.Dispose();
            throw new ControlDatabaseException($"{path}: {e.Message}", e);
        }
        catch
        {
            connection.Dispose();
            taken?.Dispose();
            throw;
        }

        builder.Pooling = true;
        builder.Mode = SqliteOpenMode.ReadOnly;
        return new(path, connection, builder.ConnectionString, taken);
    }

    /// <summary>Does something in one transaction, which is on disk when this returns. What throws is rolled back.</summary>
    /// <param name="work">What is done. It must not keep the transaction.</param>
    /// <param name="cancellationToken">Ends the wait for other writes; what is being written is written to the end.</param>
    public async ValueTask<T> WriteAsync<T>(Func<ControlTransaction, T> work, CancellationToken cancellationToken)
    {
        await writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            using SqliteTransaction transaction = writer.BeginTransaction(deferred: false);
            T result = work(new(writer, transaction));
            transaction.Commit();
            return result;
        }
        finally
        {
            writing.Release();
        }
    }

    /// <summary>Reads, undisturbed by writes that go on.</summary>
    /// <param name="work">What is read. It must not keep the connection.</param>
    public T Read<T>(Func<SqliteConnection, T> work)
    {
        using SqliteConnection connection = new(readerString);
        connection.Open();
        using SqliteTransaction snapshot = connection.BeginTransaction(deferred: true);
        return work(connection);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await writing.WaitAsync().ConfigureAwait(false);
        await writer.DisposeAsync().ConfigureAwait(false);
        using (SqliteConnection pooled = new(readerString))
            SqliteConnection.ClearPool(pooled);
        writing.Dispose();
        if (serverLock is not null)
            await serverLock.DisposeAsync().ConfigureAwait(false);
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
