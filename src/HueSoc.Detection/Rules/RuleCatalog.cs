using System.Collections.Immutable;
using System.Text.Json;
using HueSoc.Storage.Control;
using HueSoc.Storage.Control.Audit;
using Microsoft.Extensions.Logging;

namespace HueSoc.Detection.Rules;

/// <summary>The rules: loaded, compiled, switched on and off, and how they do. Safe for several threads.</summary>
public sealed class RuleCatalog : IDisposable
{
    private readonly RuleCatalogOptions options;
    private readonly ControlDatabase database;
    private readonly AuditLog audit;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly SemaphoreSlim changing = new(1, 1);
    private volatile Snapshot snapshot;

    private RuleCatalog(
        RuleCatalogOptions options, ControlDatabase database, AuditLog audit, TimeProvider time, ILogger logger, RuleLibrary library)
    {
        this.options = options;
        this.database = database;
        this.audit = audit;
        this.time = time;
        this.logger = logger;
        Health = RuleHealthLog.Read(database);
        snapshot = new(library, RuleStates.Read(database));
    }

    /// <summary>What is in use now. Whoever evaluates looks again between two batches.</summary>
    public ActiveRules Current => snapshot.Active;

    /// <summary>What is wrong beside rules, as <c>path:line: reason</c>: pipelines that were refused, filters that fit nothing.</summary>
    public ImmutableArray<string> Problems => snapshot.Library.Problems;

    /// <summary>How the rules do.</summary>
    internal RuleHealthLog Health { get; }

    /// <summary>Reads and compiles the rules, and makes the catalog. A rule that is refused is in <see cref="List"/> and stops nothing.</summary>
    public static async Task<RuleCatalog> LoadAsync(
        RuleCatalogOptions options, ControlDatabase database, AuditLog audit, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        RuleLibrary library = await Task.Run(() => RuleLibrary.Read(options, cancellationToken), cancellationToken);
        RuleCatalog catalog = new(options, database, audit, time, logger, library);
        await database.WriteAsync(transaction => catalog.Remember(transaction, library), cancellationToken);
        catalog.Say(library);
        return catalog;
    }

    /// <summary>Reads and compiles everything anew and puts it in use. Evaluation goes on with the old rules until then.</summary>
    /// <param name="actor">Who asks for it.</param>
    /// <param name="cancellationToken">Ends it; then the old rules stay.</param>
    /// <returns>What is in use now.</returns>
    public async Task<ActiveRules> ReloadAsync(Actor actor, CancellationToken cancellationToken)
    {
        await changing.WaitAsync(cancellationToken);
        try
        {
            RuleLibrary library = await Task.Run(() => RuleLibrary.Read(options, cancellationToken), cancellationToken);
            string before = snapshot.Active.Revision;
            await database.WriteAsync(
                transaction =>
                {
                    audit.Append(
                        transaction, actor, "rules.reloaded", "rules", JsonSerializer.Serialize(new { before, after = library.Revision }));
                    return Remember(transaction, library);
                },
                cancellationToken);
            snapshot = new(library, RuleStates.Read(database));
            Say(library);
            return Current;
        }
        finally
        {
            changing.Release();
        }
    }

    /// <summary>Every rule and how it is, by title and id.</summary>
    public ImmutableArray<RuleStatus> List()
    {
        Snapshot now = snapshot;
        return [.. now.Library.Rules.Select(rule => Complete(rule, now)).OrderBy(rule => rule.Title, StringComparer.Ordinal).ThenBy(rule => rule.Id, StringComparer.Ordinal)];
    }

    /// <summary>One rule; null when there is none of this id.</summary>
    public RuleStatus? Find(string ruleId)
    {
        Snapshot now = snapshot;
        return now.ById.TryGetValue(ruleId, out RuleStatus? rule) ? Complete(rule, now) : null;
    }

    /// <summary>Switches a rule on or off. The evaluator follows before its next batch.</summary>
    /// <param name="actor">Who does it.</param>
    /// <param name="ruleId">The rule.</param>
    /// <param name="agency">The agency for whose events it is meant; null for the whole city. What is off for the city is off for each agency.</param>
    /// <param name="enabled">Whether it is to be on.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<RuleStateChange> SetStateAsync(Actor actor, string ruleId, string? agency, bool enabled, CancellationToken cancellationToken)
    {
        await changing.WaitAsync(cancellationToken);
        try
        {
            if (Find(ruleId) is null)
                return new(RuleStateOutcome.NotFound, null);
            string code = agency ?? string.Empty;
            await database.WriteAsync(
                transaction =>
                {
                    RuleStates.Write(transaction, actor, ruleId, code, enabled, time.GetUtcNow());
                    audit.Append(
                        transaction, actor, enabled ? "rule.enabled" : "rule.disabled", $"rule:{ruleId}", JsonSerializer.Serialize(new { agency }), code);
                    return true;
                },
                cancellationToken);
            snapshot = new(snapshot.Library, RuleStates.Read(database));
            return new(RuleStateOutcome.Done, Find(ruleId));
        }
        finally
        {
            changing.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => changing.Dispose();

    private RuleStatus Complete(RuleStatus rule, Snapshot now) => rule with
    {
        CityEnabled = !now.Active.States.IsOff(rule.Id),
        DisabledFor = now.Active.States.AgenciesWithout(rule.Id),
        Health = Health.Of(rule.Id),
    };

    private bool Remember(ControlTransaction transaction, RuleLibrary library)
    {
        using Microsoft.Data.Sqlite.SqliteCommand command = transaction.Prepare(
            """
            INSERT INTO known_rules (rule_id, title, level, tags, correlation) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (rule_id) DO UPDATE SET title = excluded.title, level = excluded.level, tags = excluded.tags, correlation = excluded.correlation
            """,
            5);
        foreach (RuleStatus rule in library.Rules.Where(rule => rule.Title.Length > 0))
            command.Run(rule.Id, rule.Title, (int)rule.Level, DetectionSql.Texts(rule.Tags), rule.Kind == RuleKind.Correlation ? 1 : 0);
        transaction.Execute(
            "INSERT OR IGNORE INTO rule_revisions (revision, first, rules, engine) VALUES ($1, $2, $3, $4)",
            library.Revision, ControlTime.Of(time.GetUtcNow()), library.Engine.Rules.Length, RuleRevision.Engine);
        return true;
    }

    private void Say(RuleLibrary library)
    {
        Log.RulesLoaded(logger, library.Engine.Rules.Length, library.Correlations.Rules.Length, library.Revision);
        int failed = library.Rules.Count(rule => rule.Status == RuleStanding.Failed);
        if (failed > 0)
            Log.RulesFailed(logger, failed, library.Rules.First(rule => rule.Status == RuleStanding.Failed).Reason!);
        foreach (string problem in library.Problems)
            Log.RuleProblem(logger, problem);
    }

    private sealed class Snapshot
    {
        public Snapshot(RuleLibrary library, RuleStates states)
        {
            Library = library;
            Active = new()
            {
                Revision = library.Revision,
                Engine = library.Engine,
                Correlations = library.Correlations,
                States = states,
                Failed = [.. library.Rules.Where(rule => rule.Status == RuleStanding.Failed).Select(rule => rule.Id).Distinct(StringComparer.Ordinal)],
            };
            foreach (RuleStatus rule in library.Rules)
                ById.TryAdd(rule.Id, rule);
        }

        public RuleLibrary Library { get; }

        public ActiveRules Active { get; }

        public Dictionary<string, RuleStatus> ById { get; } = new(StringComparer.Ordinal);
    }
}
