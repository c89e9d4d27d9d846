using System.Security.Cryptography;
using System.Text;
using HueSoc.Server.Problems;

namespace HueSoc.Server.Access;

/// <summary>
/// The one place where a request is let in or not, by <see cref="AccessTable"/>. It stands between routing and the routes.
/// </summary>
/// <param name="next">What comes behind.</param>
/// <param name="callers">Finds out who calls.</param>
internal sealed class AccessGate(RequestDelegate next, CallerFinder callers)
{
    /// <summary>The header in which unsafe requests repeat the session's anti-forgery value.</summary>
    public const string AntiForgeryHeader = "X-CSRF-Token";

    /// <summary>Lets a request in, or answers it.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint() is not RouteEndpoint endpoint)
        {
            await next(context);
            return;
        }

        string pattern = endpoint.RoutePattern.RawText ?? "";
        if (AccessTable.Find(context.Request.Method, pattern) is not { } rule)
        {
            await ProblemAnswers.WriteAsync(context, StatusCodes.Status403Forbidden, "Nobody may do this.");
            return;
        }

        if (IsFromElsewhere(context.Request))
        {
            await ProblemAnswers.WriteAsync(context, StatusCodes.Status403Forbidden, "The request comes from a page of another origin.");
            return;
        }

        if (rule.Reach != Reach.Public && !IsLocalWatch(context, rule) && await RefusalAsync(context, rule) is { } refusal)
        {
            await ProblemAnswers.WriteAsync(context, refusal.Status, refusal.Detail);
            return;
        }

        await next(context);
    }

    // What scrapes metrics on this machine need not have a token. A proxy's visitors are not on this machine.
    private static bool IsLocalWatch(HttpContext context, AccessRule rule) =>
        rule.OpenToThisMachine
        && !CallerFinder.HasHeader(context.Request)
        && context.Request.Headers["X-Forwarded-For"].Count == 0
        && context.Request.Headers["Forwarded"].Count == 0
        && context.Connection.RemoteIpAddress is { } address
        && System.Net.IPAddress.IsLoopback(address)
        && IsOwnName(context.Request.Host.Host);

    // A browser on this machine whose name server was made to say that a stranger's name is here is not a scraper.
    private static bool IsOwnName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (System.Net.IPAddress.TryParse(host.Trim('[', ']'), out System.Net.IPAddress? named) && System.Net.IPAddress.IsLoopback(named));

    private static bool IsSafe(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method);

    private static bool IsFromElsewhere(HttpRequest request)
    {
        if (IsSafe(request))
            return false;
        if (request.Headers["Sec-Fetch-Site"] is [{ } site] && site is not ("same-origin" or "none"))
            return true;
        return request.Headers.Origin is [{ } origin]
            && (!Uri.TryCreate(origin, UriKind.Absolute, out Uri? from) || !from.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase));
    }

    private async ValueTask<(int Status, string Detail)?> RefusalAsync(HttpContext context, AccessRule rule)
    {
        if (await callers.FindAsync(context) is not { } caller)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer realm=\"HueSoc\"";
            return (StatusCodes.Status401Unauthorized, "Sign in, or send an API token.");
        }

        if (!rule.Roles.Contains(caller.Role) || (rule.Reach == Reach.City && !caller.Scope.IsCity))
            return (StatusCodes.Status403Forbidden, "The role of the caller does not allow this.");
        if (caller.AntiForgery is { } expected && !IsSafe(context.Request) && !Repeats(context.Request, expected))
            return (StatusCodes.Status403Forbidden, $"The header {AntiForgeryHeader} does not hold what GET /api/v1/session says.");
        context.Features.Set(caller);
        return null;
    }

    private static bool Repeats(HttpRequest request, string expected) =>
        request.Headers[AntiForgeryHeader] is [{ } given]
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(expected));
}
