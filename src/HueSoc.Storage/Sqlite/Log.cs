using Microsoft.Extensions.Logging;

namespace HueSoc.Storage.Sqlite;

/// <summary>What the embedded store tells the operator.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 3001, Level = LogLevel.Error, Message = "Event file {File} is damaged and out of use until it is repaired")]
    public static partial void FileDamaged(ILogger logger, string file, Exception exception);

    [LoggerMessage(EventId = 3002, Level = LogLevel.Error, Message = "Event file {File} cannot be read")]
    public static partial void FileUnreadable(ILogger logger, string file, Exception exception);

    [LoggerMessage(EventId = 3003, Level = LogLevel.Warning, Message = "Events for {File} could not be written; senders are asked to retry")]
    public static partial void WriteFailed(ILogger logger, string file, Exception exception);

    [LoggerMessage(EventId = 3004, Level = LogLevel.Warning, Message = "Event file {File} was repaired: {Events} events are in place, {Lost} numbers are lost; the damaged file is kept as {Aside}")]
    public static partial void FileRepaired(ILogger logger, string file, long events, long lost, string aside);

    [LoggerMessage(EventId = 3005, Level = LogLevel.Error, Message = "Event file {File} could not be repaired now; it is tried again")]
    public static partial void RepairFailed(ILogger logger, string file, Exception exception);

    [LoggerMessage(EventId = 3006, Level = LogLevel.Information, Message = "Event file {File} was deleted with {Events} events")]
    public static partial void FileDeleted(ILogger logger, string file, long events);

    [LoggerMessage(EventId = 3007, Level = LogLevel.Warning, Message = "Only {Free} bytes are free for events, {Reserve} are to stay free; senders are asked to retry")]
    public static partial void DiskFull(ILogger logger, long free, long reserve);

    [LoggerMessage(EventId = 3008, Level = LogLevel.Error, Message = "The event store's writer met an unexpected fault; senders are asked to retry")]
    public static partial void WriterFault(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 3009, Level = LogLevel.Warning, Message = "The event store was not closed in good order; {Files} files are checked")]
    public static partial void Unclean(ILogger logger, int files);

    [LoggerMessage(EventId = 3010, Level = LogLevel.Information, Message = "Event file {File} was checked and is in order")]
    public static partial void FileSound(ILogger logger, string file);
}
