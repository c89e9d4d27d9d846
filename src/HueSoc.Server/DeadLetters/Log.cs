namespace HueSoc.Server.DeadLetters;

internal static partial class Log
{
    [LoggerMessage(EventId = 3201, Level = LogLevel.Error, Message = "{Count} refused documents could not be kept as dead letters")]
    public static partial void NotKept(ILogger logger, Exception fault, int count);
}
