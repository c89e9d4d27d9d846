namespace HueSoc.Events.Logs;

/// <summary>What a record is.</summary>
public enum RecordOutcome
{
    /// <summary>An event of the format.</summary>
    Event,

    /// <summary>Not of the format: it is an event all the same, with its text as <c>message</c>. The draft was not changed.</summary>
    Unknown,

    /// <summary>A line about the file itself (W3C's <c>#Fields</c>), or an empty one: no event.</summary>
    Directive,
}
