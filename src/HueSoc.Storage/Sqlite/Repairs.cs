using System.Threading.Channels;
using HueSoc.Storage.EventStore;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace HueSoc.Storage.Sqlite;

/// <summary>
/// Sets damaged files aside and rebuilds them from their document blocks, one after the other, while the rest of the store goes on. How far a repair is stands in the
/// catalogue, so that it is taken up after a crash.
/// </summary>
internal sealed class Repairs(DayFiles files, Catalog catalog, StoreHead head, TimeProvider time, StoreSeams seams, ILogger logger) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);
    private readonly Channel<DayFile> waiting = Channel.CreateUnbounded<DayFile>();
    private readonly CancellationTokenSource ending = new();
    private Task running = Task.CompletedTask;

    /// <summary>Begins to repair what is added.</summary>
    /// <param name="findHoles">Whether <see cref="FindHoles"/> comes first.</param>
    public void Start(bool findHoles) => running = Task.Run(() => RunAsync(findHoles));

    /// <summary>Adds a file that is out of use.</summary>
    public void Add(DayFile file) => waiting.Writer.TryWrite(file);

    /// <summary>Notes numbers of files that are not there any more as lost, as far as no other file has them.</summary>
    public void AddVanished(IEnumerable<(string Name, SequenceRange Numbers)> gone)
    {
        foreach ((string name, SequenceRange numbers) in gone)
        {
            catalog.AddGaps("lost", Lost(numbers, SequenceRanges.Empty, null), null, null);
            catalog.Forget(name);
        }
    }

    /// <summary>
    /// When the catalogue is new and the files are not, what is known of gaps is gone with the old one: holes between the files' numbers count as lost, and
    /// what lies before the first as deleted.
    /// </summary>
    public void FindHoles()
    {
        List<DayFile> filled = [.. files.All.Where(f => f.Extent.Events > 0)];
        if (filled.Count == 0)
            return;
        long first = filled.Min(f => f.Extent.First);
        catalog.AddGaps("deleted", [new SequenceRange(1, first - 1)], null, null);
        catalog.AddGaps("lost", Lost(new(first, head.Value), SequenceRanges.Empty, null), null, null);
    }

    /// <summary>Ends; a repair that is under way is taken up at the next start.</summary>
    public async Task StopAsync()
    {
        await ending.CancelAsync().ConfigureAwait(false);
        await running.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose() => ending.Dispose();

    private async Task RunAsync(bool findHoles)
    {
        try
        {
            if (findHoles)
                FindHoles();
            await foreach (DayFile file in waiting.Reader.ReadAllAsync(ending.Token).ConfigureAwait(false))
            {
                try
                {
                    Repair(file, ending.Token);
                }
#pragma warning disable CA1031 // Whatever it is, the other files are repaired, and this one is tried again.
                catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
                {
                    Log.RepairFailed(logger, file.Partition.Name, e);
                    _ = Task.Delay(Pause, time, ending.Token).ContinueWith(_ => Add(file), TaskContinuationOptions.OnlyOnRanToCompletion);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The end.
        }
        catch (SqliteException e)
        {
            Log.RepairFailed(logger, Catalog.FileName, e);
        }
    }

    private void Repair(DayFile file, CancellationToken cancellationToken)
    {
        seams.Repairing(file.Partition.Name);
        CatalogRepair repair = catalog.Repairs().FirstOrDefault(r => r.Name == file.Partition.Name && r.State < 2);
        if (repair.Aside is null)
        {
            FileExtent extent = file.Extent;
            repair = new(Path.GetFileName(SetAside.FreeName(file.Path)), file.Partition.Name, 0, extent.First, extent.Last, 0);
            catalog.Note(repair);
        }

        string rebuilt = file.Path + ".new";
        if (repair.State == 0)
            repair = Rebuild(file, repair, rebuilt, cancellationToken);
        if (File.Exists(rebuilt))
            SetAside.Replace(file.Path, rebuilt);
        lock (file.Gate)
        {
            using (DayFileReader reader = DayFileReader.Open(file.Path, file.Partition.Day))
                file.Extent = DayFileWriter.ReadExtent(reader.Connection, file.Path);
            file.IsNoted = true;
            file.Change(DayFileState.Ready);
        }

        catalog.Note(repair with { State = 2 });
        Log.FileRepaired(logger, file.Partition.Name, file.Extent.Events, repair.Lost, repair.Aside);
        head.Wake();
    }

    private CatalogRepair Rebuild(DayFile file, CatalogRepair repair, string rebuilt, CancellationToken cancellationToken)
    {
        string aside = Path.Combine(files.Folder, repair.Aside);
        SetAside.Move(file.Path, aside);
        using DayFileRebuild rebuild = new(rebuilt);
        using (PageFile damaged = PageFile.Open(aside))
        {
            foreach (BlockSalvage.Place place in BlockSalvage.Find(damaged, cancellationToken))
            {
                cancellationToken.ThrowIfCancellationRequested();
                // Above the last number there may be a transaction whose commit failed; its events were answered Retry.
                if (place.First > repair.Last || place.First <= rebuild.Extent.Last)
                    continue;
                if (BlockSalvage.Read(damaged, place) is byte[] body && DocumentBlock.TryDecode(body) is DocumentBlock block)
                    rebuild.Add(body, block);
            }
        }

        rebuild.Finish();
        List<SequenceRange> lost = Lost(new(repair.First, repair.Last), rebuild.Numbers.Build(), file);
        FileExtent extent = rebuild.Extent;
        CatalogRepair done = repair with { State = 1, Lost = lost.Sum(r => r.Count) };
        catalog.AddGaps("lost", lost, new CatalogFile(repair.Name, extent.Events, extent.First, extent.Last, Deleting: false), done);
        return done;
    }

    // What of a range is in no file: not recovered here, not in another file, not known to be gone.
    private List<SequenceRange> Lost(SequenceRange range, SequenceRanges recovered, DayFile? own)
    {
        SequenceRanges known = recovered.With(catalog.Deleted.Within(range.First, range.Last)).With(catalog.Lost.Within(range.First, range.Last));
        foreach (DayFile other in files.All)
        {
            FileExtent extent = other.Extent;
            if (ReferenceEquals(other, own) || extent.Events == 0 || extent.First > range.Last || extent.Last < range.First)
                continue;
            // What may be in a file that is out of use itself is counted when that file is repaired.
            known = known.With(other.State == DayFileState.Repairing
                ? [new SequenceRange(extent.First, extent.Last)]
                : Numbers(other, known.Outside(range.First, range.Last).ToList()));
        }

        return [.. known.Outside(range.First, range.Last)];
    }

    private List<SequenceRange> Numbers(DayFile file, List<SequenceRange> ranges)
    {
        FileExtent extent = file.Extent;
        if (extent.Last - extent.First + 1 == extent.Events)
            return [new(extent.First, extent.Last)];
        using IDayFileLease lease = files.Lease(file);
        try
        {
            DayFileReader reader = lease.Reader ?? throw new DayFileDamagedException($"{file.Path} cannot be read");
            using SqliteCommand command = reader.Connection.CreateCommand();
            command.CommandText = "SELECT seq FROM events WHERE seq BETWEEN $first AND $last ORDER BY seq";
            SqliteParameter first = command.Parameters.Add("$first", SqliteType.Integer);
            SqliteParameter last = command.Parameters.Add("$last", SqliteType.Integer);
            SequenceRangesBuilder numbers = new();
            foreach (SequenceRange range in ranges)
            {
                (first.Value, last.Value) = (range.First, range.Last);
                using SqliteDataReader rows = command.ExecuteReader();
                while (rows.Read())
                    numbers.Add(rows.GetInt64(0));
            }

            return [.. numbers.Build().All];
        }
        catch (Exception e) when (e is SqliteException or DayFileDamagedException)
        {
            lease.Report(e);
            return [new(extent.First, extent.Last)];
        }
    }
}
