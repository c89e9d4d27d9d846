using System.Collections.Immutable;
using HueSoc.Detection.Evaluation;
using HueSoc.Detection.Signals;
using HueSoc.Sigma.Matching;
using HueSoc.Storage.Control;
using HueSoc.Storage.EventStore;
using Microsoft.Data.Sqlite;

namespace HueSoc.Detection.Alerts;

/// <summary>What the evidence of an alert adds up to.</summary>
/// <param name="Events">How many events.</param>
/// <param name="First">When the first happened.</param>
/// <param name="Last">When the last happened.</param>
/// <param name="Ingested">When the server got the last one.</param>
/// <param name="Host">The machine, if there is one alone.</param>
#pragma warning disable MA0048 // The writer and what it says are one thing.
internal readonly record struct EvidenceSum(long Events, long First, long Last, long Ingested, string Host);

/// <summary>Writes evidence, in the transaction of the alerts it belongs to. To be disposed with the transaction.</summary>
internal sealed class EvidenceWriter : IDisposable
{
    /// <summary>Of so many events of one alert the documents are kept; of further ones there is only what the rules matched.</summary>
    public const int MostDocuments = 1000;

    /// <summary>The evidence of an alert and of the firings it builds on.</summary>
    public const string Owners =
        "WITH RECURSIVE owners (id) AS (SELECT $1 UNION SELECT p.part FROM alert_parts p JOIN owners o ON p.owner = o.id) ";

    private readonly ControlTransaction transaction;
    private readonly SqliteCommand insert;
    private readonly SqliteCommand find;

    public EvidenceWriter(ControlTransaction transaction)
    {
        this.transaction = transaction;
        insert = transaction.Prepare(
            """
            INSERT OR IGNORE INTO alert_evidence (owner, sender, event_id, rules, sequence, agency, time, ingested, host, matched, document, added)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            """,
            12);
        find = transaction.Prepare(
            "SELECT rule_id, sequence, agency, time, ingested, host, matched FROM signals WHERE event_id = $1 AND sender = $2 ORDER BY number", 2);
    }

    /// <summary>Adds the event of a signal.</summary>
    public void Add(string owner, FoundSignal signal, long now)
    {
        StoredEvent stored = signal.Event;
        insert.Run(
            owner, stored.Key.Sender, stored.Key.Id, DetectionSql.Texts([signal.Rule.Id]), stored.Sequence, stored.Agency,
            ControlTime.Of(stored.Timestamp), ControlTime.Of(stored.Ingested), signal.Host, DetectionSql.Fields(signal.Matched),
            KeptDocument.Compress(stored.Document.Span), now);
    }

    /// <summary>Adds events by what correlations call them. Those that are there already change nothing.</summary>
    /// <param name="owner">The alert or firing.</param>
    /// <param name="references">The events.</param>
    /// <param name="rules">The rules whose matches count.</param>
    /// <param name="atHand">Events whose documents are at hand; those of others are fetched later.</param>
    /// <param name="now">The time.</param>
    /// <returns>Whether anything was added.</returns>
    public bool Add(
        string owner, ImmutableArray<string> references, IReadOnlySet<string> rules, IReadOnlyDictionary<EventKey, StoredEvent> atHand, long now)
    {
        bool added = false;
        long kept = transaction.Query("SELECT COUNT(*) FROM alert_evidence WHERE owner = $1", row => row.GetInt64(0), owner)[0];
        foreach (string reference in references)
        {
            if (EventReference.Read(reference) is not { } key)
                continue;
            List<Match> matches = Find(key);
            matches.RemoveAll(match => !rules.Contains(match.RuleId));
            if (matches.Count == 0)
                continue;
            byte[]? document = kept >= MostDocuments
                ? KeptDocument.Gone
                : atHand.TryGetValue(key, out StoredEvent? stored) ? KeptDocument.Compress(stored.Document.Span) : null;
            Match first = matches[0];
            int changed = insert.Run(
                owner, key.Sender, key.Id, DetectionSql.Texts([.. matches.Select(match => match.RuleId)]), first.Sequence, first.Agency, first.Time,
                first.Ingested, first.Host, DetectionSql.Fields(matches.SelectMany(match => match.Matched).Distinct()), document, now);
            kept += changed;
            added |= changed > 0;
        }

        return added;
    }

    /// <summary>Says that a firing builds on another.</summary>
    /// <returns>Whether that is new.</returns>
    public bool AddPart(string owner, string part) =>
        transaction.Execute("INSERT OR IGNORE INTO alert_parts (owner, part) VALUES ($1, $2)", owner, part) > 0;

    /// <summary>The firings that build on one, directly or not.</summary>
    public List<string> BuiltOn(string part) => transaction.Query(
        "WITH RECURSIVE above (id) AS (SELECT $1 UNION SELECT p.owner FROM alert_parts p JOIN above a ON p.part = a.id) SELECT id FROM above WHERE id <> $1",
        row => row.GetString(0), part);

    /// <summary>What the evidence of an alert adds up to; for an agency its own alone.</summary>
    public EvidenceSum Sum(string owner, string? agency) => transaction.Query(
        Owners + """
            SELECT COUNT(*), COALESCE(MIN(time), 0), COALESCE(MAX(time), 0), COALESCE(MAX(ingested), 0), COALESCE(MIN(host), ''), COALESCE(MAX(host), '') FROM (
                SELECT time, ingested, host FROM alert_evidence WHERE owner IN owners AND ($2 IS NULL OR agency = $2) GROUP BY sender, event_id)
            """,
        row => new EvidenceSum(
            row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetString(4) == row.GetString(5) ? row.GetString(4) : string.Empty),
        owner, agency)[0];

    /// <summary>The agencies whose events are part of the evidence, the city apart.</summary>
    public List<string> Agencies(string owner) => transaction.Query(
        Owners + "SELECT DISTINCT agency FROM alert_evidence WHERE owner IN owners AND agency <> '' ORDER BY agency", row => row.GetString(0), owner);

    /// <inheritdoc/>
    public void Dispose()
    {
        insert.Dispose();
        find.Dispose();
    }

    private List<Match> Find(EventKey key)
    {
        find.Parameters[0].Value = key.Id;
        find.Parameters[1].Value = key.Sender;
        using SqliteDataReader row = find.ExecuteReader();
        List<Match> matches = [];
        while (row.Read())
        {
            matches.Add(new(
                row.GetString(0), row.GetInt64(1), row.GetString(2), row.GetInt64(3), row.GetInt64(4), row.GetString(5), DetectionSql.Fields(row.GetString(6))));
        }

        return matches;
    }

    private readonly record struct Match(
        string RuleId, long Sequence, string Agency, long Time, long Ingested, string Host, ImmutableArray<MatchedField> Matched);
}
