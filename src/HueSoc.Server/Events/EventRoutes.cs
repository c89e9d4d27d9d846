using System.ComponentModel;
using HueSoc.Server.Access;
using HueSoc.Server.Hosting;
using HueSoc.Server.Problems;
using HueSoc.Storage.EventStore;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace HueSoc.Server.Events;

/// <summary>Questions about events.</summary>
internal static class EventRoutes
{
    private const int MostEvents = 1_000;
    private const int MostValues = 1_000;
    private const int LongestField = 256;
    private const double MostBuckets = 10_000;

    /// <summary>Maps the routes.</summary>
    public static void MapEvents(this IEndpointRouteBuilder api)
    {
        RouteGroupBuilder events = api.MapGroup("/events").WithTags("Events").RequireRateLimiting(RateLimits.Searches);
        events.MapGet("", ListAsync).WithSummary("Finds events, by when they happened.");
        events.MapGet("/histogram", CountAsync).WithSummary("Counts events over time.");
        events.MapGet("/values", TopAsync).WithSummary("Counts the most frequent values of a field.");
        events.MapGet("/{key}", FindAsync).WithSummary("One event.");
    }

    private static async Task<Results<Ok<EventPageView>, ProblemHttpResult>> ListAsync(
        Caller caller,
        IEventStore store,
        TimeProvider time,
        [AsParameters] EventQuestion question,
        [Description("How many events at most, 1 to 1000.")] [FromQuery] int limit = 100,
        [Description("Where the page before ended (its next).")] [FromQuery] string? after = null,
        [Description("Whether the oldest come first.")] [FromQuery] bool oldestFirst = false,
        CancellationToken cancellationToken = default)
    {
        if (limit is < 1 or > MostEvents)
            return Problem.Invalid($"limit has to be 1 to {MostEvents}, was {limit}.");
        if (question.TryRead(caller.Scope, time, out EventSearch search) is { } problem)
            return problem;
        try
        {
            EventPage page = await store.SearchAsync(search with { Limit = limit, After = after, NewestFirst = !oldestFirst }, cancellationToken);
            return TypedResults.Ok(new EventPageView([.. page.Events.Select(EventView.Of)], page.Next, page.Cut, page.Unreadable));
        }
        catch (ArgumentException)
        {
            return Problem.Invalid("after is not a place that this list gave out.");
        }
    }

    private static async Task<Results<Ok<EventHistogramView>, ProblemHttpResult>> CountAsync(
        Caller caller,
        IEventStore store,
        TimeProvider time,
        [AsParameters] EventQuestion question,
        [Description("How long a bucket is, in seconds, from 1. Default: so that there are about a hundred.")] [FromQuery] long? bucket = null,
        CancellationToken cancellationToken = default)
    {
        if (question.TryRead(caller.Scope, time, out EventSearch search) is { } problem)
            return problem;
        double length = (search.Range.To - search.Range.From).TotalSeconds;
        long seconds = bucket ?? Math.Max(1, (long)Math.Ceiling(length / 100));
        if (seconds < 1 || seconds > TimeSpan.MaxValue.TotalSeconds / 2 || length / seconds > MostBuckets)
            return Problem.Invalid($"bucket has to be from 1 second, and the time not longer than {MostBuckets} buckets.");
        EventHistogram counts = await store.GetHistogramAsync(search, TimeSpan.FromSeconds(seconds), cancellationToken);
        return TypedResults.Ok(new EventHistogramView(counts.Bucket.TotalSeconds, counts.Buckets, counts.Cut, counts.Unreadable));
    }

    private static async Task<Results<Ok<TopValues>, ProblemHttpResult>> TopAsync(
        Caller caller,
        IEventStore store,
        TimeProvider time,
        [AsParameters] EventQuestion question,
        [Description("The field's ECS name, such as user.name.")] [FromQuery] string field,
        [Description("How many values at most, 1 to 1000.")] [FromQuery] int size = 10,
        CancellationToken cancellationToken = default)
    {
        if (field.Length is 0 or > LongestField)
            return Problem.Invalid($"field has to have 1 to {LongestField} characters.");
        if (size is < 1 or > MostValues)
            return Problem.Invalid($"size has to be 1 to {MostValues}, was {size}.");
        if (question.TryRead(caller.Scope, time, out EventSearch search) is { } problem)
            return problem;
        return TypedResults.Ok(await store.GetTopValuesAsync(search, field, size, cancellationToken));
    }

    private static async Task<Results<Ok<EventView>, ProblemHttpResult>> FindAsync(
        Caller caller,
        IEventStore store,
        [Description("The event's key, as lists give it.")] string key,
        CancellationToken cancellationToken)
    {
        if (EventKeyText.Parse(key) is not { } parsed || await store.GetAsync(caller.Scope, parsed, cancellationToken) is not { } stored)
            return Problem.NotFound();
        return TypedResults.Ok(EventView.Of(stored));
    }
}
