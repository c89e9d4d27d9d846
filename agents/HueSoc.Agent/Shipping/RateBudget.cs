namespace HueSoc.Agent.Shipping;

/// <summary>Keeps the bytes, or the events, a second on the average below a bound: what is sent is a debt that time pays off. Two seconds' worth may be saved up.</summary>
internal sealed class RateBudget(TimeProvider time)
{
    private const double SavedSeconds = 2;

    private double _balance;
    private long _since = time.GetTimestamp();

    /// <summary>How long to wait before anything may be sent.</summary>
    /// <param name="perSecond">The bound; 0 for none.</param>
    public TimeSpan Wait(long perSecond)
    {
        if (perSecond <= 0)
        {
            _balance = 0;
            return TimeSpan.Zero;
        }

        long now = time.GetTimestamp();
        _balance = Math.Min(_balance + (time.GetElapsedTime(_since, now).TotalSeconds * perSecond), SavedSeconds * perSecond);
        _since = now;
        return _balance >= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(-_balance / perSecond);
    }

    /// <summary>So much was sent.</summary>
    public void Spend(long amount) => _balance -= amount;
}
