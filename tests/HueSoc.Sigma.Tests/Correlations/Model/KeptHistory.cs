using HueSoc.Sigma.Correlations;

namespace HueSoc.Sigma.Tests.Correlations.Model;

/// <summary>A history in memory: what a database would keep.</summary>
internal sealed class KeptHistory : ICorrelationHistory
{
    private readonly Dictionary<(string, string, string, string, string?), CorrelationInput> rows = [];

    /// <summary>Keeps rows; one that is there stays as it is.</summary>
    public void Keep(IEnumerable<CorrelationInput> inputs)
    {
        foreach (CorrelationInput input in inputs)
            rows.TryAdd((input.CorrelationId, input.GroupKey, input.Signal.RuleId, input.Signal.Reference, input.Signal.Origin), input);
    }

    public IEnumerable<CorrelationSignal> Read(string correlationId, string groupKey, DateTimeOffset from, DateTimeOffset to) =>
        rows.Values.Where(r => r.CorrelationId == correlationId && r.GroupKey == groupKey && r.Signal.Time >= from && r.Signal.Time < to).Select(r => r.Signal);

    public IEnumerable<string> Groups(string correlationId, DateTimeOffset from, DateTimeOffset to) =>
        rows.Values.Where(r => r.CorrelationId == correlationId && r.Signal.Time >= from && r.Signal.Time < to).Select(r => r.GroupKey).Distinct();
}
