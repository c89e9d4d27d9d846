using System.Collections.Immutable;
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
    private const int Most = 1_000;
    private const string AfterFault = "after is not a place that this list gave out.";
    private const int LongestPlace = 1_024;

    /// <summary>Reads the page, or says what is wrong with the request.</summary>
    /// <param name="list">The list; it throws <see cref="ArgumentException"/> for a place it did not give out.</param>
    /// <param name="view">How an item is shown.</param>
    public Results<Ok<PageView<TView>>, ProblemHttpResult> Read<TItem, TView>(Func<int, string?, Page<TItem>> list, Func<TItem, TView> view) =>
        TryRead(list, out Page<TItem> page) is { } problem ? problem : TypedResults.Ok(PageView<TView>.Of(page, view));

    /// <summary>Reads the page of a list that is shown with more than its items.</summary>
    /// <returns>What is wrong with the request; null when nothing is.</returns>
    public ProblemHttpResult? TryRead<T>(Func<int, string?, Page<T>> list, out Page<T> page)
    {
        page = new([], null);
        int limit = Limit ?? Usual;
        if (limit is < 1 or > Most)
            return Problem.Invalid($"limit has to be 1 to {Most}, was {limit}.");
        if (After is { Length: > LongestPlace })
            return Problem.Invalid(AfterFault);
        try
        {
            page = list(limit, After);
            return null;
        }
        catch (ArgumentException)
        {
            return Problem.Invalid(AfterFault);
        }
    }

    /// <summary>A page of a list that is in memory whole.</summary>
    /// <param name="all">The list, in an order that stays.</param>
    /// <param name="idOf">The id of an item, which is where a page ends.</param>
    /// <param name="limit">How many items.</param>
    /// <param name="after">The item the page before ended with.</param>
    /// <exception cref="ArgumentException">There is no such item.</exception>
    public static Page<T> Cut<T>(ImmutableArray<T> all, Func<T, string> idOf, int limit, string? after)
    {
        int begin = 0;
        if (after is not null)
        {
            while (begin < all.Length && idOf(all[begin]) != after)
                begin++;
            if (begin == all.Length)
                throw new ArgumentException("no item of the list has this id", nameof(after));
            begin++;
        }

        ImmutableArray<T> items = [.. all.Skip(begin).Take(limit)];
        return new(items, begin + items.Length < all.Length ? idOf(items[^1]) : null);
    }
}
