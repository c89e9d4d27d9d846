using System.ComponentModel;
using HueSoc.Detection.Signals;
using HueSoc.Server.Access;
using HueSoc.Server.Json;
using HueSoc.Server.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HueSoc.Server.Signals;

/// <summary>Questions about signals.</summary>
internal static class SignalRoutes
{
    /// <summary>Maps the routes.</summary>
    public static void MapSignals(this IEndpointRouteBuilder api)
    {
        RouteGroupBuilder signals = api.MapGroup("/signals").WithTags("Signals");
        signals.MapGet("", List).WithSummary("Lists signals, the last written first.");
        signals.MapGet("/{id}", Find).WithSummary("One signal.");
    }

    private static Results<Ok<PageView<SignalView>>, ProblemHttpResult> List(
        Caller caller, SignalLog signals, [AsParameters] PageRequest page, [AsParameters] SignalQuestion question)
    {
        if (question.Read(out SignalFilter filter) is { } problem)
            return problem;
        return page.Read((limit, after) => signals.List(caller.Scope, filter, limit, after), SignalView.Of);
    }

    private static Results<Ok<SignalView>, ProblemHttpResult> Find(Caller caller, SignalLog signals, [Description("The signal's id.")] string id) =>
        signals.Find(caller.Scope, id) is { } signal ? TypedResults.Ok(SignalView.Of(signal)) : Problem.NotFound();
}
