namespace HueSoc.Server.Keys;

internal static partial class Log
{
    [LoggerMessage(EventId = 3701, Level = LogLevel.Warning, Message = "What shipper keys sent could not be written down; it is tried again")]
    public static partial void UseNotWritten(ILogger logger, Exception fault);
}
