using HueSoc.Storage.EventStore;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace HueSoc.Server.Problems;

/// <summary>Turns what has no answer of its own (a route that does not exist, a method that is not allowed, a fault of ours) into problem details.</summary>
internal static class ProblemAnswers
{
    /// <summary>Puts both handlers in place. They come first, so that they see everything behind them.</summary>
    public static void UseProblemAnswers(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = context => AnswerAsync(context, context.Features.Get<IExceptionHandlerFeature>()?.Error),
            // Clients that went away are not faults.
            SuppressDiagnosticsCallback = failure => failure.Exception is OperationCanceledException or BadHttpRequestException,
        });
        app.UseStatusCodePages(status => WriteAsync(status.HttpContext, status.HttpContext.Response.StatusCode, DetailOf(status.HttpContext.Response.StatusCode)));
    }

    /// <summary>Writes a problem.</summary>
    public static Task WriteAsync(HttpContext context, int status, string? detail)
    {
        context.Response.StatusCode = status;
        if (HttpMethods.IsHead(context.Request.Method))
            return Task.CompletedTask;
        ProblemDetails problem = new() { Status = status, Title = ReasonPhrases.GetReasonPhrase(status), Detail = detail };
        return context.Response.WriteAsJsonAsync(problem, options: null, Problem.MediaType, context.RequestAborted);
    }

    private static Task AnswerAsync(HttpContext context, Exception? fault)
    {
        (int status, string detail) = fault switch
        {
            BadHttpRequestException bad => (bad.StatusCode, bad.InnerException is System.Text.Json.JsonException json ? JsonDetail(json) : bad.Message),
            _ when PassingFault.Is(fault) => (StatusCodes.Status503ServiceUnavailable, PassingFault.Detail),
            EventUnreadableException => (StatusCodes.Status503ServiceUnavailable, "A file of the event store is being repaired. Try again later."),
            OperationCanceledException => (StatusCodes.Status503ServiceUnavailable, "The server is stopping, or the request took too long."),
            _ => (StatusCodes.Status500InternalServerError, "Something went wrong in the server; its own log says what."),
        };
        return WriteAsync(context, status, detail);
    }

    private static string JsonDetail(System.Text.Json.JsonException json) =>
        $"The body is not the JSON that is expected here{(json.Path is { Length: > 1 and < 200 } path ? $" (at {path})" : "")}.";

    private static string? DetailOf(int status) => status switch
    {
        StatusCodes.Status404NotFound => "There is nothing at this address.",
        StatusCodes.Status405MethodNotAllowed => "The address exists, but not for this method; Allow says for which.",
        StatusCodes.Status413PayloadTooLarge => "The body is larger than this address takes.",
        StatusCodes.Status415UnsupportedMediaType => "The body has to be application/json.",
        _ => null,
    };
}
