using System.Collections.Immutable;
using System.ComponentModel;
using HueSoc.Detection.Alerts;
using HueSoc.Server.Access;
using HueSoc.Server.Json;
using HueSoc.Server.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace HueSoc.Server.Alerts;

/// <summary>The alert queue.</summary>
internal static class AlertRoutes
{
    private const int MostAtOnce = 500;

    /// <summary>Maps the routes.</summary>
    public static void MapAlerts(this IEndpointRouteBuilder api)
    {
        RouteGroupBuilder alerts = api.MapGroup("/alerts").WithTags("Alerts");
        alerts.MapGet("", List).WithSummary("Lists alerts, the last raised first.");
        alerts.MapGet("/counts", Count).WithSummary("Counts alerts by state and level.");
        alerts.MapGet("/{id}", Find).WithSummary("One alert with evidence, comments and history; its version is the ETag.");
        alerts.MapPatch("/{id}", ChangeAsync).WithSummary("Changes an alert, all of it or nothing. If-Match has to name the version.");
        alerts.MapPost("/bulk", ChangeManyAsync).WithSummary("Changes many alerts, each for itself.");
        alerts.MapPost("/{id}/comments", CommentAsync).WithSummary("Adds a comment to an alert.");
    }

    private static Results<Ok<PageView<Alert>>, ProblemHttpResult> List(
        Caller caller, AlertDesk desk, [AsParameters] PageRequest page, [AsParameters] AlertQuestion question) =>
        question.Read(out AlertFilter filter) is { } problem
            ? problem
            : page.Read((limit, after) => desk.List(caller.Scope, filter, limit, after), alert => alert);

    private static Results<Ok<AlertCountsView>, ProblemHttpResult> Count(Caller caller, AlertDesk desk, [AsParameters] AlertQuestion question)
    {
        if (question.Read(out AlertFilter filter) is { } problem)
            return problem;
        ImmutableArray<AlertCount> counts = desk.Count(caller.Scope, filter);
        return TypedResults.Ok(new AlertCountsView(counts.Sum(count => count.Count), counts));
    }

    private static Results<Ok<AlertDetailsView>, ProblemHttpResult> Find(
        Caller caller, AlertDesk desk, HttpResponse response, [Description("The alert's id.")] string id) =>
        desk.Find(caller.Scope, id) is { } details
            ? ChangeAnswer.Versioned(response, details.Alert.Version, AlertDetailsView.Of(details))
            : Problem.NotFound();

    private static async Task<Results<Ok<Alert>, ProblemHttpResult>> ChangeAsync(
        Caller caller,
        AlertDesk desk,
        HttpResponse response,
        [Description("The alert's id.")] string id,
        AlertChangeRequest change,
        [Description("The version to be changed: the ETag of the alert, or * for whichever there is.")] [FromHeader(Name = "If-Match")] string? ifMatch,
        CancellationToken cancellationToken)
    {
        if (ChangeAnswer.ReadVersion(desk.Find(caller.Scope, id), ifMatch, out long? version) is { } problem)
            return problem;
        AlertUpdate update = await desk.UpdateAsync(caller.Actor, caller.Scope, id, version, change.ToChange(), cancellationToken);
        return Answer(update, response);
    }

    private static async Task<Results<Ok<AlertBulkResponse>, ProblemHttpResult>> ChangeManyAsync(
        Caller caller, AlertDesk desk, AlertBulkRequest request, CancellationToken cancellationToken)
    {
        if (request.Alerts.IsDefault || request.Alerts.Length is 0 or > MostAtOnce)
            return Problem.Invalid($"alerts has to hold 1 to {MostAtOnce} alerts.");
        ImmutableArray<AlertUpdateResult> results =
            await desk.UpdateManyAsync(caller.Actor, caller.Scope, request.Alerts, request.Change.ToChange(), cancellationToken);
        return TypedResults.Ok(new AlertBulkResponse(
            [.. results.Select(result => new AlertBulkItem(result.Id, result.Update.Outcome, result.Update.Alert?.Version, result.Update.Reason))]));
    }

    private static async Task<Results<Ok<Alert>, ProblemHttpResult>> CommentAsync(
        Caller caller,
        AlertDesk desk,
        HttpResponse response,
        [Description("The alert's id.")] string id,
        AlertCommentRequest comment,
        CancellationToken cancellationToken) =>
        string.IsNullOrWhiteSpace(comment.Text)
            ? desk.Find(caller.Scope, id) is null ? Problem.NotFound() : Problem.Invalid("text is empty.")
            : Answer(await desk.UpdateAsync(caller.Actor, caller.Scope, id, expectedVersion: null, new() { Comment = comment.Text }, cancellationToken), response);

    private static Results<Ok<Alert>, ProblemHttpResult> Answer(AlertUpdate update, HttpResponse response)
    {
        switch (update.Outcome)
        {
            case AlertOutcome.Updated when update.Alert is { } alert:
                return ChangeAnswer.Versioned(response, alert.Version, alert);
            case AlertOutcome.Conflict:
                if (update.Alert is { } current)
                    response.Headers.ETag = ChangeAnswer.TagOf(current.Version);
                return Problem.Changed();
            case AlertOutcome.Invalid:
                return Problem.Invalid(update.Reason ?? "The alert cannot be changed like this.");
            default:
                return Problem.NotFound();
        }
    }
}
