using System.Buffers.Binary;
using HueSoc.Storage.EventStore;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace HueSoc.Storage.Sqlite;

#pragma warning disable MA0048 // What a search for a key gives belongs to the reader.
/// <summary>Where the event of a key is.</summary>
internal readonly record struct FoundKey(long Sequence, UInt128 Received, long Block, int Slot);

/// <summary>
/// One day's file, open for reading. Used by one thread at a time. It sees what was committed when a statement begins; rows above
/// <see cref="Horizon"/> are not to be shown.
/// </summary>
internal sealed class DayFileReader : IDisposable
{
    private const int KeptBlocks = 16;
    private readonly Dictionary<long, (DocumentBlock Block, long Used)> kept = [];
    private readonly sqlite3_stmt body;
    private readonly sqlite3_stmt find;
    private long uses;

    private DayFileReader(string path, DateOnly? day, SqliteConnection connection)
    {
        Path = path;
        Day = day;
        Connection = connection;
        body = Prepare("SELECT body FROM blocks WHERE block = ?1");
        find = Prepare("SELECT seq, received, block, slot FROM events WHERE key = ?1");
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Its day; null for the partition of days out of range.</summary>
    public DateOnly? Day { get; }

    /// <summary>The connection. It cannot write, and no transaction may be left open on it.</summary>
    public SqliteConnection Connection { get; }

    /// <summary>When the earliest event of the file happened, in units of 100 ns since 1970; above <see cref="MaxTime"/> when there is none.</summary>
    public long MinTime { get; set; } = long.MaxValue;

    /// <summary>When the latest event of the file happened.</summary>
    public long MaxTime { get; set; } = long.MinValue;

    /// <summary>How many events the file holds, about.</summary>
    public long Events { get; set; }

    /// <summary>The highest number to show.</summary>
    public long Horizon { get; set; } = long.MaxValue;

    /// <summary>Opens a file.</summary>
    /// <exception cref="SqliteException">It cannot be opened.</exception>
    public static DayFileReader Open(string path, DateOnly? day)
    {
        SqliteConnectionStringBuilder builder = new()
        {
            // Not "read only": a reader of a WAL must be able to write the shared index beside it.
            DataSource = path, Pooling = false, Mode = SqliteOpenMode.ReadWrite, DefaultTimeout = 30,
        };
        SqliteConnection connection = new(builder.ConnectionString);
        try
        {
            connection.Open();
            SqliteText.Execute(connection, "PRAGMA query_only = ON; PRAGMA cache_size = -8192; PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY");
            return new(path, day, connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>A document.</summary>
    /// <exception cref="DayFileDamagedException">The block is not there or damaged.</exception>
    /// <exception cref="SqliteException">The file cannot be read; see <see cref="DayFileDamagedException.IsDamage"/>.</exception>
    public ReadOnlyMemory<byte> Document(long block, int slot) => Used(block, slot).Document(slot);

    /// <summary>A whole event out of its block, which is under a checksum; the columns of its row are not.</summary>
    /// <inheritdoc cref="Document"/>
    public StoredEvent Event(long block, int slot) => Used(block, slot).Event(slot);

    /// <summary>Gives memory back before the reader waits for its next use: there may be one for every day.</summary>
    public void Rest()
    {
        kept.Clear();
        SqliteText.Execute(Connection, "PRAGMA shrink_memory");
    }

    /// <summary>Tells that the file was moved away: closing must not touch the log of a file that may have taken its name.</summary>
    public void Abandon() => raw.sqlite3_db_config(Connection.Handle, raw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, out _);

    /// <inheritdoc/>
    public void Dispose()
    {
        body.Dispose();
        find.Dispose();
        Connection.Dispose();
    }

    /// <summary>A block.</summary>
    internal DocumentBlock Block(long block)
    {
        if (kept.TryGetValue(block, out (DocumentBlock Block, long Used) found))
        {
            kept[block] = (found.Block, ++uses);
            return found.Block;
        }

        DocumentBlock read = Read(block);
        if (kept.Count >= KeptBlocks)
            kept.Remove(kept.MinBy(k => k.Value.Used).Key);
        kept[block] = (read, ++uses);
        return read;
    }

    /// <summary>Looks for a key.</summary>
    internal bool TryFind(UInt128 key, out FoundKey found)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, key);
        raw.sqlite3_bind_blob(find, 1, bytes);
        try
        {
            int code = raw.sqlite3_step(find);
            if (code == raw.SQLITE_ROW)
            {
                ReadOnlySpan<byte> received = raw.sqlite3_column_blob(find, 1);
                found = new(
                    raw.sqlite3_column_int64(find, 0),
                    received.Length == 16 ? BinaryPrimitives.ReadUInt128BigEndian(received) : UInt128.Zero,
                    raw.sqlite3_column_int64(find, 2),
                    raw.sqlite3_column_int(find, 3));
                return true;
            }

            if (code != raw.SQLITE_DONE)
                SqliteException.ThrowExceptionForRC(code, Connection.Handle);
            found = default;
            return false;
        }
        finally
        {
            raw.sqlite3_reset(find);
        }
    }

    private sqlite3_stmt Prepare(string sql)
    {
        int code = raw.sqlite3_prepare_v3(Connection.Handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out sqlite3_stmt statement);
        SqliteException.ThrowExceptionForRC(code, Connection.Handle);
        return statement;
    }

    private DocumentBlock Used(long block, int slot)
    {
        DocumentBlock read = Block(block);
        return (uint)slot < (uint)read.Slots && read.Sequence(slot) != 0
            ? read
            : throw new DayFileDamagedException($"{Path}: block {block} has no event in slot {slot}");
    }

    private DocumentBlock Read(long block)
    {
        raw.sqlite3_bind_int64(body, 1, block);
        try
        {
            int code = raw.sqlite3_step(body);
            if (code == raw.SQLITE_ROW)
            {
                return DocumentBlock.TryDecode(raw.sqlite3_column_blob(body, 0))
                    ?? throw new DayFileDamagedException($"{Path}: block {block} does not fit its checksum");
            }

            if (code != raw.SQLITE_DONE)
                SqliteException.ThrowExceptionForRC(code, Connection.Handle);
            throw new DayFileDamagedException($"{Path}: there is no block {block}");
        }
        finally
        {
            raw.sqlite3_reset(body);
        }
    }
}
