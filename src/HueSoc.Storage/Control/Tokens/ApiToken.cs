using HueSoc.Storage.Control.Accounts;

namespace HueSoc.Storage.Control.Tokens;

/// <summary>A program that may use the API. Its text is <c>huesoc_ID_SECRET</c>; the secret is kept only as a hash.</summary>
public sealed record ApiToken
{
    /// <summary>Its public name: 16 lower-case hex digits.</summary>
    public required string Id { get; init; }

    /// <summary>What it is for.</summary>
    public required string Name { get; init; }

    /// <summary>What it may do.</summary>
    public required AccountRole Role { get; init; }

    /// <summary>The agency it is bound to; empty for the city.</summary>
    public required string Agency { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>Who made it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>When it stops being taken; null for never.</summary>
    public required DateTimeOffset? Expires { get; init; }

    /// <summary>When it was revoked; null when it was not.</summary>
    public required DateTimeOffset? Revoked { get; init; }

    /// <summary>When it was last used, to within some minutes; null for never.</summary>
    public required DateTimeOffset? LastUsed { get; init; }
}
