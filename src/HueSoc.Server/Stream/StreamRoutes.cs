using HueSoc.Server.Access;

namespace HueSoc.Server.Stream;

/// <summary>The live stream of alerts.</summary>
internal static class StreamRoutes
{
    /// <summary>Maps the route.</summary>
    public static void MapStream(this IEndpointRouteBuilder api) =>
        api.MapGet("/stream", (Caller caller, HttpContext context, AlertStream stream) => stream.ServeAsync(caller, context))
            .WithTags("Stream")
            .WithSummary("Server-sent events: alerts as they are raised and change.")
            .WithDescription(
                "Events alert-raised and alert-changed hold an alert; skipped says that notices were left out, and that lists should be read again. "
                + "Last-Event-ID goes on behind an event. Comments come while nothing happens, and the stream ends when the session does.")
            .Produces<string>(StatusCodes.Status200OK, "text/event-stream");
}
