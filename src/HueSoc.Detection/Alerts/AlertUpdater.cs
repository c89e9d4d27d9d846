using HueSoc.Storage.Control;
using HueSoc.Storage.Control.Audit;
using HueSoc.Storage.Tenancy;

namespace HueSoc.Detection.Alerts;

/// <summary>Changes one alert in a transaction, and writes down who did what, for the alert and for the audit.</summary>
internal static class AlertUpdater
{
    /// <summary>Changes an alert.</summary>
    public static AlertUpdate Update(
        ControlTransaction transaction, AuditLog audit, Actor actor, AgencyScope scope, AlertReference reference, AlertChange change, DateTimeOffset now)
    {
        if (AlertRows.Find(transaction.Connection, scope, reference.Id) is not { } before)
            return new(AlertOutcome.NotFound, null, "there is no such alert");
        if (reference.Version is { } version && version != before.Version)
            return new(AlertOutcome.Conflict, before, $"it was changed in between: its version is {before.Version}");
        if (AlertWorkflow.Apply(before, change, now, out string? fault) is not { } after)
            return new(AlertOutcome.Invalid, before, fault);
        List<(string Action, string Details)> acts = [.. Acts(before, after, change)];
        if (acts.Count == 0)
            return new(AlertOutcome.Updated, before, null);

        after = after with { Version = before.Version + 1, Change = AlertWriter.LastChange(transaction) + 1, Updated = now };
        Write(transaction, after);
        WriteTags(transaction, before, after);
        if (change.Comment is { } comment)
        {
            transaction.Execute(
                "INSERT INTO alert_comments (number, at, actor, text) VALUES ($1, $2, $3, $4)", before.Number, ControlTime.Of(now), actor.Name, comment);
        }

        foreach ((string action, string details) in acts)
        {
            transaction.Execute(
                "INSERT INTO alert_history (number, at, actor, action, details) VALUES ($1, $2, $3, $4, $5)",
                before.Number, ControlTime.Of(now), actor.Name, action, details);
            audit.Append(transaction, actor, action, $"alert:{before.Id}", details, before.Agency);
        }

        return new(AlertOutcome.Updated, after, null);
    }

    private static IEnumerable<(string Action, string Details)> Acts(Alert before, Alert after, AlertChange change)
    {
        if (after.State != before.State)
        {
            string action = after.State switch
            {
                AlertState.Closed => "alert.closed",
                _ when before.State == AlertState.Closed => "alert.reopened",
                AlertState.Acknowledged => "alert.acknowledged",
                _ => "alert.started",
            };
            yield return (action, AuditDetails.Of(
                ("from", before.State), ("to", after.State), ("resolution", after.Resolution), ("reason", change.Reason)));
        }

        if (after.Assignee != before.Assignee)
            yield return ("alert.assigned", AuditDetails.Of(("from", before.Assignee), ("to", after.Assignee)));
        if (!after.Tags.SequenceEqual(before.Tags, StringComparer.Ordinal))
            yield return ("alert.tagged", AuditDetails.Of(("from", string.Join(", ", before.Tags)), ("to", string.Join(", ", after.Tags))));
        if (after.Contained != before.Contained)
            yield return ("alert.contained", AuditDetails.Of(("at", after.Contained)));
        if (change.Comment is not null)
            yield return ("alert.commented", AuditDetails.Of(("length", change.Comment.Length)));
    }

    private static void Write(ControlTransaction transaction, Alert alert) => transaction.Execute(
        """
        UPDATE alerts SET version = $2, change = $3, updated = $4, state = $5, resolution = $6, reason = $7, assignee = $8, first_ack = $9,
            first_assign = $10, contained = $11, closed = $12
        WHERE number = $1
        """,
        alert.Number, alert.Version, alert.Change, ControlTime.Of(alert.Updated), (int)alert.State, (int?)alert.Resolution, alert.Reason, alert.Assignee,
        Number(alert.FirstAcknowledged), Number(alert.FirstAssigned), Number(alert.Contained), Number(alert.Closed));

    private static long? Number(DateTimeOffset? time) => time is { } known ? ControlTime.Of(known) : null;

    private static void WriteTags(ControlTransaction transaction, Alert before, Alert after)
    {
        foreach (string tag in before.Tags.Except(after.Tags, StringComparer.Ordinal))
            transaction.Execute("DELETE FROM alert_tags WHERE number = $1 AND tag = $2", before.Number, tag);
        foreach (string tag in after.Tags.Except(before.Tags, StringComparer.Ordinal))
            transaction.Execute("INSERT INTO alert_tags (number, tag) VALUES ($1, $2)", before.Number, tag);
    }
}
