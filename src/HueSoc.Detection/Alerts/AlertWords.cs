namespace HueSoc.Detection.Alerts;

#pragma warning disable MA0048 // The words of alerts.
/// <summary>What an alert rests on.</summary>
public enum AlertKind
{
    /// <summary>One event.</summary>
    Event,

    /// <summary>A correlation of signals.</summary>
    Correlation,

    /// <summary>An agency's part of a correlation over the whole city: its own events and nothing of the others.</summary>
    Notice,

    /// <summary>The agents themselves: an identity that two may have, or silence. There are no events to it; its group says what it is about.</summary>
    Fleet,
}

/// <summary>Where an alert is in its life.</summary>
public enum AlertState
{
    /// <summary>Nobody has looked at it.</summary>
    New,

    /// <summary>Somebody has seen it.</summary>
    Acknowledged,

    /// <summary>Somebody works on it.</summary>
    InProgress,

    /// <summary>It is done with, for a reason.</summary>
    Closed,
}

/// <summary>What an alert turned out to be.</summary>
public enum AlertResolution
{
    /// <summary>An attack.</summary>
    TruePositive,

    /// <summary>What the rule means, and allowed.</summary>
    BenignTruePositive,

    /// <summary>Not what the rule means.</summary>
    FalsePositive,

    /// <summary>Known by another alert.</summary>
    Duplicate,

    /// <summary>Part of a drill.</summary>
    Drill,
}

/// <summary>What became of a change.</summary>
public enum AlertOutcome
{
    /// <summary>It was made.</summary>
    Updated,

    /// <summary>There is no such alert, as far as the caller may know.</summary>
    NotFound,

    /// <summary>Somebody else changed it in between.</summary>
    Conflict,

    /// <summary>It makes no sense.</summary>
    Invalid,
}
