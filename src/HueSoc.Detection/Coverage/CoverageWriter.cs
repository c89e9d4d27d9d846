using HueSoc.Detection.Evaluation;
using HueSoc.Detection.Rules;
using HueSoc.Storage.Control;
using HueSoc.Storage.EventStore;

namespace HueSoc.Detection.Coverage;

/// <summary>Writes coverage in the transaction of what it is about. Ranges that touch become one.</summary>
internal static class CoverageWriter
{
    /// <summary>Says what is known of a range.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="revision">The rule set.</param>
    /// <param name="ruleId">The rule; empty for all.</param>
    /// <param name="kind">What is known.</param>
    /// <param name="range">The range.</param>
    /// <param name="within">Of a re-run over a span of time: the span.</param>
    public static void Add(ControlTransaction transaction, string revision, string ruleId, CoverageKind kind, SequenceRange range, TimeRange? within = null)
    {
        long? from = within is { } span ? ControlTime.Of(span.From) : null;
        long? to = within is { } end ? ControlTime.Of(end.To) : null;
        int extended = transaction.Execute(
            """
            UPDATE coverage SET last = MAX(last, $6) WHERE id = (
                SELECT id FROM coverage WHERE revision = $1 AND rule_id = $2 AND agency = '' AND kind = $3 AND last >= $4 AND first <= $5
                    AND from_time IS $7 AND to_time IS $8
                ORDER BY last DESC LIMIT 1)
            """,
            revision, ruleId, (int)kind, range.First - 1, range.First, range.Last, from, to);
        if (extended == 0)
        {
            transaction.Execute(
                "INSERT INTO coverage (revision, rule_id, agency, kind, first, last, from_time, to_time) VALUES ($1, $2, '', $3, $4, $5, $6, $7)",
                revision, ruleId, (int)kind, range.First, range.Last, from, to);
        }
    }

    /// <summary>Says what the evaluator did with a range, gaps apart.</summary>
    public static void AddEvaluated(ControlTransaction transaction, string revision, SequenceRange range, IReadOnlyList<SequenceRange> missing)
    {
        long first = range.First;
        foreach (SequenceRange gap in missing.OrderBy(gap => gap.First))
        {
            if (gap.First > first)
                Add(transaction, revision, string.Empty, CoverageKind.Evaluated, new(first, gap.First - 1));
            Add(transaction, revision, string.Empty, CoverageKind.Missing, gap);
            first = Math.Max(first, gap.Last + 1);
        }

        if (first <= range.Last)
            Add(transaction, revision, string.Empty, CoverageKind.Evaluated, new(first, range.Last));
    }

    /// <summary>Says which events could not be read, and on which a rule was cut off.</summary>
    public static void AddFaults(ControlTransaction transaction, string revision, Findings findings)
    {
        foreach (long sequence in findings.Unreadable)
            Add(transaction, revision, string.Empty, CoverageKind.Unreadable, new(sequence, sequence));
        foreach ((string ruleId, SequenceRange range) in findings.CutOff)
            Add(transaction, revision, ruleId, CoverageKind.Failed, range);
    }

    /// <summary>Opens a row for each rule that is off or refused now, from the next event on, and closes those of rules that are well again.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="rules">The rules from now on.</param>
    /// <param name="sequence">The last event that was evaluated with the rules before.</param>
    public static void Reconcile(ControlTransaction transaction, ActiveRules rules, long sequence)
    {
        HashSet<(string RuleId, string Agency, CoverageKind Kind)> wanted =
        [
            .. rules.States.Off.Select(off => (off.RuleId, off.Agency, CoverageKind.Off)),
            .. rules.Failed.Select(id => (id, string.Empty, CoverageKind.Failed)),
        ];
        foreach ((long id, (string, string, CoverageKind) key) in transaction.Query(
            "SELECT id, rule_id, agency, kind FROM coverage WHERE last IS NULL",
            row => (row.GetInt64(0), (row.GetString(1), row.GetString(2), (CoverageKind)row.GetInt32(3)))))
        {
            if (wanted.Remove(key))
                continue;
            transaction.Execute("UPDATE coverage SET last = $2 WHERE id = $1", id, sequence);
            transaction.Execute("DELETE FROM coverage WHERE id = $1 AND last < first", id);
        }

        foreach ((string ruleId, string agency, CoverageKind kind) in wanted)
        {
            transaction.Execute(
                "INSERT INTO coverage (revision, rule_id, agency, kind, first) VALUES ($1, $2, $3, $4, $5)",
                rules.Revision, ruleId, agency, (int)kind, sequence + 1);
        }
    }
}
