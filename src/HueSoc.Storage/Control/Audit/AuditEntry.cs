namespace HueSoc.Storage.Control.Audit;

/// <summary>One act, as the audit log holds it.</summary>
public sealed record AuditEntry
{
    /// <summary>Its number: 1, 2, 3 … without a hole.</summary>
    public required long Sequence { get; init; }

    /// <summary>When it was done.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Who did it.</summary>
    public required Actor Actor { get; init; }

    /// <summary>What was done: a dotted name, as in <c>account.created</c>.</summary>
    public required string Action { get; init; }

    /// <summary>What it was done to, as in <c>account:an</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>The agency it concerns; empty for the city alone.</summary>
    public required string Agency { get; init; }

    /// <summary>More about it: one JSON object. It never holds a secret.</summary>
    public required string Details { get; init; }

    /// <summary>The hash over the entry before and this one, 64 lower-case hex digits.</summary>
    public required string Hash { get; init; }
}
