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
