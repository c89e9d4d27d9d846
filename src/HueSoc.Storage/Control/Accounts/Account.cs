namespace HueSoc.Storage.Control.Accounts;

/// <summary>A person who may sign in.</summary>
public sealed record Account
{
    /// <summary>The name to sign in with; letters in any case mean the same account.</summary>
    public required string Name { get; init; }

    /// <summary>The name shown to others.</summary>
    public required string DisplayName { get; init; }

    /// <summary>What they may do.</summary>
    public required AccountRole Role { get; init; }

    /// <summary>The agency they are bound to; empty for the city.</summary>
    public required string Agency { get; init; }

    /// <summary>Whether they may not sign in any more.</summary>
    public required bool Disabled { get; init; }

    /// <summary>Random text that changes when open sessions must end: with password, role, agency, and when the account is disabled.</summary>
    public required string SecurityStamp { get; init; }

    /// <summary>Wrong passwords since the last right one.</summary>
    public required int Failures { get; init; }

    /// <summary>Until when no password is taken from networks that are not known to be the holder's; null when it is taken.</summary>
    public required DateTimeOffset? LockedUntil { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When they last signed in; null for never.</summary>
    public required DateTimeOffset? LastSignIn { get; init; }

    /// <summary>Counts the changes made to it by administrators, for <c>If-Match</c>.</summary>
    public required long Version { get; init; }
}
