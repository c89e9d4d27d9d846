using System.Globalization;
using HueSoc.Sigma.Rules;
using HueSoc.Storage.Control;
using HueSoc.Storage.Tenancy;
using Microsoft.Data.Sqlite;

namespace HueSoc.Detection.Signals;

/// <summary>The signals.</summary>
/// <param name="database">Where they are.</param>
public sealed class SignalLog(ControlDatabase database)
{
    private const string Columns =
        "s.number, s.id, s.rule_id, COALESCE(r.title, ''), s.level, s.sender, s.event_id, s.sequence, s.agency, s.time, s.ingested, s.evaluated, s.host, s.matched, s.drill";

    private const int ForgottenAtOnce = 5000;

    private const string From = "signals s LEFT JOIN known_rules r ON r.rule_id = s.rule_id";

    /// <summary>Lists signals, the last written first.</summary>
    /// <param name="scope">Whose.</param>
    /// <param name="filter">Which.</param>
    /// <param name="limit">How many at most, 1 to 1,000.</param>
    /// <param name="after">Where the page before ended; null for the first.</param>
    /// <exception cref="ArgumentException"><paramref name="after"/> is not a place this list gave out, or the limit is out of range.</exception>
    public Page<Signal> List(AgencyScope scope, SignalFilter filter, int limit, string? after)
    {
        PageNumber.CheckLimit(limit);
        SqlConditions where = Where(scope, filter).And("s.number < ?", PageNumber.Read(after));
        List<(long Number, Signal Signal)> rows = database.Read(connection => connection.Query(
            string.Create(CultureInfo.InvariantCulture, $"SELECT {Columns} FROM {From} WHERE {where.Text} ORDER BY s.number DESC LIMIT {limit + 1}"),
            row => (row.GetInt64(0), Read(row)), where.Values));
        bool more = rows.Count > limit;
        return new([.. rows.Take(limit).Select(row => row.Signal)], more ? PageNumber.Write(rows[limit - 1].Number) : null);
    }

    /// <summary>Counts signals.</summary>
    public long Count(AgencyScope scope, SignalFilter filter)
    {
        SqlConditions where = Where(scope, filter);
        return database.Read(connection => connection.Query($"SELECT COUNT(*) FROM signals s WHERE {where.Text}", row => row.GetInt64(0), where.Values))[0];
    }

    /// <summary>One signal; null when there is none of this id, or not in this scope.</summary>
    public Signal? Find(AgencyScope scope, string id)
    {
        SqlConditions where = new SqlConditions(scope, "s.agency").And("s.id = ?", id);
        return database.Read(connection => connection.Query($"SELECT {Columns} FROM {From} WHERE {where.Text}", Read, where.Values)).FirstOrDefault();
    }

    /// <summary>Deletes signals of events that came before a time, and what correlations kept of events that happened before it. Alerts and their evidence stay.</summary>
    /// <param name="before">The time; the store should have forgotten the events, or a re-run makes their signals again.</param>
    /// <param name="cancellationToken">Ends it between two transactions.</param>
    /// <returns>How many signals were deleted.</returns>
    public async Task<long> ForgetAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        long number = ControlTime.Of(before);
        long total = 0;
        int deleted;
        do
        {
            // In pieces, so that the evaluator gets its turn between them.
            deleted = await database.WriteAsync(
                transaction => transaction.Execute(
                    "DELETE FROM signals WHERE number IN (SELECT number FROM signals WHERE ingested < $1 ORDER BY number LIMIT $2)", number, ForgottenAtOnce),
                cancellationToken);
            total += deleted;
        }
        while (deleted == ForgottenAtOnce);
        await database.WriteAsync(transaction => transaction.Execute("DELETE FROM correlation_inputs WHERE time < $1", number), cancellationToken);
        return total;
    }

    private static SqlConditions Where(AgencyScope scope, SignalFilter filter) => new SqlConditions(scope, "s.agency")
        .AnyOf("s.rule_id", filter.RuleIds)
        .And("s.level >= ?", (int?)filter.MinLevel)
        .And("s.agency = ?", filter.Agency)
        .And("s.host = ?", filter.Host)
        .And("s.sender = ?", filter.Event?.Sender)
        .And("s.event_id = ?", filter.Event?.Id)
        .And("s.time >= ?", filter.Range is { } from ? ControlTime.Of(from.From) : null)
        .And("s.time < ?", filter.Range is { } to ? ControlTime.Of(to.To) : null)
        .And("s.drill = ?", filter.Drill);

    private static Signal Read(SqliteDataReader row) => new()
    {
        Id = row.GetString(1),
        RuleId = row.GetString(2),
        RuleTitle = row.GetString(3),
        Level = (SigmaLevel)row.GetInt32(4),
        EventKey = new(row.GetString(5), row.GetString(6)),
        Sequence = row.GetInt64(7),
        Agency = row.GetString(8),
        Timestamp = row.Time(9),
        Ingested = row.Time(10),
        Evaluated = row.Time(11),
        Host = row.GetString(12),
        Matched = DetectionSql.Fields(row.GetString(13)),
        Drill = row.GetString(14),
    };
}
