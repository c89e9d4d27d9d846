using System.Collections.Immutable;
using HueSoc.Storage.EventStore;
using HueSoc.Storage.Queries;
using HueSoc.Storage.Sqlite;
using HueSoc.Storage.Tenancy;
using HueSoc.Storage.Tests.EventStore;
using Microsoft.Extensions.Logging.Abstractions;

namespace HueSoc.Storage.Tests.Queries;

/// <summary>A store of three days with some thousands of random events.</summary>
public sealed class SearchFixture : IAsyncLifetime, IDisposable
{
    private readonly TempFolder folder = new();

    internal const int Count = 1500;

    internal static TimeRange Always { get; } = new(Sample.Noon.AddDays(-3), Sample.Noon.AddDays(3));

    internal ImmutableArray<EventToAppend> Events { get; private set; } = [];

    internal SqliteEventStore Store { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Store = SqliteEventStore.Open(new SqliteEventStoreOptions { Folder = folder.Path }, new TestClock(Sample.Noon), NullLogger.Instance);
        RandomEvents random = new(new Random(20260314));
        Events = [.. Enumerable.Range(0, Count).Select(random.Next)];
        foreach (EventToAppend[] batch in Events.Chunk(100))
            (await Store.AppendAsync(batch, default)).ShouldAllBe(result => result.Outcome == AppendOutcome.Stored);
    }

    public async Task DisposeAsync() => await Store.DisposeAsync();

    public void Dispose() => folder.Dispose();

    internal static EventSearch Search(string query, AgencyScope? scope = null, TimeRange? range = null)
    {
        QueryParse parse = QueryParser.Parse(query);
        parse.Error.ShouldBeNull(query);
        return new() { Scope = scope ?? AgencyScope.City, Range = range ?? Always, Query = parse.Query, Limit = 10_000, Deadline = TimeSpan.FromMinutes(5) };
    }

    /// <summary>All pages.</summary>
    internal async Task<List<StoredEvent>> AllAsync(EventSearch search)
    {
        List<StoredEvent> all = [];
        EventPage page;
        do
        {
            page = await Store.SearchAsync(search, default);
            page.Cut.ShouldBe(AnswerCut.None);
            page.Unreadable.ShouldBeEmpty();
            all.AddRange(page.Events);
            search = search with { After = page.Next };
        }
        while (page.Next is not null);
        return all;
    }
}
