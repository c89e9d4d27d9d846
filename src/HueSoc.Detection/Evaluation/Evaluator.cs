namespace HueSoc.Detection.Evaluation;

/// <summary>Follows the store and evaluates every event.</summary>
public sealed class Evaluator
{
    /// <summary>How far it is.</summary>
    public EvaluatorStatus Status => throw new NotSupportedException();

    /// <summary>Evaluates until it is told to end. Failures of store and database are waited out.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
}
