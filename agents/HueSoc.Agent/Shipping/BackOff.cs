namespace HueSoc.Agent.Shipping;

/// <summary>How long is waited after failures: a random time below a bound that doubles ("full jitter"), so that agents do not come back all at once.</summary>
internal sealed class BackOff(BackOffOptions options, Random random)
{
    private const int MostDoublings = 30;

    private int _failures;

    /// <summary>Something arrived: the next wait is short again.</summary>
    public void Reset() => _failures = 0;

    /// <summary>The wait after another failure.</summary>
    public TimeSpan Next(bool isSlow) => For(_failures++, isSlow);

    /// <summary>The wait after so many failures.</summary>
    /// <param name="failures">How many there were before this one.</param>
    /// <param name="isSlow">Whether quick tries do not help.</param>
    public TimeSpan For(int failures, bool isSlow)
    {
        TimeSpan most = isSlow ? options.SlowMost : options.Most;
        double bound = options.First.TotalSeconds * Math.Pow(2, Math.Min(failures, MostDoublings));
        if (!isSlow)
            return Math.Min(bound, most.TotalSeconds) * random.NextDouble() * TimeSpan.FromSeconds(1);

        TimeSpan least = options.SlowLeast;
        double above = Math.Min(least.TotalSeconds * Math.Pow(2, Math.Min(failures, MostDoublings)), (most - least).TotalSeconds);
        return least + (above * random.NextDouble() * TimeSpan.FromSeconds(1));
    }
}
