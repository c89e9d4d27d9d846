using System.Collections.Immutable;
using HueSoc.Detection.Rules;

namespace HueSoc.Server.Rules;

/// <summary>The rules.</summary>
/// <param name="Revision">A hash of rules and pipelines in use.</param>
/// <param name="Items">The rules, by title.</param>
/// <param name="Next">What after has to be for the next page; null when this is the last.</param>
/// <param name="Problems">What could not be honoured beside rules: pipelines, folders.</param>
#pragma warning disable MA0048 // The views of one resource.
internal sealed record RuleListView(string Revision, ImmutableArray<RuleStatus> Items, string? Next, ImmutableArray<string> Problems);

/// <summary>What a reload came to.</summary>
/// <param name="Revision">A hash of rules and pipelines in use now.</param>
/// <param name="Active">How many rules are evaluated.</param>
/// <param name="NotApplicable">How many are valid, but about nothing we have events of.</param>
/// <param name="Failed">How many were refused.</param>
/// <param name="Problems">What could not be honoured beside rules.</param>
internal sealed record RuleReloadView(string Revision, int Active, int NotApplicable, int Failed, ImmutableArray<string> Problems);

/// <summary>How a rule is to be.</summary>
internal sealed record RuleStateRequest
{
    /// <summary>Whether it is to be on.</summary>
    public required bool Enabled { get; init; }

    /// <summary>For whose events; null for the whole city.</summary>
    public string? Agency { get; init; }
}
