using Microsoft.Extensions.Logging;

namespace HueSoc.Detection;

/// <summary>What detection says in the server's log.</summary>
internal static partial class Log
{
    [LoggerMessage(3001, LogLevel.Information, "{Rules} rules and {Correlations} correlations are in use, revision {Revision}")]
    public static partial void RulesLoaded(ILogger logger, int rules, int correlations, string revision);

    [LoggerMessage(3002, LogLevel.Warning, "{Count} rules were refused, the first: {Reason}")]
    public static partial void RulesFailed(ILogger logger, int count, string reason);

    [LoggerMessage(3003, LogLevel.Warning, "{Problem}")]
    public static partial void RuleProblem(ILogger logger, string problem);

    [LoggerMessage(3010, LogLevel.Error, "Evaluation cannot go on and tries again in {Wait}")]
    public static partial void EvaluationStuck(ILogger logger, TimeSpan wait, Exception exception);

    [LoggerMessage(3011, LogLevel.Information, "Evaluation goes on")]
    public static partial void EvaluationGoesOn(ILogger logger);

    [LoggerMessage(3012, LogLevel.Warning, "{Count} events from {First} to {Last} were not in the store any more when their turn came")]
    public static partial void EventsMissing(ILogger logger, long count, long first, long last);

    [LoggerMessage(3020, LogLevel.Error, "The live stream of alerts cannot read the database and tries again")]
    public static partial void FeedStuck(ILogger logger, Exception exception);

    [LoggerMessage(3021, LogLevel.Error, "The events of some alerts cannot be fetched now")]
    public static partial void EvidenceStuck(ILogger logger, Exception exception);

    [LoggerMessage(3030, LogLevel.Error, "Re-run {Id} cannot go on and tries again in {Wait}")]
    public static partial void RerunStuck(ILogger logger, string id, TimeSpan wait, Exception exception);

    [LoggerMessage(3031, LogLevel.Information, "Re-run {Id} ended as {State} after {Events} events: {Signals} new signals, {Alerts} new alerts")]
    public static partial void RerunEnded(ILogger logger, string id, string state, long events, long signals, long alerts);

    [LoggerMessage(3040, LogLevel.Information, "{Count} alerts were raised because agents are silent")]
    public static partial void SilenceRaised(ILogger logger, int count);
}
