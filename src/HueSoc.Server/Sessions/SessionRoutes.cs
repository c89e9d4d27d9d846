using System.Globalization;
using HueSoc.Server.Access;
using HueSoc.Server.Hosting;
using HueSoc.Server.Json;
using HueSoc.Server.Problems;
using HueSoc.Storage.Control;
using HueSoc.Storage.Control.Accounts;
using HueSoc.Storage.Control.Audit;
using HueSoc.Storage.Tenancy;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HueSoc.Server.Sessions;

/// <summary>Signing in and out.</summary>
internal static class SessionRoutes
{
    /// <summary>Maps the routes.</summary>
    public static void MapSession(this IEndpointRouteBuilder api)
    {
        RouteGroupBuilder session = api.MapGroup("/session").WithTags("Session");
        session.MapPost("", BeginAsync).WithSummary("Signs in with name and password; the session is a cookie.").RequireRateLimiting(RateLimits.Logins);
        session.MapGet("", Show).WithSummary("Who the caller is.");
        session.MapDelete("", EndAsync).WithSummary("Signs out.");
        session.MapPut("/password", ChangePasswordAsync).WithSummary("Changes one's own password, and ends one's sessions.").RequireRateLimiting(RateLimits.Logins);
    }

    private static async Task<Results<Ok<SessionView>, ProblemHttpResult>> BeginAsync(
        HttpContext context, AccountStore accounts, TimeProvider time, SignInRequest request, CancellationToken cancellationToken)
    {
        SignIn attempt = await accounts.SignInAsync(request.Name, request.Password, RateLimits.NetworkOf(context), cancellationToken);
        switch (attempt)
        {
            case { Outcome: SignInOutcome.Right, Account: { } account }:
                string antiForgery = await SessionCookie.BeginAsync(context, account, time.GetUtcNow());
                return TypedResults.Ok(ViewOf(account, antiForgery));
            case { Outcome: SignInOutcome.Locked, LockedUntil: { } until }:
                double wait = Math.Max(1, Math.Ceiling((until - time.GetUtcNow()).TotalSeconds));
                context.Response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
                return Problem.Of(StatusCodes.Status429TooManyRequests, "Too many wrong passwords; Retry-After says when one is taken again.");
            default:
                return Problem.Of(StatusCodes.Status401Unauthorized, "Name or password is wrong.");
        }
    }

    private static Ok<SessionView> Show(Caller caller, AccountStore accounts) =>
        caller.Actor.Kind == ActorKind.Account && accounts.Find(AgencyScope.City, caller.Actor.Name) is { } account
            ? TypedResults.Ok(ViewOf(account, caller.AntiForgery))
            : TypedResults.Ok(new SessionView
            {
                Name = caller.Actor.Name,
                DisplayName = caller.Actor.Name,
                Role = caller.Role,
                Agency = caller.Agency,
                CsrfToken = null,
            });

    private static async Task<NoContent> EndAsync(HttpContext context, Caller caller, EndedSessions ended, CancellationToken cancellationToken)
    {
        if (caller.AntiForgery is { } session)
            await ended.AddAsync(session, cancellationToken);
        if (caller.Actor.Kind == ActorKind.Account)
            await context.SignOutAsync(SessionCookie.Scheme);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ChangePasswordAsync(
        HttpContext context, Caller caller, AccountStore accounts, OwnPasswordRequest request, CancellationToken cancellationToken)
    {
        if (caller.Actor.Kind != ActorKind.Account)
            return Problem.Invalid("A token has no password.");
        SignIn attempt = await accounts.SignInAsync(caller.Actor.Name, request.Current, RateLimits.NetworkOf(context), cancellationToken);
        if (attempt.Outcome != SignInOutcome.Right)
            return Problem.Of(StatusCodes.Status403Forbidden, "The password as it is now is not right, or the account is locked.");
        Change<Account> change = await accounts.SetPasswordAsync(caller.Actor, caller.Scope, caller.Actor.Name, request.New, cancellationToken);
        if (!change.IsDone)
            return ChangeAnswer.Refusal(change);
        await context.SignOutAsync(SessionCookie.Scheme);
        return TypedResults.NoContent();
    }

    private static SessionView ViewOf(Account account, string? antiForgery) => new()
    {
        Name = account.Name,
        DisplayName = account.DisplayName,
        Role = account.Role,
        Agency = account.Agency,
        CsrfToken = antiForgery,
    };
}
