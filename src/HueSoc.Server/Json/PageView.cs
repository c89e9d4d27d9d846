using System.Collections.Immutable;
using HueSoc.Storage.Control;

namespace HueSoc.Server.Json;

/// <summary>A page of a list.</summary>
/// <param name="Items">What is on it.</param>
/// <param name="Next">What <c>after</c> has to be for the next page; null when this is the last.</param>
/// <typeparam name="T">What the list holds.</typeparam>
internal sealed record PageView<T>(ImmutableArray<T> Items, string? Next)
{
    /// <summary>The view of a page.</summary>
    public static PageView<T> Of<TItem>(Page<TItem> page, Func<TItem, T> view) => new([.. page.Items.Select(view)], page.Next);
}
