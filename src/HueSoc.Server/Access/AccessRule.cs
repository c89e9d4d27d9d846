using System.Collections.Immutable;
using HueSoc.Storage.Control.Accounts;

namespace HueSoc.Server.Access;

/// <summary>Who may call a route.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Pattern">The route's pattern, as it is mapped.</param>
/// <param name="Reach">How far an answer reaches.</param>
/// <param name="Roles">Who may call it; empty where anybody may.</param>
#pragma warning disable MA0048 // The reach is a word of the rule.
internal sealed record AccessRule(string Method, string Pattern, Reach Reach, ImmutableArray<AccountRole> Roles)
{
    /// <summary>Whether it answers without a session what runs on this machine.</summary>
    public bool OpenToThisMachine { get; init; }
}

/// <summary>How far the answers of a route reach.</summary>
internal enum Reach
{
    /// <summary>It holds nothing that belongs to anybody; no session is needed.</summary>
    Public,

    /// <summary>It is about the caller alone.</summary>
    Own,

    /// <summary>It shows what the caller's scope allows, and nothing else exists in it.</summary>
    Scoped,

    /// <summary>It is about the city as a whole; a caller who is bound to an agency is refused.</summary>
    City,
}
