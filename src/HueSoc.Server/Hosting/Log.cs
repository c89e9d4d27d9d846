namespace HueSoc.Server.Hosting;

internal static partial class Log
{
    [LoggerMessage(EventId = 3001, Level = LogLevel.Error, Message = "{Part} failed and is begun anew")]
    public static partial void PartFailed(ILogger logger, Exception fault, string part);

    [LoggerMessage(EventId = 3002, Level = LogLevel.Error, Message = "{Part} ended by itself and is begun anew")]
    public static partial void PartEnded(ILogger logger, string part);

    [LoggerMessage(EventId = 3003, Level = LogLevel.Information, Message = "HueSoc {Version} started: console {Console}, ingest {Ingest}")]
    public static partial void Started(ILogger logger, string version, string console, string ingest);

    [LoggerMessage(EventId = 3004, Level = LogLevel.Information, Message = "HueSoc stops")]
    public static partial void Stopping(ILogger logger);

    [LoggerMessage(EventId = 3005, Level = LogLevel.Warning, Message = "Could not be honoured: {Problem}")]
    public static partial void StartProblem(ILogger logger, string problem);
}
