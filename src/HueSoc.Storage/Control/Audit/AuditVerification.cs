using System.Collections.Immutable;

namespace HueSoc.Storage.Control.Audit;

/// <summary>What a check of the audit chain found, and what it could not rule out.</summary>
#pragma warning disable MA0048 // The answer and its faults are one thing.
public sealed record AuditVerification
{
    /// <summary>Which chain it is.</summary>
    public required string Chain { get; init; }

    /// <summary>How many entries were read.</summary>
    public required long Entries { get; init; }

    /// <summary>Where the chain ends.</summary>
    public required AuditHead Head { get; init; }

    /// <summary>What is wrong, at most 100.</summary>
    public required ImmutableArray<AuditFault> Faults { get; init; }

    /// <summary>How many more faults there are than are given.</summary>
    public required long MoreFaults { get; init; }

    /// <summary>The last place known from outside that the chain still passes; null for none.</summary>
    public required AuditHead? Confirmed { get; init; }

    /// <summary>What this check cannot rule out, in whole sentences.</summary>
    public required ImmutableArray<string> NotRuledOut { get; init; }

    /// <summary>Whether nothing is wrong.</summary>
    public bool IsSound => Faults.IsEmpty;
}

/// <summary>What is wrong with a place of the chain.</summary>
/// <param name="Kind">What.</param>
/// <param name="Sequence">The number of the entry it shows at.</param>
/// <param name="Message">In words.</param>
public readonly record struct AuditFault(AuditFaultKind Kind, long Sequence, string Message);

/// <summary>What can be wrong with the chain.</summary>
public enum AuditFaultKind
{
    /// <summary>An entry is not what was chained: it, or what stands before it, was changed, put in or moved.</summary>
    Broken,

    /// <summary>Entries are missing between two.</summary>
    Missing,

    /// <summary>The end is missing: the chain was longer.</summary>
    Truncated,

    /// <summary>The chain does not pass a place where it is known to have been: it was rewritten.</summary>
    Rewritten,

    /// <summary>A known place belongs to another chain, so it proves nothing here; or the database was put in another's place.</summary>
    OtherChain,
}
