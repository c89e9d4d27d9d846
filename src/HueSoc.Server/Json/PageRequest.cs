using System.ComponentModel;
using HueSoc.Server.Problems;
using HueSoc.Storage.Control;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HueSoc.Server.Json;

/// <summary>Which page of a list is asked for.</summary>
/// <param name="Limit">How many items.</param>
/// <param name="After">Where the page before ended.</param>
internal sealed record PageRequest(
    [property: Description("How many items at most, 1 to 1000. Default: 100.")] int? Limit,
    [property: Description("Where the page before ended (its next).")] string? After)
{
    private const int Usual = 100;
    private const int LongestPlace = 1_024;

    /// <summary>Reads the page, or says what is wrong with the request.</summary>
    /// <param name="list">The list; it throws <see cref="ArgumentException"/> for a place it did not give out.</param>
    /// <param name="view">How an item is shown.</param>
    public Results<Ok<PageView<TView>>, ProblemHttpResult> Read<TItem, TView>(Func<int, string?, Page<TItem>> list, Func<TItem, TView> view)
    {
        int limit = Limit ?? Usual;
        if (limit is < 1 or > PageView<TView>.Most)
            return Problem.Invalid(PageView<TView>.LimitFault(limit));
        if (After is { Length: > LongestPlace })
            return Problem.Invalid(PageView<TView>.AfterFault);
        try
        {
            return TypedResults.Ok(PageView<TView>.Of(list(limit, After), view));
        }
        catch (ArgumentException)
        {
            return Problem.Invalid(PageView<TView>.AfterFault);
        }
    }
}
