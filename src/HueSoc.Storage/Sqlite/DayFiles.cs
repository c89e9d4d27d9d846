using System.Collections.Immutable;
using HueSoc.Storage.EventStore;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace HueSoc.Storage.Sqlite;

/// <summary>All day files of the running store.</summary>
internal sealed class DayFiles(string folder, StoreHead head, ILogger logger) : IDayFiles
{
    private readonly Lock gate = new();
    private ImmutableArray<DayFile> all = [];

    /// <summary>Told of a file that was found damaged and is out of use now.</summary>
    public Action<DayFile>? OnDamaged { get; set; }

    private ILogger Logger => logger;

    /// <summary>The folder.</summary>
    public string Folder { get; } = folder;

    /// <summary>The files, the newest day first, the partition of days out of range last.</summary>
    public ImmutableArray<DayFile> All => all;

    /// <summary>The file of a partition; null when there is none.</summary>
    public DayFile? Find(Partition partition) => all.FirstOrDefault(f => f.Partition == partition);

    /// <summary>The file of a partition, which need not exist on disk yet.</summary>
    public DayFile GetOrAdd(Partition partition)
    {
        if (Find(partition) is DayFile known)
            return known;
        lock (gate)
        {
            if (Find(partition) is DayFile other)
                return other;
            DayFile file = new(partition, Folder);
            all = [.. all.Append(file).OrderByDescending(f => f.Partition.Day ?? DateOnly.MinValue)];
            return file;
        }
    }

    /// <summary>Takes a file out.</summary>
    public void Remove(DayFile file)
    {
        lock (gate)
            all = all.Remove(file);
    }

    /// <summary>The files in which an event whose id names no day may be: some days before the day it came, and in any case the newest, so that a clock that was wrong does no harm.</summary>
    public List<DayFile> RecentDays(DateOnly day)
    {
        const int days = 7;
        List<DayFile> found = [];
        foreach (DayFile file in all)
        {
            if (file.Partition.Day is not DateOnly own)
                continue;
            if (found.Count <= days || own.DayNumber >= day.DayNumber - days)
                found.Add(file);
            else
                file.DropFilter();
        }

        return found;
    }

    /// <inheritdoc/>
    public ImmutableArray<IDayFileLease> Lease(TimeRange? range)
    {
        long horizon = head.Value;
        ImmutableArray<IDayFileLease>.Builder leases = ImmutableArray.CreateBuilder<IDayFileLease>();
        foreach (DayFile file in all)
        {
            FileExtent extent = file.Extent;
            // What a file holds that is being repaired is not known, so that it cannot be left out for being empty.
            bool mayHold = extent.Events > 0 || file.State == DayFileState.Repairing;
            if (mayHold && (range is not TimeRange r || (extent.MinTime < SqliteTime.Of(r.To) && extent.MaxTime >= SqliteTime.Of(r.From))))
                leases.Add(new DayFileLease(this, file, extent, horizon));
        }

        return leases.ToImmutable();
    }

    /// <summary>One file, for reading.</summary>
    public IDayFileLease Lease(DayFile file) => new DayFileLease(this, file, file.Extent, head.Value);

    /// <summary>Takes a damaged file out of use.</summary>
    /// <returns>Whether the exception means damage.</returns>
    public bool Report(DayFile file, Exception exception)
    {
        if (!DayFileDamagedException.IsDamage(exception))
            return false;
        lock (file.Gate)
        {
            if (file.State != DayFileState.Ready)
                return true;
            file.Change(DayFileState.Repairing);
        }

        Log.FileDamaged(logger, file.Partition.Name, exception);
        OnDamaged?.Invoke(file);
        return true;
    }

    private sealed class DayFileLease(DayFiles files, DayFile file, FileExtent extent, long horizon) : IDayFileLease
    {
        private DayFileReader? reader;
        private int generation;
        private bool tried;

        public DateOnly? Day => file.Partition.Day;

        public long MinTime => extent.MinTime;

        public long MaxTime => extent.MaxTime;

        public long Events => extent.Events;

        public long FirstSequence => extent.First;

        public long LastSequence => extent.Last;

        public Exception? Fault { get; private set; }

        public DayFileReader? Reader
        {
            get
            {
                if (tried)
                    return reader;
                tried = true;
                try
                {
                    reader = file.Rent(out generation);
                    if (reader is not null)
                    {
                        reader.Horizon = horizon;
                        reader.Events = extent.Events;
                        reader.MinTime = extent.MinTime;
                        reader.MaxTime = extent.MaxTime;
                    }
                }
                catch (Exception e) when (e is SqliteException or DayFileDamagedException)
                {
                    if (!files.Report(file, e))
                    {
                        Fault = e;
                        Log.FileUnreadable(files.Logger, file.Partition.Name, e);
                    }
                }

                return reader;
            }
        }

        public bool Report(Exception exception) => files.Report(file, exception);

        public void Dispose()
        {
            if (reader is not null)
                file.Return(reader, generation);
            reader = null;
        }
    }
}
