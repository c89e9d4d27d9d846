namespace HueSoc.Storage.Control.Audit;

/// <summary>Which acts are wanted. What is null does not matter.</summary>
public sealed record AuditFilter
{
    /// <summary>Every act.</summary>
    public static AuditFilter All { get; } = new();

    /// <summary>The action, or the words it begins with: <c>account</c> means all of <c>account.…</c>.</summary>
    public string? Action { get; init; }

    /// <summary>The name of who did it.</summary>
    public string? Actor { get; init; }

    /// <summary>What it was done to.</summary>
    public string? Subject { get; init; }

    /// <summary>Not before this.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before this.</summary>
    public DateTimeOffset? To { get; init; }
}
