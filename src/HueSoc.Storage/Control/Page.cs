using System.Collections.Immutable;

namespace HueSoc.Storage.Control;

/// <summary>A page of a list.</summary>
/// <param name="Items">What is on it.</param>
/// <param name="Next">Where the next page begins; null when this is the last.</param>
/// <typeparam name="T">What the list holds.</typeparam>
public sealed record Page<T>(ImmutableArray<T> Items, string? Next);
