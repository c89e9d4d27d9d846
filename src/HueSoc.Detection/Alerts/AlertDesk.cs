using System.Collections.Immutable;
using HueSoc.Sigma.Rules;
using HueSoc.Storage.Control;
using HueSoc.Storage.Control.Audit;
using HueSoc.Storage.Tenancy;

namespace HueSoc.Detection.Alerts;

/// <summary>Where alerts are looked at and worked on. Safe for several threads.</summary>
/// <param name="database">Where they are.</param>
/// <param name="audit">Where every act is written down.</param>
/// <param name="feed">Who is told.</param>
/// <param name="time">The clock.</param>
public sealed class AlertDesk(ControlDatabase database, AuditLog audit, AlertFeed feed, TimeProvider time)
{
    private const int MostEvidence = 1000;
    private const int MostAtOnce = 1000;

    /// <summary>Lists alerts, the last raised first.</summary>
    /// <param name="scope">Whose.</param>
    /// <param name="filter">Which.</param>
    /// <param name="limit">How many at most, 1 to 1,000.</param>
    /// <param name="after">Where the page before ended; null for the first.</param>
    /// <exception cref="ArgumentException"><paramref name="after"/> is not a place this list gave out, or the limit is out of range.</exception>
    public Page<Alert> List(AgencyScope scope, AlertFilter filter, int limit, string? after)
    {
        PageNumber.CheckLimit(limit);
        SqlConditions where = AlertRows.Within(scope, filter).And("a.number < ?", PageNumber.Read(after));
        List<Alert> rows = database.Read(connection => AlertRows.Read(connection, where, "a.number DESC", limit + 1));
        return new([.. rows.Take(limit)], rows.Count > limit ? PageNumber.Write(rows[limit - 1].Number) : null);
    }

    /// <summary>Counts alerts by state and level; what has none is left out.</summary>
    public ImmutableArray<AlertCount> Count(AgencyScope scope, AlertFilter filter)
    {
        SqlConditions where = AlertRows.Within(scope, filter);
        return
        [
            .. database.Read(connection => connection.Query(
                $"SELECT a.state, a.level, COUNT(*) FROM alerts a WHERE {where.Text} GROUP BY a.state, a.level ORDER BY a.state, a.level DESC",
                row => new AlertCount((AlertState)row.GetInt32(0), (SigmaLevel)row.GetInt32(1), row.GetInt64(2)), where.Values)),
        ];
    }

    /// <summary>One alert with evidence, comments and history; null when there is none of this id, or not in this scope.</summary>
    public AlertDetails? Find(AgencyScope scope, string id) => database.Read(connection =>
    {
        if (AlertRows.Find(connection, scope, id) is not { } alert)
            return null;
        return new AlertDetails(
            alert,
            EvidenceReader.Read(connection, alert, scope, MostEvidence),
            [
                .. connection.Query(
                    "SELECT at, actor, text FROM alert_comments WHERE number = $1 ORDER BY id",
                    row => new AlertComment(row.Time(0), row.GetString(1), row.GetString(2)), alert.Number),
            ],
            [
                .. connection.Query(
                    "SELECT at, actor, action, details FROM alert_history WHERE number = $1 ORDER BY id",
                    row => new AlertHistoryEntry(row.Time(0), row.GetString(1), row.GetString(2), row.GetString(3)), alert.Number),
            ]);
    });

    /// <summary>Changes an alert, all of it or nothing.</summary>
    /// <param name="actor">Who does it.</param>
    /// <param name="scope">Whose alerts the actor may see.</param>
    /// <param name="id">The alert.</param>
    /// <param name="expectedVersion">The version the actor has seen; null to change whichever there is.</param>
    /// <param name="change">What is to be changed.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<AlertUpdate> UpdateAsync(
        Actor actor, AgencyScope scope, string id, long? expectedVersion, AlertChange change, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        AlertUpdate update = await database.WriteAsync(
            transaction => AlertUpdater.Update(transaction, audit, actor, scope, new(id, expectedVersion), change, now), cancellationToken);
        if (update.Outcome == AlertOutcome.Updated)
            feed.Wake();
        return update;
    }

    /// <summary>Changes many alerts, each for itself: one that cannot be changed does not keep the others.</summary>
    /// <returns>One answer for each, in the same order.</returns>
    /// <exception cref="ArgumentException">More than 1,000 at once.</exception>
    public async Task<ImmutableArray<AlertUpdateResult>> UpdateManyAsync(
        Actor actor, AgencyScope scope, ImmutableArray<AlertReference> alerts, AlertChange change, CancellationToken cancellationToken)
    {
        if (alerts.Length > MostAtOnce)
            throw new ArgumentException($"at most {MostAtOnce} alerts can be changed at once", nameof(alerts));
        DateTimeOffset now = time.GetUtcNow();
        ImmutableArray<AlertUpdateResult> results = await database.WriteAsync(
            transaction => alerts.Select(alert => new AlertUpdateResult(
                alert.Id, AlertUpdater.Update(transaction, audit, actor, scope, alert, change, now))).ToImmutableArray(),
            cancellationToken);
        if (results.Any(result => result.Update.Outcome == AlertOutcome.Updated))
            feed.Wake();
        return results;
    }
}
