using System.Collections.Immutable;
using HueSoc.Storage.Control;
using HueSoc.Storage.EventStore;

namespace HueSoc.Detection.Coverage;

/// <summary>What was evaluated with which rules, and what was not.</summary>
/// <param name="database">Where it is.</param>
public sealed class CoverageLog(ControlDatabase database)
{
    private const int MostRows = 1000;

    /// <summary>Everything that is known, the last events first; the first thousand rows of that.</summary>
    /// <param name="ruleId">Rows of this rule alone; empty text for those of all rules; null for both.</param>
    public ImmutableArray<CoverageRow> List(string? ruleId) => Read(
        ruleId is null ? "1" : "rule_id = $1", ruleId is null ? [] : [ruleId]);

    /// <summary>What was not evaluated and not run again since, the last events first.</summary>
    /// <param name="ruleId">The rule whose own gaps are added; null for what concerns all rules alone.</param>
    public ImmutableArray<CoverageRow> Gaps(string? ruleId)
    {
        ImmutableArray<CoverageRow> rows = Read("rule_id IN ('', $1) AND kind <> 0", [ruleId ?? string.Empty]);
        // What was run again over a span of time alone fills nothing for certain: the gap may hold events outside it.
        SequenceRange[] again = [.. rows.Where(row => row is { Kind: CoverageKind.Rerun, Within: null }).Select(row => row.Range)];
        return
        [
            .. from row in rows
               where row.Kind != CoverageKind.Rerun
               from left in row.Kind == CoverageKind.Missing || row.IsOpen ? [row.Range] : Without(row.Range, again)
               select row with { Range = left },
        ];
    }

    private static IEnumerable<SequenceRange> Without(SequenceRange range, SequenceRange[] taken)
    {
        long first = range.First;
        foreach (SequenceRange part in taken.OrderBy(part => part.First))
        {
            if (part.Last < first || part.First > range.Last)
                continue;
            if (part.First > first)
                yield return new(first, part.First - 1);
            first = part.Last + 1;
        }

        if (first <= range.Last)
            yield return new(first, range.Last);
    }

    private ImmutableArray<CoverageRow> Read(string condition, object?[] values) => database.Read(connection =>
    {
        long reached = connection.Query("SELECT sequence FROM evaluation", row => row.GetInt64(0)).FirstOrDefault();
        return connection.Query(
            $"SELECT revision, rule_id, agency, kind, first, last, from_time, to_time FROM coverage WHERE {condition} ORDER BY first DESC, id DESC LIMIT {MostRows}",
            row => new CoverageRow(
                row.GetString(0),
                row.GetString(1),
                row.GetString(2),
                (CoverageKind)row.GetInt32(3),
                new(row.GetInt64(4), row.NumberOrNull(5) ?? reached),
                row.IsDBNull(5),
                row.IsDBNull(6) ? null : new TimeRange(row.Time(6), row.Time(7))),
            values).Where(row => row.Range.Count > 0).ToImmutableArray();
    });
}
