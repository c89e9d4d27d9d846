using System.Collections.Immutable;
using HueSoc.Server.SystemState;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HueSoc.Server.Health;

/// <summary>Whether the process lives, and whether it does what it should: for those who watch it.</summary>
internal static class HealthRoutes
{
    /// <summary>Maps the routes.</summary>
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz", () => TypedResults.Ok(new HealthView("live", []))).WithTags("Health").WithSummary("Whether the process lives.");
        routes.MapGet("/readyz", ReadyAsync).WithTags("Health").WithSummary("Whether the server does what it should.")
            .Produces<HealthView>()
            .Produces<HealthView>(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<JsonHttpResult<HealthView>> ReadyAsync(ServerState state, CancellationToken cancellationToken)
    {
        ImmutableArray<string> problems = await state.ProblemsAsync(cancellationToken);
        return problems.IsEmpty
            ? TypedResults.Json(new HealthView("ready", problems), statusCode: StatusCodes.Status200OK)
            : TypedResults.Json(new HealthView("not_ready", problems), statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}

/// <summary>How the server is.</summary>
/// <param name="Status">live, ready or not_ready.</param>
/// <param name="Problems">What does not work, if anything.</param>
#pragma warning disable MA0048 // What the routes give.
internal sealed record HealthView(string Status, ImmutableArray<string> Problems);
