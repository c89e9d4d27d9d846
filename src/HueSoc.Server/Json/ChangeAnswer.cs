using System.Globalization;
using HueSoc.Server.Problems;
using HueSoc.Storage.Control;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace HueSoc.Server.Json;

/// <summary>Objects with a version, and what became of changes to the control database, as answers.</summary>
internal static class ChangeAnswer
{
    /// <summary>An object with its version as the ETag, as it was found or as a change left it.</summary>
    public static Ok<T> Versioned<T>(HttpResponse response, long version, T view)
    {
        response.Headers.ETag = TagOf(version);
        return TypedResults.Ok(view);
    }

    /// <summary>The problem of a change of a version that was not made.</summary>
    public static ProblemHttpResult VersionRefusal<T>(Change<T> change)
        where T : class => change.Outcome == ChangeOutcome.Conflict ? Problem.Changed() : Refusal(change);

    /// <summary>The problem of a change that was not made.</summary>
    public static ProblemHttpResult Refusal<T>(Change<T> change)
        where T : class => change.Outcome switch
    {
        ChangeOutcome.NotFound => Problem.NotFound(),
        ChangeOutcome.Conflict => Problem.Conflict(change.Reason ?? "It was changed by somebody else, or the name is taken."),
        _ => Problem.Invalid(change.Reason ?? "It cannot be changed like this."),
    };

    /// <summary>Reads the version a request wants changed.</summary>
    /// <param name="current">What is to be changed, as the caller sees it; null when there is none.</param>
    /// <param name="header">If-Match.</param>
    /// <param name="version">The version; null for whichever there is.</param>
    /// <returns>What is wrong; null when nothing is.</returns>
    public static ProblemHttpResult? ReadVersion(object? current, string? header, out long? version)
    {
        version = null;
        // Whether it exists for the caller comes first: a missing header must not tell.
        if (current is null)
            return Problem.NotFound();
        if (string.IsNullOrEmpty(header))
            return Problem.VersionRequired();
        if (!EntityTagHeaderValue.TryParse(header, out EntityTagHeaderValue? tag))
            return Problem.Changed();
        if (tag.Equals(EntityTagHeaderValue.Any))
            return null;
        if (tag.IsWeak || !long.TryParse(tag.Tag.AsSpan().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out long number))
            return Problem.Changed();
        version = number;
        return null;
    }

    /// <summary>The ETag of a version.</summary>
    public static string TagOf(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");
}
