using HueSoc.Storage.EventStore;
using HueSoc.Storage.Tenancy;
using Microsoft.Data.Sqlite;

namespace HueSoc.Storage.Sqlite;

/// <summary>Finds one event by its key.</summary>
/// <param name="files">Where it may be.</param>
internal sealed class EventLookup(DayFiles files)
{
    /// <summary>The event; null when there is none, or none in this scope.</summary>
    /// <exception cref="EventUnreadableException">It may be in a file that is being repaired.</exception>
    public StoredEvent? Find(AgencyScope scope, EventKey key, CancellationToken cancellationToken)
    {
        UInt128 hash = EventKeyHash.Of(key);
        StoredEvent? found = null;
        DateOnly? day = Partition.DayOf(key.Id);
        bool isUncertain = false;
        foreach (IDayFileLease lease in files.Lease(range: null).OrderByDescending(l => l.Day == day))
        {
            using (lease)
            {
                if (found is not null)
                    continue;
                if (lease.Reader is not DayFileReader reader)
                {
                    isUncertain |= MayHold(lease, day);
                    continue;
                }

                cancellationToken.ThrowIfCancellationRequested();
                try
                {
                    if (reader.TryFind(hash, out FoundKey place) && place.Sequence <= reader.Horizon)
                    {
                        found = reader.Event(place.Block, place.Slot);
                        if (found.Key != key || found.Sequence != place.Sequence)
                            throw new DayFileDamagedException($"{reader.Path}: event {place.Sequence} is another in its block");
                    }
                }
                catch (Exception e) when (e is SqliteException or DayFileDamagedException)
                {
                    found = null;
                    if (!lease.Report(e))
                        throw;
                    isUncertain |= MayHold(lease, day);
                }
            }
        }

        if (found is null && isUncertain)
            throw new EventUnreadableException($"whether there is an event {key.Id} cannot be told now: a file is being repaired");
        return found is not null && scope.Allows(found.Agency) ? found : null;
    }

    // Where an event is whose id names a day; one whose id names none may be anywhere.
    private static bool MayHold(IDayFileLease lease, DateOnly? day) => day is null || lease.Day is null || lease.Day == day;
}
