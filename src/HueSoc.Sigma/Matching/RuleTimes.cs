namespace HueSoc.Sigma.Matching;

/// <summary>
/// What evaluating cost, rule by rule, for the events that were measured. What rules share, such as walking the event and
/// looking for the literals of all of them at once, is in <see cref="Total"/> alone. Not safe for several threads.
/// </summary>
/// <param name="rules">How many rules the engine has.</param>
public sealed class RuleTimes(int rules)
{
    private readonly long[] spent = new long[rules];

    /// <summary>The time of each rule, by its index, in units of <see cref="System.Diagnostics.Stopwatch.Frequency"/>.</summary>
    public ReadOnlySpan<long> Spent => spent;

    /// <summary>The time of all measured events, in the same units.</summary>
    public long Total { get; private set; }

    /// <summary>How many events were measured.</summary>
    public long Events { get; private set; }

    internal void Add(int rule, long elapsed) => spent[rule] += elapsed;

    internal void AddEvent(long elapsed)
    {
        Total += elapsed;
        Events++;
    }
}
