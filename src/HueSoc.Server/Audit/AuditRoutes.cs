using System.ComponentModel;
using System.Text;
using HueSoc.Server.Access;
using HueSoc.Server.Json;
using HueSoc.Storage.Control.Audit;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HueSoc.Server.Audit;

/// <summary>Who did what.</summary>
internal static class AuditRoutes
{
    /// <summary>Maps the routes.</summary>
    public static void MapAudit(this IEndpointRouteBuilder api)
    {
        RouteGroupBuilder audit = api.MapGroup("/audit").WithTags("Audit");
        audit.MapGet("", List).WithSummary("Lists administrative acts, the newest first.");
        audit.MapGet("/head", (AuditLog log) => TypedResults.Ok(log.Head())).WithSummary("Where the audit chain ends.");
        audit.MapGet("/verification", (AuditLog log) => TypedResults.Ok(log.Verify([]))).WithSummary("Checks the whole audit chain, and says what it could not rule out.");
    }

    private static Results<Ok<PageView<AuditEntryView>>, ProblemHttpResult> List(
        Caller caller,
        AuditLog log,
        [AsParameters] PageRequest page,
        [Description("The action, or the words it begins with: account means all of account.…")] string? action = null,
        [Description("The name of who did it.")] string? actor = null,
        [Description("What it was done to, such as account:an.")] string? subject = null,
        [Description("Done at this time or later.")] DateTimeOffset? from = null,
        [Description("Done before this time.")] DateTimeOffset? to = null)
    {
        AuditFilter filter = new() { Action = action, Actor = actor, Subject = subject, From = from, To = to };
        return page.Read((limit, after) => log.List(caller.Scope, filter, limit, after), AuditEntryView.Of);
    }
}

/// <summary>One act.</summary>
/// <param name="Sequence">Its number: 1, 2, 3 … without a hole.</param>
/// <param name="Time">When it was done.</param>
/// <param name="Actor">Who did it.</param>
/// <param name="Action">What was done.</param>
/// <param name="Subject">What it was done to.</param>
/// <param name="Agency">The agency it concerns; empty for the city alone.</param>
/// <param name="Details">More about it.</param>
/// <param name="Hash">The hash over the entry before and this one.</param>
#pragma warning disable MA0048 // What the route gives.
internal sealed record AuditEntryView(
    long Sequence, DateTimeOffset Time, Actor Actor, string Action, string Subject, string Agency, RawJson Details, string Hash)
{
    /// <summary>The view of an entry.</summary>
    public static AuditEntryView Of(AuditEntry entry) => new(
        entry.Sequence, entry.Time, entry.Actor, entry.Action, entry.Subject, entry.Agency, new(Encoding.UTF8.GetBytes(entry.Details)), entry.Hash);
}
