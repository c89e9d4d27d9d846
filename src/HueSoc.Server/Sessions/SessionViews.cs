using HueSoc.Storage.Control.Accounts;

namespace HueSoc.Server.Sessions;

/// <summary>Who the caller is.</summary>
#pragma warning disable MA0048 // The views of one resource.
internal sealed record SessionView
{
    /// <summary>The account's or the token's name.</summary>
    public required string Name { get; init; }

    /// <summary>The name shown to others.</summary>
    public required string DisplayName { get; init; }

    /// <summary>What they may do.</summary>
    public required AccountRole Role { get; init; }

    /// <summary>The agency they are bound to; empty for the city.</summary>
    public required string Agency { get; init; }

    /// <summary>What unsafe requests of this session have to repeat in X-CSRF-Token; null for a token.</summary>
    public required string? CsrfToken { get; init; }
}

/// <summary>A name and a password.</summary>
internal sealed record SignInRequest
{
    /// <summary>The account's name.</summary>
    public required string Name { get; init; }

    /// <summary>Its password.</summary>
    public required string Password { get; init; }
}

/// <summary>Another password for oneself.</summary>
internal sealed record OwnPasswordRequest
{
    /// <summary>The password as it is.</summary>
    public required string Current { get; init; }

    /// <summary>The password as it is to be: 12 to 256 characters.</summary>
    public required string New { get; init; }
}
