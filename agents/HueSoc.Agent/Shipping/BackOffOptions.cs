namespace HueSoc.Agent.Shipping;

/// <summary>How long is waited after failures.</summary>
internal sealed record BackOffOptions
{
    /// <summary>The upper bound of the first wait; each further failure doubles it.</summary>
    public TimeSpan First { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The largest upper bound.</summary>
    public TimeSpan Most { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The shortest wait after what quick tries do not help: a refused key, a full disk of the server.</summary>
    public TimeSpan SlowLeast { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The largest wait after that.</summary>
    public TimeSpan SlowMost { get; init; } = TimeSpan.FromMinutes(5);
}
