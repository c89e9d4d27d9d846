using HueSoc.Storage.Control.Backups;
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
/// that is on disk when it is answered.
/// </summary>
public sealed class ControlDatabase : IAsyncDisposable
{
    /// <summary>The file's name in the data folder.</summary>
    public const string FileName = "huesoc.db";

    private readonly TransactionalFile file;
    private readonly FileStream? serverLock;

    private ControlDatabase(string folder, TransactionalFile file, FileStream? serverLock)
    {
        Folder = folder;
        this.file = file;
        this.serverLock = serverLock;
    }

    /// <summary>The data folder.</summary>
    public string Folder { get; }

    /// <summary>The file.</summary>
    public string Path => file.Path;

    /// <summary>Opens the database of a data folder, making it when it is not there, and brings its schema up to date.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="role">Who opens it.</param>
    /// <exception cref="ControlDatabaseException">Another server has it, or it was written by a later version, or it is damaged, or cannot be written.</exception>
    public static ControlDatabase Open(string folder, ControlRole role) => Open(folder, role, lastStep: null);

    /// <summary>The same, for tests of old files.</summary>
    internal static ControlDatabase Open(string folder, ControlRole role, int? lastStep)
    {
        Create(folder);
        if (Directory.Exists(System.IO.Path.Combine(folder, BackupFiles.Unfinished)))
            throw new ControlDatabaseException($"{folder}: a restore did not come to its end here; empty the folder and restore again");
        FileStream? taken = role == ControlRole.Server ? ServerLock.Take(folder) : null;
        try
        {
            // A server that runs must not have its tables changed under it: it is asked to stop first.
            Func<IDisposable?>? guard = role == ControlRole.Server ? null : () => ServerLock.Take(folder);
            string path = System.IO.Path.Combine(folder, FileName);
            return new(folder, TransactionalFile.Open(path, Migrations.Control, guard, lastStep), taken);
        }
        catch
        {
            taken?.Dispose();
            throw;
        }
    }

    /// <summary>Does something in one transaction, which is on disk when this completes. What throws is rolled back.</summary>
    /// <param name="work">What is done. It must not keep the transaction, nor write by another call: that would wait for itself.</param>
    /// <param name="cancellationToken">Ends the wait for other writes; what is being written is written to the end.</param>
    /// <exception cref="SqliteException">The disk is full or gone, or another process kept the file busy for 30 seconds. Nothing was written.</exception>
    public ValueTask<T> WriteAsync<T>(Func<ControlTransaction, T> work, CancellationToken cancellationToken) => file.WriteAsync(work, cancellationToken);

    /// <summary>Reads one state of the database, undisturbed by writes that go on.</summary>
    /// <param name="work">What is read. It must not keep the connection. In its SQL <c>text_form(x)</c> is text as events are searched: composed, in lower case.</param>
    public T Read<T>(Func<SqliteConnection, T> work) => file.Read(work);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await file.DisposeAsync().ConfigureAwait(false);
        if (serverLock is not null)
            await serverLock.DisposeAsync().ConfigureAwait(false);
    }

    // The folder is its owner's alone, if we make it; the files in it are in any case.
    private static void Create(string folder)
    {
        try
        {
            OwnersAlone.MakeFolder(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ControlDatabaseException($"{folder}: the data folder cannot be made ({e.Message})", e);
        }
    }
}
