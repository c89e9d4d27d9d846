using System.Collections.Immutable;
using HueSoc.Storage.Control;

namespace HueSoc.Detection.Coverage;

/// <summary>What was evaluated with which rules, and what was not.</summary>
/// <param name="database">Where it is.</param>
public sealed class CoverageLog(ControlDatabase database)
{
    /// <summary>Everything that is known, by first event; the last thousand rows.</summary>
    /// <param name="ruleId">Rows of this rule alone; empty text for those of all rules; null for both.</param>
    public ImmutableArray<CoverageRow> List(string? ruleId) => throw new NotSupportedException(database.Path);

    /// <summary>What was not evaluated and not run again since, for all rules or one.</summary>
    /// <param name="ruleId">The rule whose own gaps are added; null for what concerns all rules alone.</param>
    public ImmutableArray<CoverageRow> Gaps(string? ruleId) => throw new NotSupportedException(database.Path);
}
