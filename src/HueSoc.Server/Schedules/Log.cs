namespace HueSoc.Server.Schedules;

internal static partial class Log
{
    [LoggerMessage(EventId = 3101, Level = LogLevel.Information, Message = "Schedule {Schedule} ran: {Outcome}")]
    public static partial void Ran(ILogger logger, string schedule, string outcome);

    [LoggerMessage(EventId = 3102, Level = LogLevel.Error, Message = "Schedule {Schedule} failed")]
    public static partial void Failed(ILogger logger, Exception fault, string schedule);

    [LoggerMessage(EventId = 3103, Level = LogLevel.Information, Message = "Schedule {Schedule} was due at {Due} while the server was down and runs now")]
    public static partial void CaughtUp(ILogger logger, string schedule, DateTimeOffset due);

    [LoggerMessage(EventId = 3104, Level = LogLevel.Error, Message = "The events of {Day} are damaged; what can be saved is being saved")]
    public static partial void DayDamaged(ILogger logger, string day);
}
