using System.Collections.Immutable;
using HueSoc.Storage.EventStore;
using Microsoft.Data.Sqlite;

namespace HueSoc.Storage.Sqlite;

/// <summary>Finds the events of one page. The files are read by when their events happened, as few as it takes.</summary>
internal sealed class SearchPage(EventSearch search, SearchCursor? after, SearchDeadline deadline)
{
    private const int RowsBetweenLooks = 64;

    private readonly Lock gate = new();
    private readonly SearchDeadline whileOpen = deadline.Branch();
    private readonly List<DateOnly> unreadable = [];
    private readonly int sign = search.NewestFirst ? -1 : 1;
    private ImmutableArray<IDayFileLease> ordered = [];
    private long horizon;

    // What the first files have, in the order of the answer; one more than the page, to know whether there is a next.
    private List<Found> best = [];
    private int done;
    private bool isCut;
    private (long Time, long Sequence)? reached;
    private volatile bool isEnough;

    /// <summary>Reads the page.</summary>
    public EventPage Read(ImmutableArray<IDayFileLease> leases)
    {
        ordered = search.NewestFirst ? [.. leases.OrderByDescending(lease => lease.MaxTime)] : [.. leases.OrderBy(lease => lease.MinTime)];
        // All leases have the same; those that are not needed stay closed.
        horizon = after?.Horizon ?? ordered.Select(lease => lease.Reader?.Horizon).FirstOrDefault(known => known is not null) ?? 0;
        // Most pages are full after the first file. When one is not, several files are looked at at once, and what they have is taken in their order.
        FilePart?[] parts = new FilePart?[ordered.Length];
        if (ordered.Length > 0)
            Take(parts, 0, LookAt(ordered[0]));
        if (!isEnough)
        {
            DayWorkers.Run(ordered.Length - 1, number =>
            {
                if (!isEnough)
                    Take(parts, number + 1, LookAt(ordered[number + 1]));
            });
        }

        // Where the time ran out, everything before the row that was looked at last is in the answer, if no other file reaches back there.
        bool mayGoOn = reached is { } last && ordered.Skip(done + 1).All(lease => sign * NearestOf(lease).CompareTo(last.Time) > 0);
        return Answer(isCut && mayGoOn ? reached : null);
    }

    private void Take(FilePart?[] parts, int number, FilePart part)
    {
        lock (gate)
        {
            parts[number] = part;
            while (!isEnough && parts[done] is { } next)
            {
                best = [.. best.Concat(next.Best).Order(Comparer<Found>.Create(Compare)).Take(search.Limit + 1)];
                if (next.IsUnreadable)
                    AddUnreadable(ordered[done]);
                isCut = next.IsCut;
                reached = next.Reached;
                if (!isCut)
                    done++;
                isEnough = isCut || done == ordered.Length || (best.Count > search.Limit && sign * NearestOf(ordered[done]).CompareTo(best[^1].Time) > 0);
            }

            if (isEnough)
                whileOpen.Stop();
        }
    }

    /// <summary>The worst event of a full page so far; null while it is not full.</summary>
    private Found? Bar()
    {
        lock (gate)
            return best.Count > search.Limit ? best[^1] : null;
    }

    private EventPage Answer((long Time, long Sequence)? goOn)
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

    /// <summary>Looks through one file, as far as there is time.</summary>
    private FilePart LookAt(IDayFileLease lease)
    {
        FilePart part = new();
        try
        {
            if (whileOpen.IsOver)
                part.IsCut = true;
            else if (lease.Reader is { } reader)
                part.IsCut = !TryFile(lease, reader, part);
            else
                part.IsUnreadable = true;
        }
        catch (Exception exception) when (exception is SqliteException or DayFileDamagedException)
        {
            if (exception is SqliteException sqlite && whileOpen.Ended(sqlite))
                part.IsCut = true;
            else if (lease.Report(exception))
                part = new() { IsUnreadable = true };
            else
                throw;
        }

        return part;
    }

    private bool TryFile(IDayFileLease lease, DayFileReader reader, FilePart part)
    {
        using IDisposable watch = whileOpen.Watch(reader.Connection);
        DayQuery query = DayQuery.Of(reader, search, horizon, SearchAim.Page);
        if (query.IsNothing)
            return true;
        Found? bar = Bar();
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
            // A file's events come in the order of the answer.
            if (part.Best.Count > search.Limit || (bar is { } worst && Compare(found, worst) >= 0))
                break;
            bool isLookDue = query.Residual is not null || looked % RowsBetweenLooks == 0;
            if (isLookDue && whileOpen.IsOver)
                return false;
            if (query.Residual is null || query.Residual.Matches(reader.Document(found.Block, found.Slot).Span))
                part.Best.Add(found);
            part.Reached = (found.Time, found.Sequence);
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

    private int Compare(Found a, Found b) => sign * (a.Time != b.Time ? a.Time.CompareTo(b.Time) : a.Sequence.CompareTo(b.Sequence));

    private void AddUnreadable(IDayFileLease lease)
    {
        DateOnly day = lease.Day ?? EventSearcher.OutOfRange;
        if (!unreadable.Contains(day))
            unreadable.Add(day);
    }

    /// <summary>What one file has.</summary>
    private sealed class FilePart
    {
        /// <summary>Its events in the order of the answer, at most one more than the page.</summary>
        public List<Found> Best { get; } = [];

        /// <summary>The row that was looked at last.</summary>
        public (long Time, long Sequence)? Reached { get; set; }

        /// <summary>Whether the time ran out.</summary>
        public bool IsCut { get; set; }

        /// <summary>Whether the file cannot be read.</summary>
        public bool IsUnreadable { get; set; }
    }

    /// <summary>An event that was found.</summary>
    private readonly record struct Found(long Time, long Sequence, long Block, int Slot, IDayFileLease Lease);
}
