namespace HueSoc.Agent.Shipping;

/// <summary>Counts what a shipper does. Written by the shipper, read by any thread.</summary>
internal sealed class ShipperFigures(TimeProvider time)
{
    private readonly Lock _gate = new();
    private long _requests;
    private long _sent;
    private long _delivered;
    private long _conflicts;
    private long _retries;
    private long _deadLetters;
    private long _bytes;
    private DateTimeOffset? _lastSuccess;
    private DateTimeOffset? _lastFailure;
    private string? _lastError;
    private string? _problem;

    /// <summary>A request goes out.</summary>
    public void Request(BulkBody body)
    {
        lock (_gate)
        {
            _requests++;
            _sent += body.Items.Count;
            _bytes += body.Compressed.Length;
        }
    }

    /// <summary>The server has events.</summary>
    public void Deliver(int events, int conflicts)
    {
        lock (_gate)
        {
            _delivered += events;
            _conflicts += conflicts;
            if (events > 0)
                _lastSuccess = time.GetUtcNow();
        }
    }

    /// <summary>Events must be sent again.</summary>
    public void Retry(int events)
    {
        lock (_gate)
            _retries += events;
    }

    /// <summary>An event was refused for good.</summary>
    public void Refuse()
    {
        lock (_gate)
            _deadLetters++;
    }

    /// <summary>A request failed, or a part of it.</summary>
    /// <param name="error">What it was.</param>
    /// <param name="isProblem">Whether it keeps events from being delivered.</param>
    public void Fail(string? error, bool isProblem)
    {
        lock (_gate)
        {
            _lastFailure = time.GetUtcNow();
            _lastError = error;
            if (isProblem)
                _problem = error;
        }
    }

    /// <summary>Nothing keeps events from being delivered.</summary>
    public void Recover()
    {
        lock (_gate)
            _problem = null;
    }

    /// <summary>Everything together.</summary>
    public ShipperStatus Status(Uri address, int waiting, long dropped)
    {
        lock (_gate)
        {
            return new ShipperStatus
            {
                Requests = _requests,
                Sent = _sent,
                Delivered = _delivered,
                Conflicts = _conflicts,
                Retries = _retries,
                DeadLetters = _deadLetters,
                DeadLettersDropped = dropped,
                BytesSent = _bytes,
                Waiting = waiting,
                Address = address,
                LastSuccess = _lastSuccess,
                LastFailure = _lastFailure,
                LastError = _lastError,
                Problem = _problem,
            };
        }
    }
}
