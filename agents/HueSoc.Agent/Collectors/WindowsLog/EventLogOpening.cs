namespace HueSoc.Agent.Collectors.WindowsLog;

/// <summary>What came of opening a channel: a subscription, an error, or something that has to be told before it is opened again elsewhere.</summary>
internal readonly record struct EventLogOpening
{
    /// <summary>The subscription; null when there is none.</summary>
    public IEventLogSubscription? Subscription { get; init; }

    /// <summary>Why there is none; 0 for no error.</summary>
    public int Error { get; init; }

    /// <summary>What was lost.</summary>
    public EventLogLoss? Loss { get; init; }

    /// <summary>The number of the record that was read last, should it come once more; 0 for none.</summary>
    public long Known { get; init; }
}
