using System.Collections.Immutable;
using HueSoc.Storage.Control;
using HueSoc.Storage.Control.Audit;
using Microsoft.Extensions.Logging;

namespace HueSoc.Detection.Rules;

/// <summary>The rules: loaded, compiled, switched on and off, and how they do.</summary>
public sealed class RuleCatalog
{
    /// <summary>Reads and compiles the rules, and makes the catalog.</summary>
    public static Task<RuleCatalog> LoadAsync(
        RuleCatalogOptions options, ControlDatabase database, TimeProvider time, ILogger logger, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    /// <summary>What is in use now. Whoever evaluates looks again between two batches.</summary>
    public ActiveRules Current => throw new NotSupportedException();

    /// <summary>What could not be honoured beside rules, as <c>path:line: reason</c>: pipelines, folders.</summary>
    public ImmutableArray<string> Problems => throw new NotSupportedException();

    /// <summary>Reads and compiles everything anew and puts it in use, if it can be read at all.</summary>
    public Task<ActiveRules> ReloadAsync(Actor actor, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Every rule and how it is, by title.</summary>
    public ImmutableArray<RuleStatus> List() => throw new NotSupportedException();

    /// <summary>One rule; null when there is none of this id.</summary>
    public RuleStatus? Find(string ruleId) => throw new NotSupportedException();

    /// <summary>Switches a rule on or off.</summary>
    /// <param name="actor">Who does it.</param>
    /// <param name="ruleId">The rule.</param>
    /// <param name="agency">The agency for whose events it is meant; null for the whole city.</param>
    /// <param name="enabled">Whether it is to be on.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<RuleStateChange> SetStateAsync(Actor actor, string ruleId, string? agency, bool enabled, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}
