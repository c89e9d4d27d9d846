using System.Security.Claims;
using HueSoc.Server.Sessions;
using HueSoc.Storage.Control.Accounts;
using HueSoc.Storage.Control.Agencies;
using HueSoc.Storage.Control.Audit;
using HueSoc.Storage.Control.Tokens;
using HueSoc.Storage.Tenancy;
using Microsoft.AspNetCore.Authentication;

namespace HueSoc.Server.Access;

/// <summary>
/// Finds out who calls: by an API token, or by the cookie of a session. This is the one place where a caller's scope is made,
/// anew for each request, so that whoever is moved, locked or revoked is so at once.
/// </summary>
/// <param name="accounts">The accounts.</param>
/// <param name="tokens">The API tokens.</param>
/// <param name="agencies">The register of agencies.</param>
/// <param name="ended">The sessions that were signed out of.</param>
internal sealed class CallerFinder(AccountStore accounts, TokenStore tokens, AgencyStore agencies, EndedSessions ended)
{
    private const string Bearer = "Bearer ";
    private const int LongestHeader = 512;

    /// <summary>Who calls; null when nobody that is known.</summary>
    public async ValueTask<Caller?> FindAsync(HttpContext context)
    {
        // A token that is not taken is an error of its program: a cookie must not stand in for it.
        if (HasHeader(context.Request))
            return OfToken(context.Request);
        AuthenticateResult session = await context.AuthenticateAsync(SessionCookie.Scheme);
        return session.Principal is { } principal ? OfSession(principal) : null;
    }

    /// <summary>Whether a caller may go on as before: with the same role, and seeing the same.</summary>
    public ValueTask<bool> IsStillAsync(Caller caller, HttpContext context)
    {
        Caller? now = caller.Actor.Kind == ActorKind.Token ? OfToken(context.Request) : OfAccount(caller.Actor.Name, caller.Stamp, caller.AntiForgery);
        return ValueTask.FromResult(now is not null && now.Role == caller.Role && now.Agency == caller.Agency
            && now.Scope.Codes.SequenceEqual(caller.Scope.Codes));
    }

    /// <summary>Whether a request says who calls.</summary>
    public static bool HasHeader(HttpRequest request) => request.Headers.Authorization.Count > 0;

    private Caller? OfToken(HttpRequest request)
    {
        if (request.Headers.Authorization is not [{ Length: < LongestHeader } header] || !header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            return null;
        return tokens.Authenticate(header[Bearer.Length..].Trim()) is { } token
            ? Of(new(token.Name, ActorKind.Token), token.Role, token.Agency, antiForgery: null, stamp: "")
            : null;
    }

    private Caller? OfSession(ClaimsPrincipal principal) =>
        principal.FindFirstValue(SessionCookie.NameClaim) is { } name && principal.FindFirstValue(SessionCookie.AntiForgeryClaim) is { } antiForgery
            ? OfAccount(name, principal.FindFirstValue(SessionCookie.StampClaim) ?? "", antiForgery)
            : null;

    private Caller? OfAccount(string name, string stamp, string? antiForgery) =>
        (antiForgery is null || !ended.Contains(antiForgery))
        && accounts.Find(AgencyScope.City, name) is { Disabled: false } account && account.SecurityStamp == stamp
            ? Of(new(account.Name, ActorKind.Account), account.Role, account.Agency, antiForgery, stamp)
            : null;

    private Caller Of(Actor actor, AccountRole role, string agency, string? antiForgery, string stamp)
    {
        // An officer without an agency, which no store lets be made, must not come to see the city.
        AgencyScope scope = agency.Length > 0 ? agencies.ScopeOf(agency)
            : role == AccountRole.AgencyOfficer ? AgencyScope.Of(["?"]) : AgencyScope.City;
        return new(actor, role, agency, scope, antiForgery, stamp);
    }
}
