using HueSoc.Detection.Evaluation;
using HueSoc.Server.Ingest;

namespace HueSoc.Server.Hosting;

/// <summary>Tells shippers to wait when the evaluator is behind.</summary>
/// <param name="evaluator">The evaluator.</param>
/// <param name="options">How far it may be behind.</param>
internal sealed class EvaluatorPressure(Evaluator evaluator, ServerOptions options) : IIngestPressure
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public TimeSpan? RetryAfter
    {
        get
        {
            long behind = evaluator.Status.LagEvents;
            return behind <= options.LagLimit
                ? null
                : TimeSpan.FromSeconds(Math.Clamp(5.0 * behind / options.LagLimit, 5, Longest.TotalSeconds));
        }
    }
}
