using System.Collections.Immutable;
using HueSoc.Storage.EventStore;
using HueSoc.Storage.Queries;
using HueSoc.Storage.Sqlite;
using HueSoc.Storage.Tenancy;

namespace HueSoc.Benchmarks;

#pragma warning disable MA0048 // The list and what is on it are one thing.
/// <summary>A question an analyst asks.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Ask">Asks it; gives how much was found, and whether the answer was cut.</param>
internal sealed record AnalystQuery(string Name, Func<SqliteEventStore, Task<(long Found, bool IsCut)>> Ask);

/// <summary>Ten questions an analyst asks of thirty days: what the console does when it opens, and what follows from an alert.</summary>
internal static class AnalystQueries
{
    private static readonly AgencyScope OneAgency = AgencyScope.Of(["AG07"]);

    /// <summary>The list.</summary>
    public static ImmutableArray<AnalystQuery> All { get; } =
    [
        Page("the newest events", ""),
        Page("full text: two words, anywhere", "powershell invoke"),
        Page("full text: a phrase and a code", "\"account name\" AND event.code:4658"),
        Page("a word by its beginning, on one host", "power* AND host.name:pc-0838.hue.example"),
        Page("a path by wildcard", "process.command_line:*\\\\AppData\\\\*"),
        Page("the logons of a rare user, all the month", "user.name:\"pedro-admin\" AND event.code:4624"),
        Page("connections that do not go to our own networks", "event.code:3 AND NOT destination.ip:(10.0.0.0/8 OR 172.16.0.0/12 OR 192.168.0.0/16)"),
        Histogram("events an hour", "", TimeSpan.FromHours(1), AgencyScope.City),
        Histogram("process starts a day, one agency", "event.code:1", TimeSpan.FromDays(1), OneAgency),
        Top("programs that connect", "event.code:(3 OR 5156)", "process.name"),
    ];

    private static AnalystQuery Page(string name, string text) => new($"page: {name}", async store =>
    {
        EventPage page = await store.SearchAsync(Search(text, AgencyScope.City), CancellationToken.None);
        return (page.Events.Length, page.Cut != AnswerCut.None);
    });

    private static AnalystQuery Histogram(string name, string text, TimeSpan bucket, AgencyScope scope) => new($"histogram: {name}", async store =>
    {
        EventHistogram counts = await store.GetHistogramAsync(Search(text, scope), bucket, CancellationToken.None);
        return (counts.Buckets.Sum(b => b.Count), counts.Cut != AnswerCut.None);
    });

    private static AnalystQuery Top(string name, string text, string field) => new($"top values: {name}", async store =>
    {
        TopValues top = await store.GetTopValuesAsync(Search(text, AgencyScope.City), field, 10, CancellationToken.None);
        return (top.Values.Sum(v => v.Count), top.Cut != AnswerCut.None);
    });

    private static EventSearch Search(string text, AgencyScope scope)
    {
        QueryParse parsed = QueryParser.Parse(text);
        return parsed.Error is null
            ? new() { Scope = scope, Range = new(QueryStore.From, QueryStore.From.AddDays(QueryStore.Days)), Query = parsed.Query }
            : throw new InvalidOperationException($"{text}: {parsed.Error}");
    }
}
