using HueSoc.Storage.Control;
using HueSoc.Storage.Tenancy;

namespace HueSoc.Detection.Signals;

/// <summary>The signals.</summary>
/// <param name="database">Where they are.</param>
public sealed class SignalLog(ControlDatabase database)
{
    /// <summary>Lists signals, the last written first.</summary>
    /// <param name="scope">Whose.</param>
    /// <param name="filter">Which.</param>
    /// <param name="limit">How many at most, 1 to 1,000.</param>
    /// <param name="after">Where the page before ended; null for the first.</param>
    /// <exception cref="ArgumentException"><paramref name="after"/> is not a place this list gave out, or the limit is out of range.</exception>
    public Page<Signal> List(AgencyScope scope, SignalFilter filter, int limit, string? after) => throw new NotSupportedException(database.Path);

    /// <summary>Counts signals.</summary>
    public long Count(AgencyScope scope, SignalFilter filter) => throw new NotSupportedException(database.Path);

    /// <summary>One signal; null when there is none of this id, or not in this scope.</summary>
    public Signal? Find(AgencyScope scope, string id) => throw new NotSupportedException(database.Path);
}
