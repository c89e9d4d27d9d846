using System.ComponentModel;
using HueSoc.Server.Access;
using HueSoc.Server.Json;
using HueSoc.Server.Problems;
using HueSoc.Storage.Control;
using HueSoc.Storage.Control.Accounts;
using HueSoc.Storage.Control.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HueSoc.Server.Tokens;

/// <summary>The programs that may use the API.</summary>
internal static class TokenRoutes
{
    private const int LongestDays = 3_650;

    /// <summary>Maps the routes.</summary>
    public static void MapTokens(this IEndpointRouteBuilder api)
    {
        RouteGroupBuilder tokens = api.MapGroup("/tokens").WithTags("Tokens");
        tokens.MapGet("", List).WithSummary("Lists API tokens, without their secrets.");
        tokens.MapPost("", AddAsync).WithSummary("Makes an API token. Its text is shown this once.");
        tokens.MapGet("/{id}", Find).WithSummary("One API token.");
        tokens.MapDelete("/{id}", RevokeAsync).WithSummary("Revokes an API token.");
    }

    private static Results<Ok<PageView<ApiToken>>, ProblemHttpResult> List(Caller caller, TokenStore tokens, [AsParameters] PageRequest page) =>
        page.Read((limit, after) => tokens.List(caller.Scope, limit, after), token => token);

    private static async Task<Results<Created<IssuedToken>, ProblemHttpResult>> AddAsync(
        Caller caller, TokenStore tokens, TokenRequest request, CancellationToken cancellationToken)
    {
        if (request.Days is < 1 or > LongestDays)
            return Problem.Invalid($"days has to be 1 to {LongestDays}.");
        TimeSpan? lifetime = request.Days is { } days ? TimeSpan.FromDays(days) : null;
        Change<IssuedToken> change = await tokens.AddAsync(caller.Actor, new(request.Name, request.Role, request.Agency ?? "", lifetime), cancellationToken);
        return change.Value is { } made ? TypedResults.Created($"/api/v1/tokens/{made.Token.Id}", made) : ChangeAnswer.Refusal(change);
    }

    private static Results<Ok<ApiToken>, ProblemHttpResult> Find(Caller caller, TokenStore tokens, [Description("The token's id.")] string id) =>
        tokens.Find(caller.Scope, id) is { } token ? TypedResults.Ok(token) : Problem.NotFound();

    private static async Task<Results<Ok<ApiToken>, ProblemHttpResult>> RevokeAsync(
        Caller caller, TokenStore tokens, [Description("The token's id.")] string id, CancellationToken cancellationToken)
    {
        Change<ApiToken> change = await tokens.RevokeAsync(caller.Actor, caller.Scope, id, cancellationToken);
        return change.Value is { } revoked ? TypedResults.Ok(revoked) : ChangeAnswer.Refusal(change);
    }
}

/// <summary>An API token to be made.</summary>
#pragma warning disable MA0048 // What the route takes.
internal sealed record TokenRequest
{
    /// <summary>What it is for, 1 to 128 characters.</summary>
    public required string Name { get; init; }

    /// <summary>What it may do.</summary>
    public required AccountRole Role { get; init; }

    /// <summary>The agency it is bound to; left out for the city.</summary>
    public string? Agency { get; init; }

    /// <summary>For how many days it is taken, 1 to 3,650; left out for ever.</summary>
    public int? Days { get; init; }
}
