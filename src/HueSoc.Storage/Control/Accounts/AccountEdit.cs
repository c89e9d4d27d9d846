namespace HueSoc.Storage.Control.Accounts;

/// <summary>What of an account is to be changed. What is null stays.</summary>
public sealed record AccountEdit
{
    /// <summary>The name shown to others.</summary>
    public string? DisplayName { get; init; }

    /// <summary>What they may do.</summary>
    public AccountRole? Role { get; init; }

    /// <summary>The agency they are bound to; empty for the city.</summary>
    public string? Agency { get; init; }

    /// <summary>Whether they may not sign in any more.</summary>
    public bool? Disabled { get; init; }

    /// <summary>True lifts a lock that wrong passwords brought.</summary>
    public bool? Unlock { get; init; }
}
