using System.ComponentModel;
using HueSoc.Fleet.Configuration;
using HueSoc.Server.Access;
using HueSoc.Server.Json;
using HueSoc.Server.Problems;
using HueSoc.Storage.Control;
using HueSoc.Storage.Control.Agents;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace HueSoc.Server.Agents;

/// <summary>What agents are told to do.</summary>
internal static class ConfigurationRoutes
{
    private const string TargetText = "Whom it is for: default, agency:CODE or group:NAME.";

    /// <summary>Maps the routes.</summary>
    public static void MapAgentConfigurations(this IEndpointRouteBuilder agents)
    {
        RouteGroupBuilder configurations = agents.MapGroup("/configurations");
        configurations.MapGet("", List).WithSummary("Lists the configurations of agents that count now, by target.");
        configurations.MapGet("/{target}", Find).WithSummary("The configuration of a target; its version is the ETag.");
        configurations.MapPut("/{target}", PutAsync)
            .WithSummary("Sets the configuration of a target. When there is one, If-Match has to name its version.")
            .Accepts<AgentConfiguration>("application/json");
    }

    private static Results<Ok<PageView<ConfigurationView>>, ProblemHttpResult> List(AgentConfigurationStore configurations, [AsParameters] PageRequest page) =>
        page.Read(configurations.List, ConfigurationView.Of);

    private static Results<Ok<ConfigurationView>, ProblemHttpResult> Find(
        AgentConfigurationStore configurations, HttpResponse response, [Description(TargetText)] string target) =>
        configurations.Find(target) is { } stored
            ? ChangeAnswer.Versioned(response, stored.Configuration.Version, ConfigurationView.Of(stored))
            : Problem.NotFound();

    private static async Task<Results<Ok<ConfigurationView>, ProblemHttpResult>> PutAsync(
        Caller caller,
        AgentConfigurationStore configurations,
        HttpContext context,
        [Description(TargetText)] string target,
        [Description("The version to be replaced: the ETag of the configuration, or * for whichever there is. Not given for the first.")] [FromHeader(Name = "If-Match")] string? ifMatch,
        CancellationToken cancellationToken)
    {
        long? version = 0;
        if (configurations.Find(target) is { } current && ChangeAnswer.ReadVersion(current, ifMatch, out version) is { } problem)
            return problem;
        (SignedBody? body, int status) = await SignedBody.ReadAsync(context.Request, ConfigurationReader.Longest);
        if (body is null)
            return Problem.Of(status, status == StatusCodes.Status413PayloadTooLarge ? "The body is larger than this address takes." : "The body has to be application/json.");
        Change<StoredConfiguration> change = await configurations.SetAsync(caller.Actor, target, version, body.Bytes, cancellationToken);
        return change.Value is { } stored
            ? ChangeAnswer.Versioned(context.Response, stored.Configuration.Version, ConfigurationView.Of(stored))
            : ChangeAnswer.VersionRefusal(change);
    }
}
