namespace HueSoc.Events.Logs;

/// <summary>What is special about how a record was cut out of its source: <c>log.flags</c>.</summary>
[Flags]
public enum LogFlags
{
    /// <summary>Nothing: a line with its end.</summary>
    None = 0,

    /// <summary><c>split</c>: a part of a line that was over the limit.</summary>
    Split = 1,

    /// <summary><c>unfinished</c>: the source ended before the line did.</summary>
    Unfinished = 2,

    /// <summary><c>multiline</c>: it was put together from several lines.</summary>
    Multiline = 4,
}
