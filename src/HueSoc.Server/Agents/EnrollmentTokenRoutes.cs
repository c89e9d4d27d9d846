using System.ComponentModel;
using HueSoc.Server.Access;
using HueSoc.Server.Json;
using HueSoc.Server.Problems;
using HueSoc.Storage.Control;
using HueSoc.Storage.Control.Agents;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HueSoc.Server.Agents;

/// <summary>The tokens agents are enrolled with.</summary>
internal static class EnrollmentTokenRoutes
{
    private const int LongestHours = 8_760;

    /// <summary>Maps the routes.</summary>
    public static void MapEnrollmentTokens(this IEndpointRouteBuilder agents)
    {
        RouteGroupBuilder tokens = agents.MapGroup("/tokens");
        tokens.MapGet("", List).WithSummary("Lists tokens for enrollment, without their secrets.");
        tokens.MapPost("", AddAsync).WithSummary("Makes a token for enrollment. Its text is shown this once.");
        tokens.MapDelete("/{id}", RevokeAsync).WithSummary("Revokes a token for enrollment. Agents that were enrolled with it stay.");
    }

    private static Results<Ok<PageView<EnrollmentToken>>, ProblemHttpResult> List(Caller caller, EnrollmentTokenStore tokens, [AsParameters] PageRequest page) =>
        page.Read((limit, after) => tokens.List(caller.Scope, limit, after), token => token);

    private static async Task<Results<Created<IssuedEnrollmentToken>, ProblemHttpResult>> AddAsync(
        Caller caller, EnrollmentTokenStore tokens, EnrollmentTokenRequest request, CancellationToken cancellationToken)
    {
        if (request.Hours is < 1 or > LongestHours)
            return Problem.Invalid($"hours has to be 1 to {LongestHours}.");
        TimeSpan? lifetime = request.Hours is { } hours ? TimeSpan.FromHours(hours) : null;
        NewEnrollmentToken token = new(request.Agency ?? "", request.Group, request.Class, lifetime, request.Uses ?? 1);
        Change<IssuedEnrollmentToken> change = await tokens.AddAsync(caller.Actor, token, cancellationToken);
        return change.Value is { } made ? TypedResults.Created($"/api/v1/agents/tokens/{made.Token.Id}", made) : ChangeAnswer.Refusal(change);
    }

    private static async Task<Results<Ok<EnrollmentToken>, ProblemHttpResult>> RevokeAsync(
        Caller caller, EnrollmentTokenStore tokens, [Description("The token's id.")] string id, CancellationToken cancellationToken)
    {
        Change<EnrollmentToken> change = await tokens.RevokeAsync(caller.Actor, caller.Scope, id, cancellationToken);
        return change.Value is { } revoked ? TypedResults.Ok(revoked) : ChangeAnswer.Refusal(change);
    }
}
