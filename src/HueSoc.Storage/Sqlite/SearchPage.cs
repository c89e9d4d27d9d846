using System.Collections.Immutable;
using HueSoc.Storage.EventStore;
using Microsoft.Data.Sqlite;

namespace HueSoc.Storage.Sqlite;

/// <summary>Finds the events of one page. The files are read by when their events happened, as few as it takes.</summary>
internal sealed class SearchPage(EventSearch search, SearchCursor? after, SearchDeadline deadline)
{
    private const int RowsBetweenLooks = 64;

    private readonly List<Found> best = []; // In the order of the answer; one more than the page, to know whether there is a next.
    private readonly List<DateOnly> unreadable = [];
    private readonly int sign = search.NewestFirst ? -1 : 1;
    private (long Time, long Sequence)? reached;

    /// <summary>Reads the page.</summary>
    public EventPage Read(ImmutableArray<IDayFileLease> leases)
    {
        ImmutableArray<IDayFileLease> ordered = search.NewestFirst
            ? [.. leases.OrderByDescending(lease => lease.MaxTime)]
            : [.. leases.OrderBy(lease => lease.MinTime)];
        // All leases have the same; those that are not needed stay closed.
        long horizon = after?.Horizon ?? ordered.Select(lease => lease.Reader?.Horizon).FirstOrDefault(known => known is not null) ?? 0;
        bool isCut = false;
        int done = 0;
        while (done < ordered.Length && !isCut)
        {
            IDayFileLease lease = ordered[done];
            if (best.Count > search.Limit && sign * NearestOf(lease).CompareTo(best[^1].Time) > 0)
                break;
            isCut = !TryFile(lease, horizon);
            if (!isCut)
                done++;
        }

        // Where the time ran out, everything before the row that was looked at last is in the answer, if no other file reaches back there.
        bool mayGoOn = reached is { } last && ordered.Skip(done + 1).All(lease => sign * NearestOf(lease).CompareTo(last.Time) > 0);
        return Answer(horizon, isCut, isCut && mayGoOn ? reached : null);
    }

    private EventPage Answer(long horizon, bool isCut, (long Time, long Sequence)? goOn)
    {
        ImmutableArray<StoredEvent>.Builder events = ImmutableArray.CreateBuilder<StoredEvent>();
        foreach (Found found in best.Take(search.Limit))
        {
            try
            {
                events.Add(found.Lease.Reader!.Event(found.Block, found.Slot));
            }
            catch (Exception exception) when (exception is SqliteException or DayFileDamagedException && found.Lease.Report(exception))
            {
                AddUnreadable(found.Lease);
            }
        }

        string? next = null;
        if (best.Count > search.Limit)
            next = new SearchCursor(best[search.Limit - 1].Time, best[search.Limit - 1].Sequence, horizon).ToString();
        else if (goOn is { } place)
            next = new SearchCursor(place.Time, place.Sequence, horizon).ToString();
        return new(events.ToImmutable(), next, isCut ? AnswerCut.Deadline : AnswerCut.None, [.. unreadable.Order()]);
    }

    private long NearestOf(IDayFileLease lease) => search.NewestFirst ? lease.MaxTime : lease.MinTime;

    /// <summary>Takes what one file has.</summary>
    /// <returns>Whether there was time to look through it.</returns>
    private bool TryFile(IDayFileLease lease, long horizon)
    {
        reached = null;
        try
        {
            if (deadline.IsOver)
                return false;
            if (lease.Reader is { } reader)
                return TryFile(lease, reader, horizon);
            AddUnreadable(lease);
            return true;
        }
        catch (Exception exception) when (exception is SqliteException or DayFileDamagedException)
        {
            if (exception is SqliteException sqlite && deadline.Ended(sqlite))
                return false;
            if (!lease.Report(exception))
                throw;
            best.RemoveAll(found => found.Lease == lease);
            AddUnreadable(lease);
            return true;
        }
    }

    private bool TryFile(IDayFileLease lease, DayFileReader reader, long horizon)
    {
        using IDisposable watch = deadline.Watch(reader.Connection);
        DayQuery query = DayQuery.Of(reader, search, horizon);
        if (query.IsNothing)
            return true;
        (long from, long to) = Bounds();
        string direction = search.NewestFirst ? "DESC" : "ASC";
        string beyond = after is null ? string.Empty : search.NewestFirst
            ? " AND (events.time < $time OR +events.seq < $seq)"
            : " AND (events.time > $time OR +events.seq > $seq)";
        using SqliteCommand command = query.Select(
            "events.time, events.seq, events.block, events.slot", from, to, beyond, $"ORDER BY events.time {direction}, events.seq {direction}");
        if (after is { } cursor)
        {
            command.Parameters.AddWithValue("$time", cursor.Time);
            command.Parameters.AddWithValue("$seq", cursor.Sequence);
        }

        using SqliteDataReader rows = command.ExecuteReader();
        for (int looked = 0; rows.Read(); looked++)
        {
            Found found = new(rows.GetInt64(0), rows.GetInt64(1), rows.GetInt64(2), rows.GetInt32(3), lease);
            if (best.Count > search.Limit && Compare(found, best[^1]) >= 0)
                break;
            bool isLookDue = query.Residual is not null || looked % RowsBetweenLooks == 0;
            if (isLookDue && deadline.IsOver)
                return false;
            if (query.Residual is null || query.Residual.Matches(reader.Document(found.Block, found.Slot).Span))
                Add(found);
            reached = (found.Time, found.Sequence);
        }

        return true;
    }

    // With the place the page before ended, SQLite can begin there.
    private (long From, long To) Bounds()
    {
        long from = SqliteTime.Of(search.Range.From);
        long to = SqliteTime.Of(search.Range.To) - 1;
        if (after is { } cursor && search.NewestFirst)
            to = Math.Min(to, cursor.Time);
        else if (after is { } later)
            from = Math.Max(from, later.Time);
        return (from, to);
    }

    private void Add(Found found)
    {
        int place = best.Count;
        while (place > 0 && Compare(found, best[place - 1]) < 0)
            place--;
        best.Insert(place, found);
        if (best.Count > search.Limit + 1)
            best.RemoveAt(best.Count - 1);
    }

    private int Compare(Found a, Found b) => sign * (a.Time != b.Time ? a.Time.CompareTo(b.Time) : a.Sequence.CompareTo(b.Sequence));

    private void AddUnreadable(IDayFileLease lease)
    {
        DateOnly day = lease.Day ?? EventSearcher.OutOfRange;
        if (!unreadable.Contains(day))
            unreadable.Add(day);
    }

    /// <summary>An event that was found.</summary>
    private readonly record struct Found(long Time, long Sequence, long Block, int Slot, IDayFileLease Lease);
}
