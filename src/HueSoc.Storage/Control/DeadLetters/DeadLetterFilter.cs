namespace HueSoc.Storage.Control.DeadLetters;

/// <summary>Which dead letters are wanted. What is null does not matter.</summary>
public sealed record DeadLetterFilter
{
    /// <summary>Every one.</summary>
    public static DeadLetterFilter All { get; } = new();

    /// <summary>Who sent it.</summary>
    public string? Source { get; init; }

    /// <summary>Text in the reason.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether it was replayed.</summary>
    public bool? Replayed { get; init; }
}
