using HueSoc.Storage.Control;

namespace HueSoc.Detection.Rules;

/// <summary>What a batch adds to a rule's health.</summary>
#pragma warning disable MA0048 // The log and its entries are one thing.
internal sealed record RuleHealthChange
{
    public long Matches { get; set; }

    public DateTimeOffset? LastMatch { get; set; }

    public long Errors { get; set; }

    public string? LastError { get; set; }

    /// <summary>In units of 100 ns.</summary>
    public long TimeSpent { get; set; }
}

/// <summary>How rules did so far: on disk, changed in the transaction of the batch, and in memory for those who ask.</summary>
internal sealed class RuleHealthLog
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, RuleHealth> health;
    private readonly Dictionary<string, long> sessionSpent = new(StringComparer.Ordinal);
    private long sessionTotal;

    private RuleHealthLog(Dictionary<string, RuleHealth> health) => this.health = health;

    /// <summary>Reads what is known.</summary>
    public static RuleHealthLog Read(ControlDatabase database) => new(database.Read(connection => connection
        .Query(
            "SELECT rule_id, last_match, matches, errors, last_error, time_spent FROM rule_health",
            row => (Id: row.GetString(0), Health: new RuleHealth
            {
                LastMatch = row.TimeOrNull(1),
                Matches = row.GetInt64(2),
                Errors = row.GetInt64(3),
                LastError = row.TextOrNull(4),
                TimeSpent = TimeSpan.FromTicks(row.GetInt64(5)),
            }))
        .ToDictionary(row => row.Id, row => row.Health, StringComparer.Ordinal)));

    /// <summary>Writes what a batch adds.</summary>
    public static void Write(ControlTransaction transaction, IReadOnlyDictionary<string, RuleHealthChange> changes)
    {
        if (changes.Count == 0)
            return;
        using Microsoft.Data.Sqlite.SqliteCommand command = transaction.Prepare(
            """
            INSERT INTO rule_health (rule_id, last_match, matches, errors, last_error, time_spent) VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (rule_id) DO UPDATE SET last_match = COALESCE(excluded.last_match, last_match), matches = matches + excluded.matches,
                errors = errors + excluded.errors, last_error = COALESCE(excluded.last_error, last_error), time_spent = time_spent + excluded.time_spent
            """,
            6);
        foreach ((string id, RuleHealthChange change) in changes)
        {
            command.Run(
                id, change.LastMatch is { } last ? ControlTime.Of(last) : null, change.Matches, change.Errors, change.LastError, change.TimeSpent);
        }
    }

    /// <summary>Takes what a batch added, when it is on disk.</summary>
    /// <param name="changes">What was written.</param>
    /// <param name="measured">The time of all events of the batch, estimated from those measured, in units of 100 ns.</param>
    public void Add(IReadOnlyDictionary<string, RuleHealthChange> changes, long measured)
    {
        lock (gate)
        {
            sessionTotal += measured;
            foreach ((string id, RuleHealthChange change) in changes)
            {
                RuleHealth before = health.GetValueOrDefault(id) ?? new();
                health[id] = before with
                {
                    LastMatch = change.LastMatch ?? before.LastMatch,
                    Matches = before.Matches + change.Matches,
                    Errors = before.Errors + change.Errors,
                    LastError = change.LastError ?? before.LastError,
                    TimeSpent = before.TimeSpent + TimeSpan.FromTicks(change.TimeSpent),
                };
                sessionSpent[id] = sessionSpent.GetValueOrDefault(id) + change.TimeSpent;
            }
        }
    }

    /// <summary>How a rule did.</summary>
    public RuleHealth Of(string ruleId)
    {
        lock (gate)
        {
            double share = sessionTotal == 0 ? 0 : (double)sessionSpent.GetValueOrDefault(ruleId) / sessionTotal;
            return (health.GetValueOrDefault(ruleId) ?? new()) with { CpuShare = Math.Clamp(share, 0, 1) };
        }
    }
}
