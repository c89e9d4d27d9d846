using System.Collections.Immutable;
using System.ComponentModel;
using HueSoc.Server.Access;
using HueSoc.Server.Json;
using HueSoc.Server.Problems;
using HueSoc.Storage.Control;
using HueSoc.Storage.Control.Agencies;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace HueSoc.Server.Agencies;

/// <summary>The register of agencies.</summary>
internal static class AgencyRoutes
{
    /// <summary>Maps the routes.</summary>
    public static void MapAgencies(this IEndpointRouteBuilder api)
    {
        RouteGroupBuilder agencies = api.MapGroup("/agencies").WithTags("Agencies");
        agencies.MapGet("", List).WithSummary("Lists agencies, by code.");
        agencies.MapGet("/{code}", Find).WithSummary("One agency; its version is the ETag.");
        agencies.MapPut("/{code}", PutAsync).WithSummary("Makes an agency, or changes one: then If-Match has to name the version.");
    }

    private static Results<Ok<PageView<AgencyView>>, ProblemHttpResult> List(Caller caller, AgencyStore agencies, [AsParameters] PageRequest page) =>
        page.Read((limit, after) => agencies.List(caller.Scope, limit, after), AgencyView.Of);

    private static Results<Ok<AgencyView>, ProblemHttpResult> Find(
        Caller caller, AgencyStore agencies, HttpResponse response, [Description("The agency's code.")] string code) =>
        agencies.Find(caller.Scope, code) is { } agency
            ? ChangeAnswer.Versioned(response, agency.Version, AgencyView.Of(agency))
            : Problem.NotFound();

    private static async Task<Results<Ok<AgencyView>, Created<AgencyView>, ProblemHttpResult>> PutAsync(
        Caller caller,
        AgencyStore agencies,
        HttpResponse response,
        [Description("The agency's code.")] string code,
        AgencyRequest request,
        [Description("The version to be changed: the ETag of the agency, or * for whichever there is. Not given to make one.")] [FromHeader(Name = "If-Match")] string? ifMatch,
        CancellationToken cancellationToken)
    {
        if (agencies.Find(caller.Scope, code) is not { } current)
        {
            Change<Agency> made = await agencies.AddAsync(caller.Actor, request.ToFacts(code), cancellationToken);
            return made.Value is { } agency
                ? TypedResults.Created($"/api/v1/agencies/{Uri.EscapeDataString(code)}", AgencyView.Of(agency))
                : ChangeAnswer.Refusal(made);
        }

        if (ChangeAnswer.ReadVersion(current, ifMatch, out long? version) is { } problem)
            return problem;
        Change<Agency> change = await agencies.UpdateAsync(caller.Actor, code, version, request.ToEdit(), cancellationToken);
        return change.Value is { } changed
            ? ChangeAnswer.Versioned(response, changed.Version, AgencyView.Of(changed))
            : ChangeAnswer.VersionRefusal(change);
    }
}
