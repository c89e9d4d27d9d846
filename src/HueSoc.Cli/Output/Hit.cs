using HueSoc.Sigma.Matching;

namespace HueSoc.Cli.Output;

/// <summary>One rule that matched one event, or a correlation that fired with its last event. It points into the event and is gone with it.</summary>
internal readonly ref struct Hit
{
    /// <summary>The rule.</summary>
    public required HitRule Rule { get; init; }

    /// <summary>When the event says it happened, as it says it; empty when it does not.</summary>
    public ReadOnlySpan<byte> Timestamp { get; init; }

    /// <summary>The machine the event is about, as it says it; empty when it does not.</summary>
    public ReadOnlySpan<byte> Host { get; init; }

    /// <summary>The file as it was given.</summary>
    public required string File { get; init; }

    /// <summary>The event's position in the file: the 1-based line for line formats.</summary>
    public required long Record { get; init; }

    /// <summary>What made the rule match; empty for a writer that does not ask for it.</summary>
    public IReadOnlyList<MatchedField> Fields { get; init; }
}
