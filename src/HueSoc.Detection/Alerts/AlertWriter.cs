using System.Collections.Immutable;
using HueSoc.Detection.Evaluation;
using HueSoc.Sigma.Matching;
using HueSoc.Sigma.Rules;
using HueSoc.Storage.Control;
using Microsoft.Data.Sqlite;

namespace HueSoc.Detection.Alerts;

/// <summary>What an alert is raised with.</summary>
#pragma warning disable MA0048 // The writer and what it takes are one thing.
internal sealed record AlertToRaise
{
    public required string Id { get; init; }

    public required AlertKind Kind { get; init; }

    public string? Parent { get; init; }

    public required string RuleId { get; init; }

    public required string Title { get; init; }

    public required SigmaLevel Level { get; init; }

    public required ImmutableArray<string> RuleTags { get; init; }

    public required string Agency { get; init; }

    public required string Drill { get; init; }

    public ImmutableArray<MatchedField> Group { get; init; } = [];

    public long? Bucket { get; init; }

    public bool IsIncomplete { get; init; }

    public required EvidenceSum Evidence { get; init; }
}

/// <summary>
/// Raises alerts in a transaction. An alert that is there is never written over and never opened again: only evidence joins
/// it. To be disposed with the transaction.
/// </summary>
internal sealed class AlertWriter : IDisposable
{
    private readonly SqliteCommand insert;
    private readonly SqliteCommand join;
    private readonly string revision;
    private readonly long now;
    private long change;

    public AlertWriter(ControlTransaction transaction, string revision, DateTimeOffset now)
    {
        this.revision = revision;
        this.now = ControlTime.Of(now);
        Evidence = new(transaction);
        change = LastChange(transaction);
        insert = transaction.Prepare(
            """
            INSERT INTO alerts (id, change, version, kind, parent, rule_id, title, level, rule_tags, revision, agency, host, drill, groups, bucket,
                incomplete, first_event, last_event, ingested, created, updated, state, events)
            VALUES ($1, $2, 1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $19, 0, $20)
            ON CONFLICT (id) DO NOTHING
            """,
            20);
        join = transaction.Prepare(
            """
            UPDATE alerts SET change = $2, host = $3, incomplete = MAX(incomplete, $4), first_event = $5, last_event = $6, ingested = $7, updated = $8, events = $9
            WHERE id = $1 AND (host <> $3 OR incomplete < $4 OR first_event <> $5 OR last_event <> $6 OR ingested <> $7 OR events <> $9)
            """,
            9);
    }

    /// <summary>The evidence of alerts.</summary>
    public EvidenceWriter Evidence { get; }

    /// <summary>How many alerts were raised.</summary>
    public int Raised { get; private set; }

    /// <summary>Whether any alert was raised or changed.</summary>
    public bool HasChanged { get; private set; }

    /// <summary>The number of the last change of any alert.</summary>
    public static long LastChange(ControlTransaction transaction) =>
        transaction.Query("SELECT COALESCE(MAX(change), 0) FROM alerts", row => row.GetInt64(0))[0];

    /// <summary>Raises the alert of a signal, if it is not there.</summary>
    public void Raise(FoundSignal signal)
    {
        long happened = ControlTime.Of(signal.Event.Timestamp);
        bool raised = Raise(new AlertToRaise
        {
            Id = signal.Id,
            Kind = AlertKind.Event,
            RuleId = signal.Rule.Id,
            Title = signal.Rule.Title,
            Level = signal.Rule.Level,
            RuleTags = signal.Rule.Tags,
            Agency = signal.Event.Agency,
            Drill = signal.Drill,
            Evidence = new(1, happened, happened, ControlTime.Of(signal.Event.Ingested), signal.Host),
        });
        if (raised)
            Evidence.Add(signal.Id, signal, now);
    }

    /// <summary>Raises an alert, if it is not there.</summary>
    /// <returns>Whether it was not.</returns>
    public bool Raise(AlertToRaise alert)
    {
        EvidenceSum sum = alert.Evidence;
        int rows = insert.Run(
            alert.Id, change + 1, (int)alert.Kind, alert.Parent, alert.RuleId, alert.Title, (int)alert.Level, DetectionSql.Texts(alert.RuleTags), revision,
            alert.Agency, sum.Host, alert.Drill, DetectionSql.Fields(alert.Group), alert.Bucket, alert.IsIncomplete ? 1 : 0, sum.First, sum.Last,
            sum.Ingested, now, sum.Events);
        if (rows == 0)
            return false;
        change++;
        Raised++;
        HasChanged = true;
        return true;
    }

    /// <summary>Lets an alert that is there show what its evidence adds up to by now. Its version stays: nobody's work is overtaken by that.</summary>
    public void Join(string id, EvidenceSum sum, bool isIncomplete)
    {
        if (join.Run(id, change + 1, sum.Host, isIncomplete ? 1 : 0, sum.First, sum.Last, sum.Ingested, now, sum.Events) == 0)
            return;
        change++;
        HasChanged = true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Evidence.Dispose();
        insert.Dispose();
        join.Dispose();
    }
}
