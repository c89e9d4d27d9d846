using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using HueSoc.Server.Problems;
using HueSoc.Storage.EventStore;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HueSoc.Server.Json;

/// <summary>Reads what an address asks for into filters, and keeps the first thing that is wrong.</summary>
internal sealed class QueryReader
{
    private const int MostValues = 100;
    private const int LongestValue = 512;
    private string? fault;

    /// <summary>What is wrong; null when nothing is.</summary>
    public ProblemHttpResult? Problem => fault is null ? null : Problems.Problem.Invalid(fault);

    /// <summary>Text, bounded.</summary>
    public string? Text(string name, string? value)
    {
        if (value is { Length: > LongestValue })
            fault ??= $"{name} has {value.Length} characters; at most {LongestValue} are read.";
        return value;
    }

    /// <summary>Texts, bounded.</summary>
    public ImmutableArray<string> Texts(string name, string[]? values)
    {
        if (values is { Length: > MostValues })
            fault ??= $"{name} is given {values.Length} times; at most {MostValues} are read.";
        return values is null || fault is not null ? [] : [.. values.Select(value => Text(name, value)!)];
    }

    /// <summary>A word of a list of words, as the answers write it.</summary>
    public T? Word<T>(string name, string? value)
        where T : struct, Enum
    {
        if (value is null)
            return null;
        if (Words<T>.ByName.TryGetValue(value, out T word))
            return word;
        fault ??= $"{name} has to be one of {string.Join(", ", Words<T>.ByName.Keys.Order(StringComparer.Ordinal))}.";
        return null;
    }

    /// <summary>Several words.</summary>
    public ImmutableArray<T> WordsOf<T>(string name, string[]? values)
        where T : struct, Enum => [.. Texts(name, values).Select(value => Word<T>(name, value)).OfType<T>()];

    /// <summary>A span of time, of which either end may be missing.</summary>
    public TimeRange? Range(DateTimeOffset? from, DateTimeOffset? to)
    {
        if (from is null && to is null)
            return null;
        TimeRange range = new(from?.ToUniversalTime() ?? DateTimeOffset.UnixEpoch, to?.ToUniversalTime() ?? DateTimeOffset.MaxValue);
        if (range.From >= range.To)
            fault ??= "from has to lie before to.";
        return range;
    }

    /// <summary>Adds what somebody else found wrong.</summary>
    public void Refuse(string reason) => fault ??= reason;

    private static class Words<T>
        where T : struct, Enum
    {
        public static FrozenDictionary<string, T> ByName { get; } =
            Enum.GetValues<T>().ToFrozenDictionary(value => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()), StringComparer.Ordinal);
    }
}
