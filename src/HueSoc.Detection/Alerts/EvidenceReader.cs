using System.Collections.Immutable;
using System.Globalization;
using HueSoc.Storage.Control;
using HueSoc.Storage.Tenancy;
using Microsoft.Data.Sqlite;

namespace HueSoc.Detection.Alerts;

/// <summary>Reads the evidence of an alert, with that of the firings it builds on.</summary>
internal static class EvidenceReader
{
    /// <summary>Reads evidence, by when it happened. A notice shows of the city's what belongs to its own agency; nobody is shown what lies outside the scope.</summary>
    public static ImmutableArray<AlertEvidence> Read(SqliteConnection connection, Alert alert, AgencyScope scope, int limit)
    {
        SqlConditions where = new SqlConditions(scope, "e.agency").And("e.agency = ?", alert.Kind == AlertKind.Notice ? alert.Agency : null);
        object?[] values = [.. where.Values, alert.Kind == AlertKind.Notice ? alert.Parent : alert.Id];
        string owners = EvidenceWriter.Owners.Replace("$1", string.Create(CultureInfo.InvariantCulture, $"${values.Length}"), StringComparison.Ordinal);
        return
        [
            .. connection.Query(
                string.Create(CultureInfo.InvariantCulture, $"""
                    {owners}
                    SELECT e.sender, e.event_id, e.rules, e.sequence, e.agency, e.time, e.host, e.matched, MAX(e.document), MIN(e.added) FROM alert_evidence e
                    WHERE e.owner IN owners AND {where.Text} GROUP BY e.sender, e.event_id ORDER BY e.time, e.sequence LIMIT {limit}
                    """),
                Read, values),
        ];
    }

    private static AlertEvidence Read(SqliteDataReader row) => new()
    {
        EventKey = new(row.GetString(0), row.GetString(1)),
        RuleIds = DetectionSql.Texts(row.GetString(2)),
        Sequence = row.GetInt64(3),
        Agency = row.GetString(4),
        Timestamp = row.Time(5),
        Host = row.GetString(6),
        Matched = DetectionSql.Fields(row.GetString(7)),
        Document = row.IsDBNull(8) ? null : KeptDocument.Expand(row.GetFieldValue<byte[]>(8)),
        Added = row.Time(9),
    };
}
