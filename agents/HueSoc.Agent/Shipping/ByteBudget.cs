namespace HueSoc.Agent.Shipping;

/// <summary>Keeps the bytes a second on the average below a bound: what is sent is a debt that time pays off. Two seconds' worth may be saved up.</summary>
internal sealed class ByteBudget(TimeProvider time)
{
    private const double SavedSeconds = 2;

    private double _balance;
    private long _since = time.GetTimestamp();

    /// <summary>How long to wait before anything may be sent.</summary>
    /// <param name="bytesPerSecond">The bound; 0 for none.</param>
    public TimeSpan Wait(long bytesPerSecond)
    {
        if (bytesPerSecond <= 0)
        {
            _balance = 0;
            return TimeSpan.Zero;
        }

        long now = time.GetTimestamp();
        _balance = Math.Min(_balance + (time.GetElapsedTime(_since, now).TotalSeconds * bytesPerSecond), SavedSeconds * bytesPerSecond);
        _since = now;
        return _balance >= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(-_balance / bytesPerSecond);
    }

    /// <summary>Bytes were sent.</summary>
    public void Spend(long bytes) => _balance -= bytes;
}
