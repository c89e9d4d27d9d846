using System.ComponentModel;
using HueSoc.Detection.Coverage;
using HueSoc.Server.Schedules;
using HueSoc.Storage.EventStore;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HueSoc.Server.SystemState;

/// <summary>How the server is, for whoever runs it.</summary>
internal static class SystemRoutes
{
    /// <summary>Maps the routes.</summary>
    public static void MapSystem(this IEndpointRouteBuilder api)
    {
        RouteGroupBuilder system = api.MapGroup("/system").WithTags("System");
        system.MapGet("", ShowAsync).WithSummary("Version, health, lag and counters.");
        system.MapGet("/store", ShowStoreAsync).WithSummary("What the event store holds, day by day, and what it lost to damage.");
        system.MapGet("/coverage", ShowCoverage).WithSummary("What was evaluated with which rules, and what was not.");
        system.MapGet("/schedules", (ScheduleLog log) => TypedResults.Ok(new ScheduleListView(log.List()))).WithSummary("When each schedule last ran, and what came of it.");
    }

    private static async Task<Ok<SystemView>> ShowAsync(ServerState state, CancellationToken cancellationToken) =>
        TypedResults.Ok(await state.ShowAsync(cancellationToken));

    private static async Task<Ok<EventStoreStatistics>> ShowStoreAsync(IEventStore store, CancellationToken cancellationToken) =>
        TypedResults.Ok(await store.GetStatisticsAsync(cancellationToken));

    private static Ok<CoverageView> ShowCoverage(
        CoverageLog coverage, [Description("Rows of this rule alone; empty for those of all rules.")] string? rule = null) =>
        TypedResults.Ok(new CoverageView(coverage.List(rule), coverage.Gaps(string.IsNullOrEmpty(rule) ? null : rule)));
}
