namespace HueSoc.Fleet.Configuration;

/// <summary>How several lines become one event: every line that begins one is found by a prefix of characters; the others belong to the one before.</summary>
public sealed record MultilineConfiguration
{
    /// <summary>How a line that begins an event is known.</summary>
    public required MultilineStart Start { get; init; }

    /// <summary>For <see cref="MultilineStart.Prefix"/>: the text it begins with.</summary>
    public string? Prefix { get; init; }

    /// <summary>How many lines an event has at most, 2 to 10,000.</summary>
    public int MaxLines { get; init; } = 500;

    /// <summary>After how many seconds without another line the event is taken to be whole, 1 to 300.</summary>
    public int IdleSeconds { get; init; } = 5;
}
