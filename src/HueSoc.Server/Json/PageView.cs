using System.Collections.Immutable;
using HueSoc.Storage.Control;

namespace HueSoc.Server.Json;

/// <summary>A page of a list.</summary>
/// <param name="Items">What is on it.</param>
/// <param name="Next">What <c>after</c> has to be for the next page; null when this is the last.</param>
/// <typeparam name="T">What the list holds.</typeparam>
internal sealed record PageView<T>(ImmutableArray<T> Items, string? Next)
{
    /// <summary>The most items a page may have.</summary>
    public const int Most = 1_000;

    /// <summary>What is said of a limit that is out of range.</summary>
    public static string LimitFault(int limit) => $"limit has to be 1 to {Most}, was {limit}.";

    /// <summary>What is said of a place that no list gave out.</summary>
    public const string AfterFault = "after is not a place that this list gave out.";

    /// <summary>The view of a page.</summary>
    public static PageView<T> Of<TItem>(Page<TItem> page, Func<TItem, T> view) => new([.. page.Items.Select(view)], page.Next);
}
