namespace HueSoc.Storage.Control.DeadLetters;

/// <summary>Something that was refused for good, to be kept.</summary>
#pragma warning disable MA0048 // What goes in and what comes out are one thing.
public sealed record NewDeadLetter
{
    /// <summary>Who sent it: <c>key:NAME</c>, <c>agent:ID</c>, <c>huesoc</c>.</summary>
    public required string Source { get; init; }

    /// <summary>The agency it would have belonged to; empty for the city alone.</summary>
    public required string Agency { get; init; }

    /// <summary>Why it was refused, in words.</summary>
    public required string Reason { get; init; }

    /// <summary>The id it came with; empty for none.</summary>
    public string Item { get; init; } = string.Empty;

    /// <summary>The index it was sent to; empty for none.</summary>
    public string Dataset { get; init; } = string.Empty;

    /// <summary>Its bytes, as they came.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }
}

/// <summary>Something that was refused for good.</summary>
public sealed record DeadLetter
{
    /// <summary>Its number; numbers rise and are not given twice.</summary>
    public required long Number { get; init; }

    /// <summary>When it was refused first.</summary>
    public required DateTimeOffset First { get; init; }

    /// <summary>When it was refused last.</summary>
    public required DateTimeOffset Last { get; init; }

    /// <summary>How often the same bytes came.</summary>
    public required long Times { get; init; }

    /// <summary>Who sent it.</summary>
    public required string Source { get; init; }

    /// <summary>The agency it would have belonged to.</summary>
    public required string Agency { get; init; }

    /// <summary>Why it was refused the last time.</summary>
    public required string Reason { get; init; }

    /// <summary>The id it came with.</summary>
    public required string Item { get; init; }

    /// <summary>The index it was sent to.</summary>
    public required string Dataset { get; init; }

    /// <summary>How many bytes it had.</summary>
    public required long Length { get; init; }

    /// <summary>Its bytes; the first of them if it <see cref="IsCut"/>; empty in a list.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Whether it was too long to be kept whole, so that it cannot be replayed.</summary>
    public required bool IsCut { get; init; }

    /// <summary>When it was replayed; null when it was not.</summary>
    public required DateTimeOffset? Replayed { get; init; }
}
