using System.Collections.Immutable;
using System.Globalization;
using HueSoc.Storage.Control;
using HueSoc.Storage.EventStore;
using Microsoft.Data.Sqlite;

namespace HueSoc.Detection.Reruns;

/// <summary>Re-runs in the database.</summary>
internal static class RerunRows
{
    private const string Columns =
        "id, actor, rules, from_time, to_time, created, started, finished, state, reason, revision, cursor, first, sequence, last, events, signals, alerts";

    /// <summary>Reads re-runs, the youngest first.</summary>
    public static List<(Rerun Rerun, EventCursor Cursor, long? First)> Read(SqliteConnection connection, string condition, int limit, params object?[] values) =>
        connection.Query(
            string.Create(CultureInfo.InvariantCulture, $"SELECT {Columns} FROM reruns WHERE {condition} ORDER BY number DESC LIMIT {limit}"),
            row => (Read(row), new EventCursor(row.GetString(11)), row.NumberOrNull(12)), values);

    /// <summary>Makes one.</summary>
    public static void Insert(ControlTransaction transaction, Rerun rerun) => transaction.Execute(
        """
        INSERT INTO reruns (id, actor, rules, from_time, to_time, created, state, revision, cursor, sequence, last, events, signals, alerts)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '', 0, $9, 0, 0, 0)
        """,
        rerun.Id, rerun.Actor, rerun.RuleIds.IsEmpty ? null : DetectionSql.Texts(rerun.RuleIds), ControlTime.Of(rerun.Range.From),
        ControlTime.Of(rerun.Range.To), ControlTime.Of(rerun.Created), (int)rerun.State, rerun.Revision, rerun.Last);

    /// <summary>Writes how far one is, unless it has been ended in between.</summary>
    /// <returns>Whether it goes on.</returns>
    public static bool Progress(ControlTransaction transaction, string id, EventCursor cursor, long? first, long sequence, int events, int signals, int alerts) =>
        transaction.Execute(
            """
            UPDATE reruns SET cursor = $2, first = COALESCE(first, $3), sequence = MAX(sequence, $4), events = events + $5, signals = signals + $6,
                alerts = alerts + $7
            WHERE id = $1 AND state = 1
            """,
            id, cursor.Value, first, sequence, events, signals, alerts) > 0;

    /// <summary>Begins one that waits.</summary>
    public static bool Begin(ControlTransaction transaction, string id, DateTimeOffset now) => transaction.Execute(
        "UPDATE reruns SET state = 1, started = COALESCE(started, $2) WHERE id = $1 AND state IN (0, 1)", id, ControlTime.Of(now)) > 0;

    /// <summary>Ends one that waits or runs.</summary>
    public static bool End(ControlTransaction transaction, string id, RerunState state, string? reason, DateTimeOffset now) => transaction.Execute(
        "UPDATE reruns SET state = $2, reason = $3, finished = $4 WHERE id = $1 AND state IN (0, 1)", id, (int)state, reason, ControlTime.Of(now)) > 0;

    private static Rerun Read(SqliteDataReader row) => new()
    {
        Id = row.GetString(0),
        Actor = row.GetString(1),
        RuleIds = row.IsDBNull(2) ? ImmutableArray<string>.Empty : DetectionSql.Texts(row.GetString(2)),
        Range = new(row.Time(3), row.Time(4)),
        Created = row.Time(5),
        Started = row.TimeOrNull(6),
        Finished = row.TimeOrNull(7),
        State = (RerunState)row.GetInt32(8),
        Reason = row.TextOrNull(9),
        Revision = row.GetString(10),
        Sequence = row.GetInt64(13),
        Last = row.GetInt64(14),
        Events = row.GetInt64(15),
        Signals = row.GetInt64(16),
        Alerts = row.GetInt64(17),
    };
}
