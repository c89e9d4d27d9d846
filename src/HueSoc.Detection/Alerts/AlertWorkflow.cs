namespace HueSoc.Detection.Alerts;

/// <summary>
/// The life of an alert: new, acknowledged, in progress, closed; forward by any number of steps, back from closed alone, and
/// that with a reason. To be closed it needs a resolution and a reason.
/// </summary>
internal static class AlertWorkflow
{
    private const int LongestReason = 4000;
    private const int LongestName = 128;
    private const int LongestComment = 16_000;
    private const int LongestTag = 64;
    private const int MostTags = 50;

    /// <summary>Applies a change.</summary>
    /// <param name="alert">The alert.</param>
    /// <param name="change">The change.</param>
    /// <param name="now">The time.</param>
    /// <param name="fault">Why not, if not.</param>
    /// <returns>The alert as it would be, its version and change number as they were; null for a change that makes no sense.</returns>
    public static Alert? Apply(Alert alert, AlertChange change, DateTimeOffset now, out string? fault)
    {
        fault = FaultOf(alert, change, now);
        if (fault is not null)
            return null;
        Alert after = alert with
        {
            Tags = [.. alert.Tags.Concat(change.AddTags.Select(tag => tag.Trim())).Except(change.RemoveTags, StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            Contained = change.Contained ?? alert.Contained,
        };
        if (after.Tags.Length > MostTags)
        {
            fault = $"an alert has at most {MostTags} tags";
            return null;
        }

        if (change.Assignee is { } assignee)
        {
            after = after with
            {
                Assignee = assignee.Length == 0 ? null : assignee,
                FirstAssigned = assignee.Length == 0 ? after.FirstAssigned : after.FirstAssigned ?? now,
            };
        }

        return change.State is { } state ? Move(after, state, change, now) : after;
    }

    private static Alert Move(Alert alert, AlertState state, AlertChange change, DateTimeOffset now)
    {
        bool reopens = alert.State == AlertState.Closed;
        return alert with
        {
            State = state,
            // Whoever works on an alert, or closes it, has seen it.
            FirstAcknowledged = alert.FirstAcknowledged ?? (state == AlertState.New ? null : now),
            Resolution = state == AlertState.Closed ? change.Resolution : null,
            Reason = state == AlertState.Closed || reopens ? change.Reason : alert.Reason,
            Closed = state == AlertState.Closed ? now : null,
        };
    }

    private static string? FaultOf(Alert alert, AlertChange change, DateTimeOffset now)
    {
        if (TextFault(change) is { } text)
            return text;
        if (change.Contained > now)
            return "an incident cannot have been contained in the future";
        if (change.State is not { } to)
        {
            return change.Resolution is null && change.Reason is null ? null : "a resolution or a reason belongs to a change of state";
        }

        if (!Enum.IsDefined(to) || (change.Resolution is { } resolution && !Enum.IsDefined(resolution)))
            return "there is no such state or resolution";
        AlertState from = alert.State;
        if (to == AlertState.Closed)
        {
            if (from == AlertState.Closed)
                return "it is closed already; open it again to close it otherwise";
            if (change.Resolution is null || string.IsNullOrWhiteSpace(change.Reason))
                return "to be closed an alert needs a resolution and a reason";
            return null;
        }

        if (change.Resolution is not null)
            return "a resolution belongs to closing";
        if (from == AlertState.Closed)
        {
            if (to == AlertState.New)
                return "a closed alert is opened again as Acknowledged or InProgress, not as New";
            return string.IsNullOrWhiteSpace(change.Reason) ? "to be opened again an alert needs a reason" : null;
        }

        if (to <= from)
            return $"an alert does not move from {from} to {to}";
        return change.Reason is null ? null : "a reason belongs to closing and to opening again; write a comment";
    }

    private static string? TextFault(AlertChange change)
    {
        if (change.Reason?.Length > LongestReason)
            return $"a reason has at most {LongestReason} characters";
        if (change.Assignee?.Length > LongestName)
            return $"a name has at most {LongestName} characters";
        if (change.Comment is { } comment && (string.IsNullOrWhiteSpace(comment) || comment.Length > LongestComment))
            return $"a comment has 1 to {LongestComment} characters";
        return change.AddTags.Any(tag => string.IsNullOrWhiteSpace(tag) || tag.Trim().Length > LongestTag)
            ? $"a tag has 1 to {LongestTag} characters"
            : null;
    }
}
