using System.Collections.Immutable;
using HueSoc.Sigma.Correlations;
using HueSoc.Sigma.Rules;

namespace HueSoc.Cli.Output;

/// <summary>What is said of the rule behind a hit, be it a rule over events or over signals.</summary>
/// <param name="Id">The id.</param>
/// <param name="Title">The title.</param>
/// <param name="Level">The level.</param>
/// <param name="Tags">The tags as written.</param>
internal sealed record HitRule(string Id, string Title, SigmaLevel Level, ImmutableArray<string> Tags)
{
    /// <summary>Of a rule.</summary>
    public static HitRule Of(SigmaRule rule) => new(rule.Id, rule.Title, rule.Level, rule.Tags);

    /// <summary>Of a correlation.</summary>
    public static HitRule Of(CorrelationRule rule) => new(rule.Id, rule.Title, rule.Level, rule.Tags);

    /// <summary>The rule as it is called in messages.</summary>
    public override string ToString() => $"{Title} ({Id})";
}
