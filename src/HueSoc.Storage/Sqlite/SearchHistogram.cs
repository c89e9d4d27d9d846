using HueSoc.Storage.EventStore;
using Microsoft.Data.Sqlite;

namespace HueSoc.Storage.Sqlite;

/// <summary>Counts the events of one day's file over time.</summary>
internal static class SearchHistogram
{
    private const int RowsBetweenLooks = 256;

    /// <summary>Counts.</summary>
    /// <returns>The counts, and whether the time ran out.</returns>
    public static (BucketCounts Counts, bool IsCut) Count(DayFileReader reader, EventSearch search, long bucket, SearchDeadline deadline)
    {
        BucketCounts counts = new(bucket);
        using IDisposable watch = deadline.Watch(reader.Connection);
        try
        {
            DayQuery query = DayQuery.Of(reader, search, long.MaxValue, SearchAim.Histogram);
            long from = Math.Max(SqliteTime.Of(search.Range.From), reader.MinTime);
            long to = Math.Min(SqliteTime.Of(search.Range.To) - 1, reader.MaxTime);
            if (query.IsNothing || from > to)
                return (counts, false);
            WholeHours hours = query.IsEverything && bucket % TimeSpan.TicksPerHour == 0
                ? WholeHours.Within(SqliteTime.Of(search.Range.From), SqliteTime.Of(search.Range.To))
                : WholeHours.None;
            AddHours(query, hours, counts);
            foreach ((long start, long end) in hours.Around(from, to))
            {
                bool isByIndex = query.IsUnconditional || query.IsDriverOnly;
                if (isByIndex ? !TryBuckets(query, start, end, bucket, counts, deadline) : !TryRows(reader, query, start, end, counts, deadline))
                    return (counts, true);
            }

            return (counts, false);
        }
        catch (SqliteException exception) when (deadline.Ended(exception))
        {
            return (counts, true);
        }
    }

    private static void AddHours(DayQuery query, WholeHours hours, BucketCounts counts)
    {
        if (hours.IsEmpty)
            return;
        using SqliteCommand command = query.SelectHours("hour", hours.First, hours.End);
        using SqliteDataReader rows = command.ExecuteReader();
        while (rows.Read())
            counts.Add(counts.BucketOf(rows.GetInt64(0) * TimeSpan.TicksPerHour), rows.GetInt64(1));
    }

    // Counting a stretch of an index is the fastest there is; what holds nothing is jumped over.
    private static bool TryBuckets(DayQuery query, long from, long to, long length, BucketCounts counts, SearchDeadline deadline)
    {
        string index = query.Driver?.Hot.Index ?? "events_time";
        using SqliteCommand count = query.Select("count(*)", from, to, index: index);
        using SqliteCommand next = query.Select("min(events.time)", from, to, index: index);
        while (next.ExecuteScalar() is long first)
        {
            if (deadline.IsOver)
                return false;
            long bucket = counts.BucketOf(first);
            long end = (long)Int128.Min(to, (((Int128)bucket + 1) * length) - 1);
            count.Parameters["$from"].Value = first;
            count.Parameters["$to"].Value = end;
            counts.Add(bucket, (long)count.ExecuteScalar()!);
            if (end == to)
                break;
            next.Parameters["$from"].Value = end + 1;
        }

        return true;
    }

    private static bool TryRows(DayFileReader reader, DayQuery query, long from, long to, BucketCounts counts, SearchDeadline deadline)
    {
        using SqliteCommand command = query.Select(query.Residual is null ? "events.time" : "events.time, events.block, events.slot", from, to);
        using SqliteDataReader rows = command.ExecuteReader();
        for (int looked = 0; rows.Read(); looked++)
        {
            bool isLookDue = query.Residual is not null || looked % RowsBetweenLooks == 0;
            if (isLookDue && deadline.IsOver)
                return false;
            if (query.Residual is null || query.Residual.Matches(reader.Document(rows.GetInt64(1), rows.GetInt32(2)).Span))
                counts.Add(counts.BucketOf(rows.GetInt64(0)), 1);
        }

        return true;
    }
}
