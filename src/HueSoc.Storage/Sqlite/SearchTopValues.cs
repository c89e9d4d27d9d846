using HueSoc.Storage.EventStore;
using HueSoc.Storage.Queries;
using HueSoc.Storage.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace HueSoc.Storage.Sqlite;

/// <summary>Counts the values of a field in one day's file: of a hot field in SQL, of any other in the documents.</summary>
internal static class SearchTopValues
{
    private const string AgencyField = "organization.id";

    /// <summary>Counts.</summary>
    /// <returns>The counts, and whether the time ran out.</returns>
    public static (ValueCounts Counts, bool IsCut) Count(DayFileReader reader, EventSearch search, string field, SearchDeadline deadline)
    {
        ValueCounts counts = new();
        using IDisposable watch = deadline.Watch(reader.Connection);
        try
        {
            DayQuery query = DayQuery.Of(reader, search, long.MaxValue, SearchAim.TopValues);
            long from = Math.Max(SqliteTime.Of(search.Range.From), reader.MinTime);
            long to = Math.Min(SqliteTime.Of(search.Range.To) - 1, reader.MaxTime);
            if (query.IsNothing || from > to)
                return (counts, false);
            HotField? hot = HotFields.Find(field);
            WholeHours hours = query.IsEverything ? WholeHours.Within(SqliteTime.Of(search.Range.From), SqliteTime.Of(search.Range.To)) : WholeHours.None;
            if (query.Residual is null && field is AgencyField)
                CountAgencies(query, hours, from, to, counts);
            else if (query.Residual is null && hot is not null)
                CountHot(query, hot, hours, from, to, counts);
            else
                return (counts, !TryDocuments(reader, query, field, from, to, counts, deadline));
            return (counts, false);
        }
        catch (SqliteException exception) when (deadline.Ended(exception))
        {
            return (counts, true);
        }
    }

    private static void CountAgencies(DayQuery query, WholeHours hours, long from, long to, ValueCounts counts)
    {
        if (!hours.IsEmpty)
        {
            using SqliteCommand whole = query.SelectHours("nullif(agency, '')", hours.First, hours.End);
            Take(whole, counts);
        }

        foreach ((long start, long end) in hours.Around(from, to))
            CountColumn(query, "nullif(events.agency, '')", start, end, counts);
    }

    private static void CountHot(DayQuery query, HotField hot, WholeHours hours, long from, long to, ValueCounts counts)
    {
        if (query.IsUnconditional && hot.Index is not null)
        {
            // The field's own index holds all that is needed, in the right order.
            using SqliteCommand byValue = query.Select(
                $"events.{hot.Column}, count(*)", from, to, $" AND events.{hot.Column} IS NOT NULL", $"GROUP BY events.{hot.Column}", hot.Index);
            long present = Take(byValue, counts);
            counts.AddMissing(CountAll(query, hours, from, to) - present);
        }
        else
        {
            CountColumn(query, $"events.{hot.Column}", from, to, counts);
        }

        using SqliteCommand further = query.SelectFurther(hot, "more_values.value, count(*)", from, to, "GROUP BY more_values.value");
        Take(further, counts);
    }

    private static long CountAll(DayQuery query, WholeHours hours, long from, long to)
    {
        long all = 0;
        if (!hours.IsEmpty)
        {
            using SqliteCommand whole = query.SelectHours("''", hours.First, hours.End);
            using SqliteDataReader rows = whole.ExecuteReader();
            while (rows.Read())
                all += rows.GetInt64(1);
        }

        foreach ((long start, long end) in hours.Around(from, to))
        {
            using SqliteCommand part = query.Select("count(*)", start, end, index: "events_time");
            all += (long)part.ExecuteScalar()!;
        }

        return all;
    }

    private static void CountColumn(DayQuery query, string column, long from, long to, ValueCounts counts)
    {
        // Counted here: SQLite would sort the rows to bring equal values together.
        using SqliteCommand command = query.Select(column, from, to);
        using SqliteDataReader rows = command.ExecuteReader();
        sqlite3_stmt row = rows.Handle!;
        while (rows.Read())
        {
            if (raw.sqlite3_column_type(row, 0) == raw.SQLITE_NULL)
                counts.AddMissing(1);
            else
                counts.AddOne(raw.sqlite3_column_blob(row, 0));
        }
    }

    private static long Take(SqliteCommand command, ValueCounts counts)
    {
        long taken = 0;
        using SqliteDataReader rows = command.ExecuteReader();
        while (rows.Read())
        {
            long count = rows.GetInt64(1);
            taken += count;
            if (rows.IsDBNull(0))
                counts.AddMissing(count);
            else
                counts.Add(rows.GetString(0), count);
        }

        return taken;
    }

    private static bool TryDocuments(
        DayFileReader reader, DayQuery query, string field, long from, long to, ValueCounts counts, SearchDeadline deadline)
    {
        OneField one = new(field);
        bool isAgency = field is AgencyField;
        using SqliteCommand command = query.Select("events.block, events.slot, events.agency", from, to);
        using SqliteDataReader rows = command.ExecuteReader();
        while (rows.Read())
        {
            if (deadline.IsOver)
                return false;
            ReadOnlySpan<byte> document = reader.Document(rows.GetInt64(0), rows.GetInt32(1)).Span;
            if (query.Residual is not null && !query.Residual.Matches(document))
                continue;
            List<string> values = isAgency ? [.. new[] { rows.GetString(2) }.Where(code => code.Length > 0)] : one.Read(document);
            if (values.Count == 0)
                counts.AddMissing(1);
            foreach (string value in values)
                counts.Add(value, 1);
        }

        return true;
    }

    /// <summary>Reads the values of one field.</summary>
    private sealed class OneField(string field) : IFieldSink
    {
        private readonly FieldScan scan = new([field]);
        private readonly FieldSlot slot = new(field, countsBelow: false) { NeedsValues = true };
        private readonly JsonText text = new();

        public List<string> Read(ReadOnlySpan<byte> document)
        {
            slot.Clear();
            scan.Scan(document, this);
            return slot.Values;
        }

        void IFieldSink.OnValue(int field, in JsonCursor reader) => slot.Add(text.Read(in reader));
    }
}
