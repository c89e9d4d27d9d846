using System.ComponentModel;
using HueSoc.Server.Problems;
using HueSoc.Storage.EventStore;
using HueSoc.Storage.Queries;
using HueSoc.Storage.Tenancy;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HueSoc.Server.Events;

/// <summary>What every question about events says.</summary>
/// <param name="Q">The query.</param>
/// <param name="From">The beginning of the time.</param>
/// <param name="To">Its end.</param>
internal sealed record EventQuestion(
    [property: Description("The query, such as event.code:4625 AND user.name:an*; empty for every event. At most 4096 characters.")] string? Q,
    [property: Description("Events that happened at this time or later. Default: a day before the end.")] DateTimeOffset? From,
    [property: Description("Events that happened before this time. Default: ten minutes from now, for clocks that are ahead.")] DateTimeOffset? To)
{
    private const int LongestQuery = 4_096;
    private static readonly TimeSpan UsualRange = TimeSpan.FromDays(1);
    private static readonly TimeSpan ClocksAhead = TimeSpan.FromMinutes(10);

    /// <summary>Makes the store's question of it.</summary>
    /// <param name="scope">Whose events.</param>
    /// <param name="time">The clock.</param>
    /// <param name="search">The question.</param>
    /// <returns>What is wrong with it; null when nothing is.</returns>
    public ProblemHttpResult? TryRead(AgencyScope scope, TimeProvider time, out EventSearch search)
    {
        DateTimeOffset to = To ?? time.GetUtcNow() + ClocksAhead;
        DateTimeOffset from = From ?? (to.Ticks > UsualRange.Ticks ? to - UsualRange : DateTimeOffset.MinValue);
        search = new() { Scope = scope, Range = new(from.ToUniversalTime(), to.ToUniversalTime()) };
        if (from >= to)
            return Problem.Invalid("from has to lie before to.");
        if (Q is { Length: > LongestQuery })
            return Problem.Invalid($"q has {Q.Length} characters; at most {LongestQuery} are read.");
        QueryParse parse = QueryParser.Parse(Q ?? "");
        if (parse.Error is { } error)
            return Problem.InvalidQuery(error.Column, error.Message);
        search = search with { Query = parse.Query };
        return null;
    }
}
