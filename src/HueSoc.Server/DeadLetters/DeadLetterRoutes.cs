using System.ComponentModel;
using HueSoc.Server.Access;
using HueSoc.Server.Ingest;
using HueSoc.Server.Json;
using HueSoc.Server.Problems;
using HueSoc.Storage.Control.DeadLetters;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HueSoc.Server.DeadLetters;

/// <summary>What was refused for good, and another try with it.</summary>
internal static class DeadLetterRoutes
{
    private const string KeySource = "key:";
    private const string AgentSource = "agent:";

    /// <summary>Maps the routes.</summary>
    public static void MapDeadLetters(this IEndpointRouteBuilder api)
    {
        RouteGroupBuilder letters = api.MapGroup("/dead-letters").WithTags("Dead letters");
        letters.MapGet("", List).WithSummary("Lists what was refused for good, the last first.");
        letters.MapGet("/count", (Caller caller, DeadLetterStore store) => TypedResults.Ok(store.Count(caller.Scope))).WithSummary("Counts it.");
        letters.MapGet("/{id}", Find).WithSummary("One refused document, with its bytes.");
        letters.MapPost("/{id}/replay", ReplayAsync).WithSummary("Sends it through ingest again, after what was wrong has been mended.");
        letters.MapDelete("/{id}", RemoveAsync).WithSummary("Throws it away.");
    }

    private static Results<Ok<PageView<DeadLetterView>>, ProblemHttpResult> List(
        Caller caller,
        DeadLetterStore store,
        [AsParameters] PageRequest page,
        [Description("From this sender.")] string? source = null,
        [Description("With this text in the reason.")] string? reason = null,
        [Description("Only those that were replayed, or were not.")] bool? replayed = null)
    {
        DeadLetterFilter filter = new() { Source = source, Reason = reason, Replayed = replayed };
        return page.Read((limit, after) => store.List(caller.Scope, filter, limit, after), DeadLetterView.Of);
    }

    private static Results<Ok<DeadLetterView>, ProblemHttpResult> Find(Caller caller, DeadLetterStore store, [Description("Its number.")] long id) =>
        store.Find(caller.Scope, id) is { } letter ? TypedResults.Ok(DeadLetterView.Whole(letter)) : Problem.NotFound();

    private static async Task<Results<Ok<ReplayView>, ProblemHttpResult>> ReplayAsync(
        Caller caller, DeadLetterStore store, IngestPipeline ingest, [Description("Its number.")] long id, CancellationToken cancellationToken)
    {
        if (store.Find(caller.Scope, id) is not { } letter)
            return Problem.NotFound();
        if (letter.IsCut)
            return Problem.Conflict("It was too long to be kept whole.");
        IngestSender sender = new()
        {
            Sender = letter.Source,
            Agency = letter.Agency,
            KeyName = Behind(letter.Source, KeySource),
            AgentId = Behind(letter.Source, AgentSource),
        };
        IngestDocument document = new(letter.Body, letter.Item.Length > 0 ? letter.Item : null, letter.Dataset.Length > 0 ? letter.Dataset : null);
        IngestResult[] results = await ingest.AppendAsync(sender, [document], cancellationToken);
        if (results[0].Outcome is IngestOutcome.Stored or IngestOutcome.Duplicate)
            await store.MarkReplayedAsync(caller.Actor, caller.Scope, id, cancellationToken);
        return TypedResults.Ok(new ReplayView(results[0].Outcome, results[0].Reason));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(
        Caller caller, DeadLetterStore store, [Description("Its number.")] long id, CancellationToken cancellationToken) =>
        await store.RemoveAsync(caller.Actor, caller.Scope, id, cancellationToken) ? TypedResults.NoContent() : Problem.NotFound();

    private static string? Behind(string source, string prefix) =>
        source.StartsWith(prefix, StringComparison.Ordinal) ? source[prefix.Length..] : null;
}
