using System.Collections.Frozen;
using System.Text;
using HueSoc.Fleet.Configuration;
using HueSoc.Fleet.Json;
using HueSoc.Storage.Control.Audit;
using Microsoft.Data.Sqlite;

namespace HueSoc.Storage.Control.Agents;

/// <summary>What agents are told to do. A configuration is never changed: another one takes its place. Every one, and every one that is refused, is audited.</summary>
/// <param name="database">The database.</param>
/// <param name="audit">The audit log.</param>
/// <param name="time">The clock.</param>
public sealed class AgentConfigurationStore(ControlDatabase database, AuditLog audit, TimeProvider time)
{
    private const string Columns = "target, created, created_by, version, json";
    private const string Newest = $"SELECT {Columns} FROM agent_configurations c WHERE version = (SELECT MAX(version) FROM agent_configurations WHERE target = c.target)";

    private readonly RevisedCopy<FrozenDictionary<string, StoredConfiguration>> copy = new(
        database, "agent_configurations", connection => Read(connection, Newest).ToFrozenDictionary(stored => stored.Target, StringComparer.Ordinal), time);

    /// <summary>The newest configuration of a target; null when there is none. Costs no disk.</summary>
    public StoredConfiguration? Find(string target) => copy.Current.GetValueOrDefault(target);

    /// <summary>What an agent is told to do: by its group, else by its agency, else by the city; null when nobody said anything.</summary>
    public StoredConfiguration? For(string agency, string? group) =>
        (group is null ? null : Find(ConfigurationTargets.OfGroup(group))) ?? Find(ConfigurationTargets.OfAgency(agency)) ?? Find(ConfigurationTargets.Default);

    /// <summary>The newest configuration of each target, by target.</summary>
    /// <param name="limit">How many at most, 1 to 1,000.</param>
    /// <param name="after">Where the page before ended; null for the first.</param>
    public Page<StoredConfiguration> List(int limit, string? after) => database.Read(connection => PageCursor.Page(
        Read(connection, $"{Newest} AND target > $1 ORDER BY target LIMIT {limit + 1}", after ?? ""), limit, stored => stored.Target));

    /// <summary>Sets the configuration of a target.</summary>
    /// <param name="actor">Who does it.</param>
    /// <param name="target">Whom it is for (<see cref="ConfigurationTargets"/>).</param>
    /// <param name="expectedVersion">The version that is to be replaced; null for any.</param>
    /// <param name="json">The configuration. Its version is given here, whatever it says.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<Change<StoredConfiguration>> SetAsync(
        Actor actor, string target, long? expectedVersion, ReadOnlyMemory<byte> json, CancellationToken cancellationToken)
    {
        Reading<AgentConfiguration> reading = ConfigurationReader.Read(json);
        Change<StoredConfiguration> change = await database.WriteAsync(
            transaction =>
            {
                if (ConfigurationTargets.Fault(transaction.Connection, target) is { } fault)
                    return Change<StoredConfiguration>.Invalid(fault);
                string agency = target.StartsWith("agency:", StringComparison.Ordinal) ? target["agency:".Length..] : "";
                if (reading.Value is not { } configuration)
                {
                    audit.Append(transaction, actor, "agent_configuration.refused", Subject(target), AuditDetails.Of(("faults", reading.FaultText)), agency);
                    return Change<StoredConfiguration>.Invalid(reading.FaultText);
                }

                long before = transaction.Connection.Number("SELECT COALESCE(MAX(version), 0) FROM agent_configurations WHERE target = $1", target);
                if (expectedVersion is { } version && version != before)
                    return Change<StoredConfiguration>.Conflict($"the configuration was changed meanwhile: it is at version {before}");
                string text = Encoding.UTF8.GetString(FleetJson.Write(configuration with { Version = 0 }));
                transaction.Execute(
                    "INSERT INTO agent_configurations (target, json, created, created_by) VALUES ($1, $2, $3, $4)", target, text, ControlTime.Of(time.GetUtcNow()), actor.Name);
                StoredConfiguration stored = Read(transaction.Connection, $"SELECT {Columns} FROM agent_configurations WHERE version = last_insert_rowid()")[0];
                audit.Append(
                    transaction, actor, "agent_configuration.set", Subject(target),
                    AuditDetails.Of(("version", stored.Configuration.Version), ("replaces", before), ("configuration", text)), agency);
                return Change<StoredConfiguration>.Done(stored);
            },
            cancellationToken).ConfigureAwait(false);
        copy.Forget();
        return change;
    }

    private static string Subject(string target) => $"agent_configuration:{target}";

    // One that was set by an older program, and is refused by now, is as good as none: it must not leave agents without sources.
    private static List<StoredConfiguration> Read(SqliteConnection connection, string sql, params ReadOnlySpan<object?> values) =>
        [.. connection.Query(sql, Row, values).OfType<StoredConfiguration>()];

    private static StoredConfiguration? Row(SqliteDataReader row) => ConfigurationReader.Read(Encoding.UTF8.GetBytes(row.GetString(4))).Value is { } configuration
        ? new(row.GetString(0), row.Time(1), row.GetString(2), configuration with { Version = row.GetInt64(3) })
        : null;
}
