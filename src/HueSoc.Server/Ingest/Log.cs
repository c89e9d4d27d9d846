using Microsoft.Extensions.Logging;

namespace HueSoc.Server.Ingest;

internal static partial class Log
{
    [LoggerMessage(2400, LogLevel.Error, "The event store failed on a batch of {Count} events; the client is told to send them again")]
    public static partial void StoreFailed(ILogger logger, Exception exception, int count);

    [LoggerMessage(2401, LogLevel.Error, "A refused document of {Sender} could not be kept as a dead letter")]
    public static partial void DeadLetterFailed(ILogger logger, Exception exception, string sender);

    // Both can come with every request, and the server's log is in the event store too: at a higher level a store that is
    // busy would be kept busy by saying so. They are counted instead.
    [LoggerMessage(2402, LogLevel.Debug, "{Sender} was told to wait {Seconds} s: {Reason}")]
    public static partial void ToldToWait(ILogger logger, string sender, long seconds, string reason);

    [LoggerMessage(2403, LogLevel.Debug, "{Sender} sent a body that is not gzip, though marked so; the connection was closed")]
    public static partial void DamagedBody(ILogger logger, string sender);
}
