using System.Collections.Immutable;

namespace HueSoc.Agent.Shipping;

/// <summary>Which of several addresses is used: the first, when it works; while another is used, the first is tried again every now and then.</summary>
internal sealed class AddressChoice(ImmutableArray<Uri> addresses, TimeSpan preferFirstAfter, TimeProvider time)
{
    private volatile int _used;
    private int _failures;
    private long _leftFirst;

    /// <summary>The one that is used now.</summary>
    public Uri Current => addresses[_used];

    /// <summary>The one for the next request.</summary>
    public Uri Next()
    {
        if (_used != 0 && time.GetElapsedTime(_leftFirst) >= preferFirstAfter)
        {
            _used = 0;
            _failures = 0;
        }

        return Current;
    }

    /// <summary>It worked.</summary>
    public void Succeed() => _failures = 0;

    /// <summary>It did not work: the next is used from now on.</summary>
    /// <returns>Whether all were tried in vain, so that it is time to wait.</returns>
    public bool Fail()
    {
        if (_used == 0)
            _leftFirst = time.GetTimestamp();

        _used = (_used + 1) % addresses.Length;
        _failures = (_failures + 1) % addresses.Length;
        return _failures == 0;
    }
}
