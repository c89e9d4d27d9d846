using System.Collections.Immutable;
using System.Text.Json;
using HueSoc.Sigma.Correlations;
using HueSoc.Storage.Control;

namespace HueSoc.Detection.Correlations;

/// <summary>What correlations looked at, on disk. It is read and written within the transaction that goes on.</summary>
internal sealed class CorrelationHistory : ICorrelationHistory
{
    /// <summary>The transaction that goes on.</summary>
    public ControlTransaction? Transaction { get; set; }

    private ControlTransaction Current => Transaction ?? throw new InvalidOperationException("correlations are evaluated outside a transaction");

    /// <inheritdoc/>
    public IEnumerable<CorrelationSignal> Read(string correlationId, string groupKey, DateTimeOffset from, DateTimeOffset to) => Current.Query(
        "SELECT rule_id, time, reference, agency, drill, fields, rule_group, origin FROM correlation_inputs WHERE correlation_id = $1 AND group_key = $2 AND time >= $3 AND time < $4",
        row => new CorrelationSignal
        {
            RuleId = row.GetString(0),
            Time = row.Time(1),
            Reference = row.GetString(2),
            Agency = row.GetString(3),
            Drill = row.GetString(4),
            Values = Values(row.GetString(5)),
            GroupKey = Known(row.GetString(6)),
            Origin = Known(row.GetString(7)),
        },
        correlationId, groupKey, ControlTime.Of(from), ControlTime.Of(to));

    /// <inheritdoc/>
    public IEnumerable<string> Groups(string correlationId, DateTimeOffset from, DateTimeOffset to) => Current.Query(
        "SELECT DISTINCT group_key FROM correlation_inputs WHERE correlation_id = $1 AND time >= $2 AND time < $3",
        row => row.GetString(0), correlationId, ControlTime.Of(from), ControlTime.Of(to));

    /// <summary>Keeps what an evaluation looked at.</summary>
    public void Write(ImmutableArray<CorrelationInput> inputs)
    {
        if (inputs.IsEmpty)
            return;
        using Microsoft.Data.Sqlite.SqliteCommand command = Current.Prepare(
            """
            INSERT OR IGNORE INTO correlation_inputs (correlation_id, group_key, time, reference, rule_id, agency, drill, fields, rule_group, origin)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """,
            10);
        foreach (CorrelationInput input in inputs)
        {
            CorrelationSignal signal = input.Signal;
            command.Run(
                input.CorrelationId, input.GroupKey, ControlTime.Of(signal.Time), signal.Reference, signal.RuleId, signal.Agency, signal.Drill,
                JsonSerializer.Serialize(signal.Values.ToDictionary(field => field.Key, field => field.Value.ToArray())),
                signal.GroupKey ?? string.Empty, signal.Origin ?? string.Empty);
        }
    }

    private static string? Known(string text) => text.Length == 0 ? null : text;

    private static ImmutableDictionary<string, ImmutableArray<string>> Values(string json) =>
        JsonSerializer.Deserialize<Dictionary<string, string[]>>(json)!.ToImmutableDictionary(
            field => field.Key, field => field.Value.ToImmutableArray(), StringComparer.Ordinal);
}
