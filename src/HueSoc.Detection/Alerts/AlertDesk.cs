using System.Collections.Immutable;
using HueSoc.Storage.Control;
using HueSoc.Storage.Control.Audit;
using HueSoc.Storage.Tenancy;

namespace HueSoc.Detection.Alerts;

/// <summary>Where alerts are looked at and worked on.</summary>
public sealed class AlertDesk
{
    /// <summary>Lists alerts, the last raised first.</summary>
    /// <param name="scope">Whose.</param>
    /// <param name="filter">Which.</param>
    /// <param name="limit">How many at most, 1 to 1,000.</param>
    /// <param name="after">Where the page before ended; null for the first.</param>
    /// <exception cref="ArgumentException"><paramref name="after"/> is not a place this list gave out, or the limit is out of range.</exception>
    public Page<Alert> List(AgencyScope scope, AlertFilter filter, int limit, string? after) => throw new NotSupportedException();

    /// <summary>Counts alerts by state and level; what has none is left out.</summary>
    public ImmutableArray<AlertCount> Count(AgencyScope scope, AlertFilter filter) => throw new NotSupportedException();

    /// <summary>One alert with evidence, comments and history; null when there is none of this id, or not in this scope.</summary>
    public AlertDetails? Find(AgencyScope scope, string id) => throw new NotSupportedException();

    /// <summary>Changes an alert, all of it or nothing.</summary>
    /// <param name="actor">Who does it.</param>
    /// <param name="scope">Whose alerts the actor may see.</param>
    /// <param name="id">The alert.</param>
    /// <param name="expectedVersion">The version the actor has seen; null to change whichever there is.</param>
    /// <param name="change">What is to be changed.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<AlertUpdate> UpdateAsync(
        Actor actor, AgencyScope scope, string id, long? expectedVersion, AlertChange change, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    /// <summary>Changes many alerts, each for itself.</summary>
    /// <returns>One answer for each, in the same order.</returns>
    public Task<ImmutableArray<AlertUpdateResult>> UpdateManyAsync(
        Actor actor, AgencyScope scope, ImmutableArray<AlertReference> alerts, AlertChange change, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}
