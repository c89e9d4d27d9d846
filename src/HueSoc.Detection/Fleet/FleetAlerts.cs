using System.Collections.Immutable;
using HueSoc.Detection.Alerts;
using HueSoc.Detection.Signals;
using HueSoc.Sigma.Matching;
using HueSoc.Storage.Control;
using HueSoc.Storage.Control.Agents;

namespace HueSoc.Detection.Fleet;

/// <summary>Raises alerts about agents. They are alerts like any other; only that they rest on no events.</summary>
/// <param name="feed">Is told of them.</param>
/// <param name="time">The clock.</param>
public sealed class FleetAlerts(AlertFeed feed, TimeProvider time) : IAgentIncidents
{
    // Where others have the revision of the rule set: these rules change with the program alone.
    private const string Revision = "fleet";

    /// <inheritdoc/>
    public void Raise(ControlTransaction transaction, AgentIncident incident) => Raise(
        transaction, FleetRule.Identity, incident.AgentId, incident.At, incident.Agency, incident.HostName,
        [new("agent.id", incident.AgentId), new("reason", incident.Reason)]);

    /// <inheritdoc/>
    public void Committed() => feed.Wake();

    /// <summary>Raises an alert, if it is not there.</summary>
    /// <param name="transaction">The transaction it is found out in.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="subject">The agent's id, or the agency's code.</param>
    /// <param name="since">When it began: there is one alert for each beginning.</param>
    /// <param name="agency">Whose it is.</param>
    /// <param name="host">The machine; empty for several.</param>
    /// <param name="about">What it is about.</param>
    /// <returns>Whether it was not there.</returns>
    internal bool Raise(
        ControlTransaction transaction, FleetRule rule, string subject, DateTimeOffset since, string agency, string host, ImmutableArray<MatchedField> about)
    {
        DateTimeOffset now = time.GetUtcNow();
        using AlertWriter alerts = new(transaction, Revision, now);
        return alerts.Raise(new AlertToRaise
        {
            Id = SignalId.OfFleet(rule.Id, subject, since),
            Kind = AlertKind.Fleet,
            RuleId = rule.Id,
            Title = rule.Title,
            Level = rule.Level,
            RuleTags = rule.Tags,
            Agency = agency,
            Drill = "",
            Group = about,
            Evidence = new(0, ControlTime.Of(since), ControlTime.Of(now), ControlTime.Of(now), host),
        });
    }
}
