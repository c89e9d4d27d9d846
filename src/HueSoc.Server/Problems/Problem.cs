using Microsoft.AspNetCore.Http.HttpResults;

namespace HueSoc.Server.Problems;

/// <summary>The problems an answer can be, as RFC 9457 has it. What they say is for people; nothing in it comes from an event.</summary>
internal static class Problem
{
    /// <summary>The media type.</summary>
    public const string MediaType = "application/problem+json";

    /// <summary>The object does not exist, or not for this caller: the answer is the same.</summary>
    public static ProblemHttpResult NotFound() => Of(StatusCodes.Status404NotFound, "There is no such object.");

    /// <summary>The request cannot be honoured as it was written.</summary>
    public static ProblemHttpResult Invalid(string detail) => Of(StatusCodes.Status400BadRequest, detail);

    /// <summary>A query cannot be read.</summary>
    /// <param name="column">Where it goes wrong, from 1.</param>
    /// <param name="message">What is wrong there.</param>
    public static ProblemHttpResult InvalidQuery(int column, string message) => TypedResults.Problem(
        $"The query cannot be read at column {column}: {message}",
        statusCode: StatusCodes.Status400BadRequest,
        title: "Bad Request",
        extensions: new Dictionary<string, object?> { ["column"] = column, ["reason"] = message });

    /// <summary>The object is not in a state that allows it, or a name is taken.</summary>
    public static ProblemHttpResult Conflict(string detail) => Of(StatusCodes.Status409Conflict, detail);

    /// <summary>The object was changed since it was read.</summary>
    public static ProblemHttpResult Changed() =>
        Of(StatusCodes.Status412PreconditionFailed, "The object was changed since it was read. Read it again, and repeat the change with its new version.");

    /// <summary>The request does not say which version it changes.</summary>
    public static ProblemHttpResult VersionRequired() =>
        Of(StatusCodes.Status428PreconditionRequired, "Say with If-Match which version is to be changed: the ETag of the answer it was read from.");

    /// <summary>Any other.</summary>
    public static ProblemHttpResult Of(int status, string detail) => TypedResults.Problem(detail, statusCode: status);
}
