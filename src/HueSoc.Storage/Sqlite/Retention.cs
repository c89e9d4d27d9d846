using System.Collections.Immutable;
using HueSoc.Storage.EventStore;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace HueSoc.Storage.Sqlite;

/// <summary>Deletes whole days. Which numbers go with them is in the catalogue before the file is gone.</summary>
internal sealed class Retention(DayFiles files, Catalog catalog, StoreHead head, YoungEvents young, ILogger logger)
{
    /// <summary>Deletes the days before a day; a day that is being repaired stays until the next time.</summary>
    public ImmutableArray<DateOnly> Delete(DateOnly before, CancellationToken cancellationToken)
    {
        ImmutableArray<DateOnly>.Builder deleted = ImmutableArray.CreateBuilder<DateOnly>();
        foreach (DayFile file in files.All.OrderBy(f => f.Partition.Day ?? DateOnly.MaxValue))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (file.Partition.Day is DateOnly day)
            {
                if (day < before && Delete(file))
                    deleted.Add(day);
            }
            else
            {
                Prune(file, SqliteTime.Of(new(before.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero)), cancellationToken);
            }
        }

        return deleted.ToImmutable();
    }

    private bool Delete(DayFile file)
    {
        SequenceRanges numbers;
        try
        {
            numbers = Numbers(file);
        }
        catch (Exception e) when (e is SqliteException or DayFileDamagedException)
        {
            if (!files.Report(file, e))
                throw;
            return false;
        }

        long events;
        lock (file.Gate)
        {
            if (file.State != DayFileState.Ready)
                return false;
            // What came since it was read; nothing comes while the gate is held.
            if (file.Extent.Last > (numbers.All.IsEmpty ? 0 : numbers.All[^1].Last))
                numbers = Numbers(file);
            events = file.Extent.Events;
            catalog.AddGaps("deleted", numbers.All, file.ForCatalog(deleting: true), null);
            file.Change(DayFileState.Deleted);
            files.Remove(file);
            young.Clear();
            SetAside.Delete(file.Path);
            foreach (string aside in Directory.EnumerateFiles(files.Folder, file.Partition.Name + ".damaged-*"))
                File.Delete(aside);
            catalog.Forget(file.Partition.Name);
        }

        Log.FileDeleted(logger, file.Partition.Name, events);
        return true;
    }

    private SequenceRanges Numbers(DayFile file)
    {
        FileExtent extent = file.Extent;
        if (extent.Events == 0)
            return SequenceRanges.Empty;
        if (extent.Last - extent.First + 1 == extent.Events)
            return SequenceRanges.Empty.With([new(extent.First, extent.Last)]);
        using IDayFileLease lease = files.Lease(file);
        if (lease.Reader is not DayFileReader reader)
            return SequenceRanges.Empty;
        using SqliteCommand command = reader.Connection.CreateCommand();
        command.CommandText = "SELECT seq FROM events ORDER BY seq";
        using SqliteDataReader rows = command.ExecuteReader();
        SequenceRangesBuilder numbers = new();
        while (rows.Read())
            numbers.Add(rows.GetInt64(0));
        return numbers.Build();
    }

    // The partition of days out of range is written anew without what came before. Its gate is held: appends to it wait meanwhile.
    private void Prune(DayFile file, long before, CancellationToken cancellationToken)
    {
        lock (file.Gate)
        {
            if (file.State != DayFileState.Ready || file.Extent.Events == 0)
                return;
            string rebuilt = file.Path + ".new";
            SequenceRangesBuilder gone = new();
            using (DayFileReader reader = DayFileReader.Open(file.Path, null))
            {
                using SqliteCommand any = reader.Connection.CreateCommand();
                any.CommandText = "SELECT 1 FROM events WHERE ingested < $before LIMIT 1";
                any.Parameters.AddWithValue("$before", before);
                if (any.ExecuteScalar() is null)
                    return;
                using DayFileRebuild rebuild = new(rebuilt);
                Copy(reader, rebuild, before, gone, cancellationToken);
                rebuild.Finish();
            }

            // From here on a crash leads to the new file: the start takes it for a repair that is nearly done.
            CatalogRepair swap = new(Path.GetFileName(rebuilt), file.Partition.Name, 1, file.Extent.First, file.Extent.Last, 0);
            catalog.AddGaps("deleted", gone.Build().All, file.ForCatalog(), swap);
            file.Change(DayFileState.Repairing);
            SetAside.Replace(file.Path, rebuilt);
            using (DayFileReader reader = DayFileReader.Open(file.Path, null))
                file.Extent = DayFileWriter.ReadExtent(reader.Connection, file.Path);
            catalog.Note(file.ForCatalog());
            catalog.Note(swap with { State = 2 });
            file.Change(DayFileState.Ready);
            young.Clear();
        }

        head.Wake();
    }

    private static void Copy(DayFileReader reader, DayFileRebuild rebuild, long before, SequenceRangesBuilder gone, CancellationToken cancellationToken)
    {
        using SqliteCommand command = reader.Connection.CreateCommand();
        command.CommandText = "SELECT block FROM blocks ORDER BY block";
        using SqliteDataReader rows = command.ExecuteReader();
        List<EventToAppend> run = [];
        long first = 0;
        while (rows.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            DocumentBlock block = reader.Block(rows.GetInt64(0));
            for (int slot = 0; slot < block.Slots; slot++)
            {
                if (block.Sequence(slot) is 0)
                    continue;
                StoredEvent e = block.Event(slot);
                if (SqliteTime.Of(e.Ingested) < before)
                {
                    gone.Add(e.Sequence);
                    continue;
                }

                if (run.Count > 0 && first + run.Count != e.Sequence)
                    Flush();
                if (run.Count == 0)
                    first = e.Sequence;
                run.Add(new()
                {
                    Key = e.Key, Agency = e.Agency, Timestamp = e.Timestamp, Ingested = e.Ingested, ReceivedHash = block.Received(slot), Document = e.Document,
                });
            }

            Flush();
        }

        void Flush()
        {
            if (run.Count == 0)
                return;
            bool[] all = new bool[run.Count];
            Array.Fill(all, value: true);
            ReadOnlySpan<byte> body = DocumentBlockBuilder.Pack(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(run)).Finish(first, all);
            rebuild.Add(body, DocumentBlock.TryDecode(body)!);
            run.Clear();
        }
    }
}
