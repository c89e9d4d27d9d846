using System.ComponentModel;
using HueSoc.Detection.Reruns;
using HueSoc.Server.Access;
using HueSoc.Server.Json;
using HueSoc.Server.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HueSoc.Server.Jobs;

/// <summary>Runs of rules over stored events.</summary>
internal static class JobRoutes
{
    private const int MostRules = 1_000;

    /// <summary>Maps the routes.</summary>
    public static void MapJobs(this IEndpointRouteBuilder api)
    {
        RouteGroupBuilder jobs = api.MapGroup("/jobs").WithTags("Jobs");
        jobs.MapGet("", List).WithSummary("Lists the jobs, the youngest first.");
        jobs.MapPost("", StartAsync).WithSummary("Runs rules over stored events again. What they found already is not found twice.");
        jobs.MapGet("/{id}", Find).WithSummary("One job and how far it is.");
        jobs.MapDelete("/{id}", CancelAsync).WithSummary("Ends a job; what it found stays.");
    }

    private static Results<Ok<PageView<Rerun>>, ProblemHttpResult> List(RerunJobs reruns, [AsParameters] PageRequest page) =>
        page.Read((limit, after) => PageRequest.Cut(reruns.List(), job => job.Id, limit, after), job => job);

    private static async Task<Results<Created<Rerun>, ProblemHttpResult>> StartAsync(
        Caller caller, RerunJobs reruns, JobRequest request, CancellationToken cancellationToken)
    {
        if (request.From >= request.To)
            return Problem.Invalid("from has to lie before to.");
        if (request.RuleIds is { Length: > MostRules })
            return Problem.Invalid($"rule_ids may hold {MostRules} rules; leave it out for all.");
        RerunRequest wish = new(request.RuleIds ?? [], new(request.From.ToUniversalTime(), request.To.ToUniversalTime()));
        RerunStart start = await reruns.StartAsync(caller.Actor, wish, cancellationToken);
        return start.Rerun is { } rerun
            ? TypedResults.Created($"/api/v1/jobs/{rerun.Id}", rerun)
            : Problem.Invalid(start.Reason ?? "The job was refused.");
    }

    private static Results<Ok<Rerun>, ProblemHttpResult> Find(RerunJobs reruns, [Description("The job's id.")] string id) =>
        reruns.Find(id) is { } rerun ? TypedResults.Ok(rerun) : Problem.NotFound();

    private static async Task<Results<Ok<Rerun>, ProblemHttpResult>> CancelAsync(
        Caller caller, RerunJobs reruns, [Description("The job's id.")] string id, CancellationToken cancellationToken)
    {
        if (reruns.Find(id) is null)
            return Problem.NotFound();
        if (!await reruns.CancelAsync(caller.Actor, id, cancellationToken))
            return Problem.Conflict("The job has ended already.");
        return reruns.Find(id) is { } rerun ? TypedResults.Ok(rerun) : Problem.NotFound();
    }
}
