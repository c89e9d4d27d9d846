namespace HueSoc.Events.Normalisers.Windows;

/// <summary>Whether what an event tells of was allowed, as the audit bits of its keywords say.</summary>
internal enum AuditOutcome
{
    /// <summary>They do not say.</summary>
    None,

    /// <summary>It was.</summary>
    Success,

    /// <summary>It was not.</summary>
    Failure,
}
