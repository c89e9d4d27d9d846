using System.Collections.Immutable;
using System.ComponentModel;
using HueSoc.Detection.Rules;
using HueSoc.Server.Access;
using HueSoc.Server.Json;
using HueSoc.Server.Problems;
using HueSoc.Storage.Control.Agencies;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HueSoc.Server.Rules;

/// <summary>The rules and how they do.</summary>
internal static class RuleRoutes
{
    /// <summary>Maps the routes.</summary>
    public static void MapRules(this IEndpointRouteBuilder api)
    {
        RouteGroupBuilder rules = api.MapGroup("/rules").WithTags("Rules");
        rules.MapGet("", List).WithSummary("Lists the rules with their state and health, by title.");
        rules.MapGet("/{id}", Find).WithSummary("One rule.");
        rules.MapPut("/{id}/state", SwitchAsync).WithSummary("Switches a rule on or off, in the city or for an agency.");
        rules.MapPost("/reload", ReloadAsync).WithSummary("Reads all rules and pipelines anew.");
    }

    private static Results<Ok<RuleListView>, ProblemHttpResult> List(
        RuleCatalog catalog,
        [AsParameters] PageRequest page,
        [Description("Only those of this standing: active, not_applicable or failed.")] string? status = null,
        [Description("Only those with this text in title, id or path.")] string? text = null)
    {
        QueryReader read = new();
        RuleStanding? standing = read.Word<RuleStanding>("status", status);
        if (read.Problem is { } fault)
            return fault;
        ImmutableArray<RuleStatus> rules =
        [
            .. catalog.List().Where(rule =>
                (status is null || rule.Status == standing)
                && (text is null || Has(rule.Title, text) || Has(rule.Id, text) || Has(rule.Path, text))),
        ];
        return page.TryRead((limit, after) => PageRequest.Cut(rules, rule => rule.Id, limit, after), out Storage.Control.Page<RuleStatus> listed) is { } problem
            ? problem
            : TypedResults.Ok(new RuleListView(catalog.Current.Revision, listed.Items, listed.Next, catalog.Problems));
    }

    private static bool Has(string whole, string part) => whole.Contains(part, StringComparison.OrdinalIgnoreCase);

    private static Results<Ok<RuleStatus>, ProblemHttpResult> Find(RuleCatalog catalog, [Description("The rule's id.")] string id) =>
        catalog.Find(id) is { } rule ? TypedResults.Ok(rule) : Problem.NotFound();

    private static async Task<Results<Ok<RuleStatus>, ProblemHttpResult>> SwitchAsync(
        Caller caller,
        RuleCatalog catalog,
        AgencyStore agencies,
        [Description("The rule's id.")] string id,
        RuleStateRequest request,
        CancellationToken cancellationToken)
    {
        if (request.Agency is { } agency && agencies.Find(caller.Scope, agency) is null)
            return Problem.Invalid("agency is not in the register.");
        RuleStateChange change = await catalog.SetStateAsync(caller.Actor, id, request.Agency, request.Enabled, cancellationToken);
        return change.Rule is { } rule ? TypedResults.Ok(rule) : Problem.NotFound();
    }

    private static async Task<Ok<RuleReloadView>> ReloadAsync(Caller caller, RuleCatalog catalog, CancellationToken cancellationToken)
    {
        ActiveRules active = await catalog.ReloadAsync(caller.Actor, cancellationToken);
        ImmutableArray<RuleStatus> rules = catalog.List();
        return TypedResults.Ok(new RuleReloadView(
            active.Revision,
            rules.Count(rule => rule.Status == RuleStanding.Active),
            rules.Count(rule => rule.Status == RuleStanding.NotApplicable),
            rules.Count(rule => rule.Status == RuleStanding.Failed),
            catalog.Problems));
    }
}
