using HueSoc.Storage.EventStore;
using HueSoc.Storage.Sqlite;
using HueSoc.Storage.Tests.EventStore;
using Microsoft.Extensions.Logging.Abstractions;

namespace HueSoc.Storage.Tests.Queries;

public sealed class SearchPagingTests(SearchFixture fixture) : IClassFixture<SearchFixture>
{
    [Theory]
    [InlineData("*", true, 7)]
    [InlineData("*", false, 100)]
    [InlineData("nhập", true, 13)]
    [InlineData("event.code:4624", false, 3)]
    [InlineData("labels.x:*", true, 50)]
    public async Task Search_PageByPage_EachOnceInOrder(string query, bool newestFirst, int limit)
    {
        EventSearch search = SearchFixture.Search(query) with { NewestFirst = newestFirst };
        List<StoredEvent> whole = await fixture.AllAsync(search);

        List<StoredEvent> pages = await fixture.AllAsync(search with { Limit = limit });

        pages.Select(e => e.Sequence).ShouldBe(whole.Select(e => e.Sequence));
        pages.Select(e => e.Sequence).ShouldBeUnique();
        int sign = newestFirst ? -1 : 1;
        pages.ShouldBe(pages.OrderBy(e => sign * e.Timestamp.UtcTicks).ThenBy(e => sign * e.Sequence));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Search_EventsComeBetweenPages_NotInThisAnswer(bool newestFirst)
    {
        using TempFolder folder = new();
        await using SqliteEventStore store = SqliteEventStore.Open(new SqliteEventStoreOptions { Folder = folder.Path }, new TestClock(Sample.Noon), NullLogger.Instance);
        await store.AppendAsync(Sample.Events(0, 100), default);
        EventSearch search = SearchFixture.Search("*") with { Limit = 10, NewestFirst = newestFirst };
        List<long> seen = [];
        for (int page = 0; page < 20; page++)
        {
            EventPage answer = await store.SearchAsync(search, default);
            seen.AddRange(answer.Events.Select(e => e.Sequence));
            if (answer.Next is null)
                break;
            search = search with { After = answer.Next };
            await store.AppendAsync([Sample.Event(Sample.Id(Sample.Noon, 1000 + page), at: Sample.Noon.AddMilliseconds(50)), Sample.Event(Sample.Id(Sample.Noon, 2000 + page), at: Sample.Noon.AddHours(1))], default);
        }

        seen.Order().ShouldBe(Enumerable.Range(1, 100).Select(i => (long)i));
    }

    [Theory]
    [InlineData(true, 3)]
    [InlineData(false, 7)]
    [InlineData(true, 1000)]
    public async Task Search_FewOnEachOfManyDays_EachOnceInOrder(bool newestFirst, int limit)
    {
        using TempFolder folder = new();
        await using SqliteEventStore store = SqliteEventStore.Open(new SqliteEventStoreOptions { Folder = folder.Path }, new TestClock(Sample.Noon), NullLogger.Instance);
        // Some of a day's events happened on the day before it.
        EventToAppend[] events =
        [
            .. Enumerable.Range(0, 600).Select(i => Sample.Event(
                Sample.Id(Sample.Noon.AddDays(-(i % 20)), i), text: i % 7 == 0 ? "rare" : "common", at: Sample.Noon.AddDays(-(i % 20)).AddMinutes(-i * 3))),
        ];
        await store.AppendAsync(events, default);
        EventSearch search = SearchFixture.Search("rare", range: new(Sample.Noon.AddDays(-40), Sample.Noon.AddDays(1))) with { NewestFirst = newestFirst, Limit = limit };
        List<string> seen = [];
        EventPage page;
        do
        {
            page = await store.SearchAsync(search, default);
            page.Events.Length.ShouldBeLessThanOrEqualTo(limit);
            seen.AddRange(page.Events.Select(e => e.Key.Id));
            search = search with { After = page.Next };
        }
        while (page.Next is not null);

        IEnumerable<EventToAppend> expected = events.Where((_, i) => i % 7 == 0).OrderBy(e => e.Timestamp);
        seen.ShouldBe((newestFirst ? expected.Reverse() : expected).Select(e => e.Key.Id));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("AAAA")]
    [InlineData("' OR 1=1 --")]
    public async Task Search_PlaceNobodyGaveOut_Refused(string after) =>
        await Should.ThrowAsync<ArgumentException>(async () => await fixture.Store.SearchAsync(SearchFixture.Search("*") with { After = after }, default));

    [Theory]
    [InlineData(0)]
    [InlineData(10_001)]
    public async Task Search_LimitOutOfRange_Refused(int limit) =>
        await Should.ThrowAsync<ArgumentException>(async () => await fixture.Store.SearchAsync(SearchFixture.Search("*") with { Limit = limit }, default));
}
