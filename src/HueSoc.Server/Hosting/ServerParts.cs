using HueSoc.Server.ServerLog;
using HueSoc.Storage.Control;
using HueSoc.Storage.Control.Audit;
using HueSoc.Storage.Control.DeadLetters;
using HueSoc.Storage.EventStore;
using HueSoc.Storage.Sqlite;
using Serilog.Events;

namespace HueSoc.Server.Hosting;

/// <summary>What lies on disk and outlives the hosts: opened before them, closed after them, in the reverse order.</summary>
internal sealed class ServerParts : IAsyncDisposable
{
    private ServerParts(ServerLogging logging, ControlDatabase database, AuditLog audit, DeadLetterStore deadLetters, IEventStore store, OwnEvents ownEvents)
    {
        Logging = logging;
        Database = database;
        Audit = audit;
        DeadLetters = deadLetters;
        Store = store;
        OwnEvents = ownEvents;
    }

    public ServerLogging Logging { get; }

    public ControlDatabase Database { get; }

    public AuditLog Audit { get; }

    public DeadLetterStore DeadLetters { get; }

    public IEventStore Store { get; }

    public OwnEvents OwnEvents { get; }

    /// <summary>How much is kept of what is refused.</summary>
    public static DeadLetterOptions DeadLetterOptions { get; } = new();

    /// <summary>Opens everything.</summary>
    /// <exception cref="ControlDatabaseException">Another server has the folder, or the database cannot be used.</exception>
    public static async Task<ServerParts> OpenAsync(ServerOptions options, TimeProvider time)
    {
        ServerLogging logging = new(Enum.Parse<LogEventLevel>(options.LogLevel, ignoreCase: true));
        ControlDatabase? database = null;
        DeadLetterStore? deadLetters = null;
        try
        {
            string folder = Path.GetFullPath(options.Data);
            database = ControlDatabase.Open(folder, ControlRole.Server);
            AuditLog audit = new(database, time);
            deadLetters = DeadLetterStore.Open(folder, DeadLetterOptions, audit, time);
            SqliteEventStoreOptions storeOptions = new()
            {
                Folder = folder,
                RetentionDays = options.RetentionDays,
                MinimumRetentionDays = options.MinimumRetentionDays,
                ReserveFreeBytes = (long)options.ReserveMegabytes << 20,
            };
            SqliteEventStore store = SqliteEventStore.Open(storeOptions, time, logging.Factory.CreateLogger(typeof(SqliteEventStore).FullName!));
            OwnEvents ownEvents = new(time);
            logging.StoreInto(store, ownEvents, time);
            return new(logging, database, audit, deadLetters, store, ownEvents);
        }
        catch
        {
            if (deadLetters is not null)
                await deadLetters.DisposeAsync();
            if (database is not null)
                await database.DisposeAsync();
            await logging.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Logging.EndStoringAsync();
        await Store.DisposeAsync();
        await DeadLetters.DisposeAsync();
        await Database.DisposeAsync();
        await Logging.DisposeAsync();
    }
}
