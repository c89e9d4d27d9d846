using HueSoc.Storage.Control.Accounts;

namespace HueSoc.Server.Accounts;

/// <summary>An account, without what only the server needs to know.</summary>
#pragma warning disable MA0048 // The views of one resource.
internal sealed record AccountView
{
    /// <summary>The name to sign in with.</summary>
    public required string Name { get; init; }

    /// <summary>The name shown to others.</summary>
    public required string DisplayName { get; init; }

    /// <summary>What they may do.</summary>
    public required AccountRole Role { get; init; }

    /// <summary>The agency they are bound to; empty for the city.</summary>
    public required string Agency { get; init; }

    /// <summary>Whether they may not sign in any more.</summary>
    public required bool Disabled { get; init; }

    /// <summary>Until when no password is taken; null when it is taken.</summary>
    public required DateTimeOffset? LockedUntil { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When they last signed in; null for never.</summary>
    public required DateTimeOffset? LastSignIn { get; init; }

    /// <summary>Its version, for If-Match.</summary>
    public required long Version { get; init; }

    /// <summary>The view of an account.</summary>
    public static AccountView Of(Account account) => new()
    {
        Name = account.Name,
        DisplayName = account.DisplayName,
        Role = account.Role,
        Agency = account.Agency,
        Disabled = account.Disabled,
        LockedUntil = account.LockedUntil,
        Created = account.Created,
        LastSignIn = account.LastSignIn,
        Version = account.Version,
    };
}

/// <summary>An account to be made.</summary>
internal sealed record AccountRequest
{
    /// <summary>The name to sign in with: 2 to 64 ASCII letters, digits and . - _ @.</summary>
    public required string Name { get; init; }

    /// <summary>The name shown to others; left out for the same.</summary>
    public string? DisplayName { get; init; }

    /// <summary>What they may do.</summary>
    public required AccountRole Role { get; init; }

    /// <summary>The agency an agency officer is bound to; left out for every other role.</summary>
    public string? Agency { get; init; }

    /// <summary>The password, 12 to 256 characters.</summary>
    public required string Password { get; init; }
}

/// <summary>What of an account is to be changed. What is left out stays.</summary>
internal sealed record AccountEditRequest
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

/// <summary>Another password.</summary>
internal sealed record PasswordRequest
{
    /// <summary>The password, 12 to 256 characters.</summary>
    public required string Password { get; init; }
}
