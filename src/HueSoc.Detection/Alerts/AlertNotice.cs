namespace HueSoc.Detection.Alerts;

/// <summary>What a live stream says.</summary>
#pragma warning disable MA0048 // The notice and its word are one thing.
public enum AlertNoticeKind
{
    /// <summary>An alert was raised.</summary>
    Raised,

    /// <summary>An alert changed.</summary>
    Changed,

    /// <summary>Some notices were left out, since the reader was too slow or had been away for long: it should read the list again.</summary>
    Skipped,
}

/// <summary>One thing a live stream says.</summary>
/// <param name="Kind">What.</param>
/// <param name="Change">Where the stream goes on after this (<see cref="Alert.Change"/>): what a client gives back as Last-Event-ID.</param>
/// <param name="Alert">The alert as it was when this was said; null for <see cref="AlertNoticeKind.Skipped"/>.</param>
/// <param name="Skipped">How many were left out, if any; at least so many when the reader had been away.</param>
public sealed record AlertNotice(AlertNoticeKind Kind, long Change, Alert? Alert, long Skipped);
