using System.ComponentModel;
using HueSoc.Fleet.Enrollment;
using HueSoc.Fleet.Heartbeats;
using HueSoc.Server.Access;
using HueSoc.Server.Json;
using HueSoc.Server.Problems;
using HueSoc.Storage.Control;
using HueSoc.Storage.Control.Agents;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace HueSoc.Server.Agents;

/// <summary>The agents on endpoints.</summary>
internal static class AgentRoutes
{
    private const string Enroll = "/enroll";
    private const string Heartbeat = "/heartbeat";

    /// <summary>Maps the routes.</summary>
    public static void MapAgents(this IEndpointRouteBuilder api)
    {
        RouteGroupBuilder agents = api.MapGroup("/agents").WithTags("Agents");
        agents.MapPost(Enroll, (HttpContext context, AgentEndpoint endpoint) => endpoint.EnrollAsync(context, isIngest: false))
            .WithSummary("Enrolls an agent. The body is signed by the agent with the key it names (header HueSoc-Signature).")
            .Accepts<EnrollmentRequest>("application/json").Produces<EnrollmentAnswer>();
        agents.MapPost(Heartbeat, (HttpContext context, AgentEndpoint endpoint) => endpoint.HeartbeatAsync(context))
            .WithSummary("Takes a heartbeat of an agent, signed (headers HueSoc-Agent and HueSoc-Signature).")
            .Accepts<HeartbeatRequest>("application/json").Produces<HeartbeatAnswer>();
        agents.MapGet("", List).WithSummary("Lists agents, by id.");
        agents.MapGet("/counts", Count).WithSummary("Counts agents by state.");
        agents.MapGet("/{id}", Find).WithSummary("One agent; its version is the ETag.");
        agents.MapPatch("/{id}", ChangeAsync).WithSummary("Changes an agent's class or group, or releases it from quarantine. If-Match has to name the version.");
        agents.MapDelete("/{id}", RevokeAsync).WithSummary("Revokes an agent for good: neither its events nor its heartbeats are taken any more.");
        agents.MapEnrollmentTokens();
        agents.MapAgentConfigurations();
    }

    /// <summary>Maps the two routes that agents themselves use where they ship to.</summary>
    public static void MapAgentEndpoint(this IEndpointRouteBuilder routes, AgentEndpoint endpoint)
    {
        RouteGroupBuilder agents = routes.MapGroup("/api/v1/agents");
        agents.MapPost(Enroll, (RequestDelegate)(context => endpoint.EnrollAsync(context, isIngest: true)));
        agents.MapPost(Heartbeat, (RequestDelegate)endpoint.HeartbeatAsync);
    }

    private static Results<Ok<PageView<AgentView>>, ProblemHttpResult> List(
        Caller caller, AgentStore agents, [AsParameters] PageRequest page, [AsParameters] AgentQuestion question) =>
        question.Read(out AgentFilter filter) is { } problem
            ? problem
            : page.Read((limit, after) => agents.List(caller.Scope, filter, limit, after), agent => AgentView.Of(agent, agents));

    private static Ok<AgentCountsView> Count(Caller caller, AgentStore agents) => TypedResults.Ok(new AgentCountsView([.. agents.Count(caller.Scope)]));

    private static Results<Ok<AgentView>, ProblemHttpResult> Find(
        Caller caller, AgentStore agents, HttpResponse response, [Description("The agent's id.")] string id) =>
        agents.Find(caller.Scope, id) is { } agent ? ChangeAnswer.Versioned(response, agent.Version, AgentView.Of(agent, agents)) : Problem.NotFound();

    private static async Task<Results<Ok<AgentView>, ProblemHttpResult>> ChangeAsync(
        Caller caller,
        AgentStore agents,
        HttpResponse response,
        [Description("The agent's id.")] string id,
        AgentEditRequest request,
        [Description("The version to be changed: the ETag of the agent, or * for whichever there is.")] [FromHeader(Name = "If-Match")] string? ifMatch,
        CancellationToken cancellationToken)
    {
        if (ChangeAnswer.ReadVersion(agents.Find(caller.Scope, id), ifMatch, out long? version) is { } problem)
            return problem;
        AgentEdit edit = new() { Class = request.Class, Group = request.Group, ReleaseReason = request.ReleaseReason };
        Change<EnrolledAgent> change = await agents.UpdateAsync(caller.Actor, caller.Scope, id, version, edit, cancellationToken);
        return change.Value is { } changed ? ChangeAnswer.Versioned(response, changed.Version, AgentView.Of(changed, agents)) : ChangeAnswer.VersionRefusal(change);
    }

    private static async Task<Results<Ok<AgentView>, ProblemHttpResult>> RevokeAsync(
        Caller caller, AgentStore agents, [Description("The agent's id.")] string id, CancellationToken cancellationToken)
    {
        Change<EnrolledAgent> change = await agents.RevokeAsync(caller.Actor, caller.Scope, id, cancellationToken);
        return change.Value is { } revoked ? TypedResults.Ok(AgentView.Of(revoked, agents)) : ChangeAnswer.Refusal(change);
    }
}
