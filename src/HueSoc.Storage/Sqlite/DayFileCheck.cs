using HueSoc.Storage.EventStore;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace HueSoc.Storage.Sqlite;

/// <summary>
/// Checks a day's file: that SQLite finds its pages in order, that every row says what its block says, which is under a checksum, and that the counts fit the rows.
/// </summary>
internal static class DayFileCheck
{
    /// <summary>Checks; returns when all is in order.</summary>
    /// <exception cref="DayFileDamagedException">It is not.</exception>
    /// <exception cref="SqliteException">It cannot be read.</exception>
    /// <exception cref="OperationCanceledException">It was told to end.</exception>
    public static void Run(DayFileReader reader, CancellationToken cancellationToken)
    {
        // SQLite's own check of a full day takes minutes, and nobody waits so long for the server to stop.
        using CancellationTokenRegistration interrupt = cancellationToken.Register(() => raw.sqlite3_interrupt(reader.Connection.Handle));
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            CheckAll(reader, cancellationToken);
        }
        catch (SqliteException e) when (e.SqliteErrorCode == raw.SQLITE_INTERRUPT && cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(e.Message, e, cancellationToken);
        }
    }

    private static void CheckAll(DayFileReader reader, CancellationToken cancellationToken)
    {
        using SqliteTransaction snapshot = reader.Connection.BeginTransaction(deferred: true);
        FileExtent extent = DayFileWriter.ReadExtent(reader.Connection, reader.Path);
        using (SqliteCommand command = reader.Connection.CreateCommand())
        {
            command.CommandText = "PRAGMA integrity_check(1)";
            if (command.ExecuteScalar() is not "ok")
                throw new DayFileDamagedException($"{reader.Path} is not in order");
        }

        long events;
        long blocks;
        HourTally tally = new();
        try
        {
            events = Rows(reader, tally, out blocks, cancellationToken);
            if (!Fits(reader, tally))
                throw new DayFileDamagedException($"{reader.Path}: the counts do not fit the rows");
        }
        catch (Exception e) when (e is InvalidOperationException or InvalidCastException)
        {
            throw new DayFileDamagedException($"{reader.Path}: a row holds what it cannot", e);
        }

        if (events != extent.Events || blocks != SqliteText.Integer(reader.Connection, "SELECT count(*) FROM blocks"))
            throw new DayFileDamagedException($"{reader.Path}: rows and blocks do not fit");
    }

    private static bool Fits(DayFileReader reader, HourTally tally)
    {
        using SqliteCommand command = reader.Connection.CreateCommand();
        command.CommandText = "SELECT hour, agency, events FROM hours";
        using SqliteDataReader rows = command.ExecuteReader();
        int counted = 0;
        while (rows.Read())
        {
            if (tally.Counts.GetValueOrDefault((rows.GetInt64(0), rows.GetString(1))) != rows.GetInt64(2))
                return false;
            counted++;
        }

        return counted == tally.Counts.Count;
    }

    private static long Rows(DayFileReader reader, HourTally tally, out long blocks, CancellationToken cancellationToken)
    {
        using SqliteCommand command = reader.Connection.CreateCommand();
        command.CommandText = "SELECT seq, block, slot, key, received, sender, id, time, ingested, agency FROM events ORDER BY seq";
        using SqliteDataReader rows = command.ExecuteReader();
        long events = 0;
        long last = 0;
        int left = 0;
        blocks = 0;
        byte[] key = new byte[16];
        byte[] received = new byte[16];
        while (rows.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            long number = rows.GetInt64(1);
            DocumentBlock block = reader.Block(number);
            if (number != last)
            {
                if (left != 0)
                    break;
                blocks++;
                last = number;
                left = Enumerable.Range(0, block.Slots).Count(s => block.Sequence(s) != 0);
            }

            left--;
            events++;
            int slot = rows.GetInt32(2);
            if ((uint)slot >= (uint)block.Slots || rows.GetBytes(3, 0, key, 0, 16) != 16 || rows.GetBytes(4, 0, received, 0, 16) != 16 ||
                !Fits(rows, block.Event(slot), block.Received(slot), key, received))
            {
                throw new DayFileDamagedException($"{reader.Path}: the row of event {rows.GetInt64(0)} is not what its block says");
            }

            tally.Add(rows.GetInt64(7), rows.GetString(9));
        }

        return left == 0 ? events : -1;
    }

    private static bool Fits(SqliteDataReader rows, StoredEvent e, UInt128 hash, byte[] key, byte[] received) =>
        e.Sequence == rows.GetInt64(0) &&
        System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(key) == EventKeyHash.Of(e.Key) &&
        System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(received) == hash &&
        e.Key.Sender == rows.GetString(5) && e.Key.Id == rows.GetString(6) &&
        SqliteTime.Of(e.Timestamp) == rows.GetInt64(7) && SqliteTime.Of(e.Ingested) == rows.GetInt64(8) &&
        e.Agency == rows.GetString(9);
}
