using HueSoc.Storage.EventStore;
using Microsoft.Data.Sqlite;

namespace HueSoc.Storage.Sqlite;

/// <summary>Tells for the writer whether a key is stored already, in the event's own file or, where its day may once have been read otherwise, in another one.</summary>
internal sealed class KnownKeys(DayFiles files)
{
    private readonly Dictionary<DayFile, (IDayFileLease Lease, DayFileReader? Reader)> lookups = [];
    private List<DayFile>? recentDays;

    /// <summary>What is known of an event's key: that it is stored already, or that this cannot be told now; null when it is new.</summary>
    /// <param name="file">Where the event would go.</param>
    /// <param name="writer">The writer of that file.</param>
    /// <param name="prepared">The event.</param>
    public AppendResult? Find(DayFile file, DayFileWriter writer, in PreparedEvent prepared)
    {
        if (writer.TryFind(prepared.Key, out long sequence, out UInt128 received))
            return new(AppendOutcome.Duplicate, sequence, received == prepared.Event.ReceivedHash);
        if (prepared.Day is DateOnly day)
        {
            // Its day may have been out of range when it came first, or be so now.
            Partition other = file.Partition.Day is null ? new(day) : Partition.OutOfRange;
            return files.Find(other) is DayFile there ? Look(there, prepared) : null;
        }

        if (file.Partition.Day is DateOnly arrived)
        {
            recentDays ??= files.RecentDays(arrived);
            foreach (DayFile recent in recentDays)
            {
                if (!ReferenceEquals(recent, file) && Look(recent, prepared) is AppendResult known)
                    return known;
            }
        }

        return null;
    }

    /// <summary>Lets go of the files that were asked.</summary>
    public void Forget()
    {
        foreach ((IDayFileLease lease, DayFileReader? _) in lookups.Values)
            lease.Dispose();
        lookups.Clear();
        recentDays = null;
    }

    private AppendResult? Look(DayFile file, in PreparedEvent prepared)
    {
        if (!file.MayContain(prepared.Key))
            return null;
        if (!lookups.TryGetValue(file, out (IDayFileLease Lease, DayFileReader? Reader) open))
        {
            IDayFileLease lease = files.Lease(file);
            lookups[file] = open = (lease, lease.Reader);
        }

        if (open.Reader is null)
            return new(AppendOutcome.Retry, Reason: $"the file of {file.Partition.Name} cannot be read now");
        try
        {
            return open.Reader.TryFind(prepared.Key, out FoundKey found)
                ? new(AppendOutcome.Duplicate, found.Sequence, found.Received == prepared.Event.ReceivedHash)
                : null;
        }
        catch (SqliteException e) when (open.Lease.Report(e))
        {
            return new(AppendOutcome.Retry, Reason: $"the file of {file.Partition.Name} is being repaired");
        }
    }
}
