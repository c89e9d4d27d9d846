using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using HueSoc.Storage.EventStore;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace HueSoc.Storage.Sqlite;

/// <summary>
/// One day's file, open for writing: prepared statements on the bare interface of SQLite, since they are run for every event. Used by one thread at
/// a time. Every member throws <see cref="SqliteException"/> when the file cannot be written.
/// </summary>
internal sealed class DayFileWriter : IDisposable
{
    /// <summary>The size of a page; fixed, so that a file can be read when its first page is lost.</summary>
    public const int PageSize = 4096;

    private const string InsertEventSql =
        "INSERT INTO events (seq, key, received, sender, id, time, ingested, agency, block, slot, dataset, host, code, action, user, process, source_ip, destination_ip, provider, agent) " +
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)";

    private readonly SqliteConnection connection;
    private readonly sqlite3 handle;
    private readonly List<sqlite3_stmt> statements = [];
    private readonly sqlite3_stmt begin;
    private readonly sqlite3_stmt commit;
    private readonly sqlite3_stmt rollback;
    private readonly sqlite3_stmt find;
    private readonly sqlite3_stmt insertEvent;
    private readonly sqlite3_stmt insertMore;
    private readonly sqlite3_stmt insertBlock;
    private readonly sqlite3_stmt insertWords;
    private readonly sqlite3_stmt addHour;
    private readonly sqlite3_stmt putFact;
    private readonly HourTally tally = new();

    private DayFileWriter(string path, SqliteConnection connection)
    {
        Path = path;
        this.connection = connection;
        handle = connection.Handle!;
        begin = Prepare("BEGIN IMMEDIATE");
        commit = Prepare("COMMIT");
        rollback = Prepare("ROLLBACK");
        find = Prepare("SELECT seq, received FROM events WHERE key = ?1");
        insertEvent = Prepare(InsertEventSql);
        insertMore = Prepare("INSERT OR IGNORE INTO more_values (field, value, seq) VALUES (?1, ?2, ?3)");
        insertBlock = Prepare("INSERT INTO blocks (block, body) VALUES (?1, ?2)");
        insertWords = Prepare("INSERT INTO words (rowid, text) VALUES (?1, ?2)");
        addHour = Prepare("INSERT INTO hours (hour, agency, events) VALUES (?1, ?2, ?3) ON CONFLICT (hour, agency) DO UPDATE SET events = events + excluded.events");
        putFact = Prepare("INSERT INTO facts (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value");
        Extent = ReadExtent(connection, path);
        NextBlock = SqliteText.Integer(connection, "SELECT max(block) FROM blocks") + 1;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>What the file holds, as of the last commit when the file was opened, then as <see cref="PutExtent"/> was told.</summary>
    public FileExtent Extent { get; private set; }

    /// <summary>The number of the next block.</summary>
    public long NextBlock { get; private set; }

    /// <summary>Opens a file, and makes it when it is not there.</summary>
    /// <param name="path">The file.</param>
    /// <param name="durable">Whether a commit is on disk when it returns; a file that is rebuilt is written to disk as a whole.</param>
    public static DayFileWriter Open(string path, bool durable = true)
    {
        SqliteConnectionStringBuilder builder = new() { DataSource = path, Pooling = false, DefaultTimeout = 30 };
        SqliteConnection opened = new(builder.ConnectionString);
        try
        {
            OwnersAlone.MakeFile(path);
            opened.Open();
            // The log is brought into the file after 16 MB, by the writer; that waits for no reader and no reader waits for it.
            SqliteText.Execute(opened, $"PRAGMA page_size = {PageSize}; PRAGMA journal_mode = WAL; PRAGMA synchronous = {(durable ? "FULL" : "OFF")}; " +
                "PRAGMA wal_autocheckpoint = 4096; PRAGMA journal_size_limit = 67108864; PRAGMA cache_size = -32768; PRAGMA temp_store = MEMORY");
            if (SqliteText.Integer(opened, "SELECT count(*) FROM sqlite_schema") == 0)
            {
                if (SqliteText.Integer(opened, "PRAGMA page_count") > 1)
                    throw new DayFileDamagedException($"{path}: the schema is gone");
                SqliteText.Execute(opened, $"BEGIN IMMEDIATE; {SqliteText.Schema("DaySchema.sql")} INSERT INTO facts (name, value) VALUES ('schema', 1); COMMIT");
            }

            return new(path, opened);
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <summary>What a file holds.</summary>
    public static FileExtent ReadExtent(SqliteConnection opened, string path)
    {
        using SqliteCommand command = opened.CreateCommand();
        command.CommandText = "SELECT value FROM facts WHERE name = 'extent'";
        object? value = command.ExecuteScalar();
        long last = SqliteText.Integer(opened, "SELECT max(seq) FROM events");
        FileExtent? extent = value is byte[] fact ? FileExtent.Read(fact) : value is null ? FileExtent.Empty : null;
        return extent is not null && extent.Last == last ? extent : throw new DayFileDamagedException($"{path}: the extent does not fit the events");
    }

    /// <summary>Begins a transaction.</summary>
    public void Begin()
    {
        tally.Clear();
        Run(begin);
    }

    /// <summary>Ends it; then it is on disk.</summary>
    public void Commit() => Run(commit);

    /// <summary>Takes everything back, as far as there is something to take back.</summary>
    public void Rollback()
    {
        if (raw.sqlite3_get_autocommit(handle) == 0)
        {
            raw.sqlite3_step(rollback);
            raw.sqlite3_reset(rollback);
        }
    }

    /// <summary>Looks for a key.</summary>
    public bool TryFind(UInt128 key, out long sequence, out UInt128 received)
    {
        Bind(find, 1, key);
        int code = raw.sqlite3_step(find);
        bool found = code == raw.SQLITE_ROW;
        sequence = found ? raw.sqlite3_column_int64(find, 0) : 0;
        ReadOnlySpan<byte> hash = found ? raw.sqlite3_column_blob(find, 1) : [];
        received = hash.Length == 16 ? BinaryPrimitives.ReadUInt128BigEndian(hash) : UInt128.Zero;
        raw.sqlite3_reset(find);
        if (!found && code != raw.SQLITE_DONE)
            SqliteException.ThrowExceptionForRC(code, handle);
        return found;
    }

    /// <summary>Writes a block.</summary>
    public void InsertBlock(ReadOnlySpan<byte> body)
    {
        raw.sqlite3_bind_int64(insertBlock, 1, NextBlock);
        raw.sqlite3_bind_blob(insertBlock, 2, body);
        Run(insertBlock);
        NextBlock++;
    }

    /// <summary>Writes the row of an event, its further values and its words. The block is <see cref="NextBlock"/>, to be written afterwards.</summary>
    public void InsertEvent(
        long sequence, UInt128 key, UInt128 received, EventKey name, long time, long ingested, string agency, int slot, in EventIndexing indexing)
    {
        raw.sqlite3_bind_int64(insertEvent, 1, sequence);
        Bind(insertEvent, 2, key);
        Bind(insertEvent, 3, received);
        Bind(insertEvent, 4, name.Sender);
        Bind(insertEvent, 5, name.Id);
        raw.sqlite3_bind_int64(insertEvent, 6, time);
        raw.sqlite3_bind_int64(insertEvent, 7, ingested);
        Bind(insertEvent, 8, agency);
        raw.sqlite3_bind_int64(insertEvent, 9, NextBlock);
        raw.sqlite3_bind_int64(insertEvent, 10, slot);
        for (int i = 0; i < indexing.Columns.Length; i++)
            Bind(insertEvent, 11 + i, indexing.Columns[i]);

        Run(insertEvent);
        tally.Add(time, agency);
        foreach ((int field, string value) in indexing.Further)
        {
            raw.sqlite3_bind_int64(insertMore, 1, field);
            Bind(insertMore, 2, value);
            raw.sqlite3_bind_int64(insertMore, 3, sequence);
            Run(insertMore);
        }

        if (indexing.Words.Length == 0)
            return;
        raw.sqlite3_bind_int64(insertWords, 1, sequence);
        raw.sqlite3_bind_text(insertWords, 2, indexing.Words);
        Run(insertWords);
    }

    /// <summary>Writes what the file holds now, and counts the events that were written since the transaction began. Called once in each transaction that writes events.</summary>
    public void PutExtent(FileExtent extent)
    {
        foreach (((long hour, string agency), long events) in tally.Counts)
        {
            raw.sqlite3_bind_int64(addHour, 1, hour);
            Bind(addHour, 2, agency);
            raw.sqlite3_bind_int64(addHour, 3, events);
            Run(addHour);
        }

        tally.Clear();
        Span<byte> fact = stackalloc byte[FileExtent.Length];
        extent.Write(fact);
        Bind(putFact, 1, "extent");
        raw.sqlite3_bind_blob(putFact, 2, fact);
        Run(putFact);
        Extent = extent;
    }

    /// <summary>
    /// Commits something that changes nothing. After a commit that failed it is not known whether its pages reached the log; they are overwritten by this,
    /// so that the transaction cannot come back after a crash.
    /// </summary>
    public void Settle()
    {
        Begin();
        Bind(putFact, 1, "settled");
        raw.sqlite3_bind_int64(putFact, 2, Extent.Last);
        Run(putFact);
        Commit();
    }

    /// <summary>Brings the log into the file, as far as no reader needs it.</summary>
    public void Checkpoint(bool whole) =>
        raw.sqlite3_wal_checkpoint_v2(handle, "main", whole ? raw.SQLITE_CHECKPOINT_TRUNCATE : raw.SQLITE_CHECKPOINT_PASSIVE, out _, out _);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (sqlite3_stmt statement in statements)
            statement.Dispose();
        connection.Dispose();
    }

    private static void Bind(sqlite3_stmt statement, int index, UInt128 hash)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, hash);
        raw.sqlite3_bind_blob(statement, index, bytes);
    }

    private static void Bind(sqlite3_stmt statement, int index, string? text)
    {
        if (text is null)
        {
            raw.sqlite3_bind_null(statement, index);
            return;
        }

        int most = Encoding.UTF8.GetMaxByteCount(text.Length);
        byte[]? rented = null;
        Span<byte> bytes = most <= 1024 ? stackalloc byte[1024] : rented = ArrayPool<byte>.Shared.Rent(most);
        raw.sqlite3_bind_text(statement, index, bytes[..Encoding.UTF8.GetBytes(text, bytes)]);
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);
    }

    private sqlite3_stmt Prepare(string sql)
    {
        int code = raw.sqlite3_prepare_v3(handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out sqlite3_stmt statement);
        SqliteException.ThrowExceptionForRC(code, handle);
        statements.Add(statement);
        return statement;
    }

    private void Run(sqlite3_stmt statement)
    {
        int code = raw.sqlite3_step(statement);
        if (code is not (raw.SQLITE_DONE or raw.SQLITE_ROW))
        {
            // The message is the connection's, and resetting replaces it.
            try
            {
                SqliteException.ThrowExceptionForRC(code, handle);
            }
            finally
            {
                raw.sqlite3_reset(statement);
            }
        }

        raw.sqlite3_reset(statement);
    }
}
