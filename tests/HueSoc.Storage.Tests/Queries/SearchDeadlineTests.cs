using HueSoc.Storage.EventStore;
using HueSoc.Storage.Sqlite;
using HueSoc.Storage.Tests.EventStore;
using Microsoft.Extensions.Logging.Abstractions;

namespace HueSoc.Storage.Tests.Queries;

public sealed class SearchDeadlineTests : IAsyncLifetime, IDisposable
{
    private readonly TempFolder folder = new();
    private readonly CountingClock clock = new();
    private SqliteEventStore store = null!;

    public async Task InitializeAsync()
    {
        store = SqliteEventStore.Open(new SqliteEventStoreOptions { Folder = folder.Path }, clock, NullLogger.Instance);
        await store.AppendAsync(Sample.Events(0, 3000), default);
        clock.Step = TimeSpan.FromSeconds(1);
    }

    public async Task DisposeAsync() => await store.DisposeAsync();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("*")]
    [InlineData("event")]
    [InlineData("labels.x:1")]
    public async Task EveryQuestion_NoTimeAtAll_CutAtOnce(string query)
    {
        EventSearch search = SearchFixture.Search(query) with { Deadline = TimeSpan.Zero };

        (await store.SearchAsync(search, default)).Cut.ShouldBe(AnswerCut.Deadline);
        (await store.GetHistogramAsync(search, TimeSpan.FromHours(1), default)).Cut.ShouldBe(AnswerCut.Deadline);
        (await store.GetTopValuesAsync(search, "host.name", 3, default)).Cut.ShouldBe(AnswerCut.Deadline);
    }

    [Fact]
    public async Task Search_TimeForSomeDocuments_CutAndGoesOnWhereItStopped()
    {
        // Each look at the clock is a second, so each page gets through some hundreds of documents.
        EventSearch search = SearchFixture.Search("message:event AND NOT labels.x:1") with { Deadline = TimeSpan.FromSeconds(500) };
        List<long> seen = [];
        int cuts = 0;
        EventPage page;
        do
        {
            page = await store.SearchAsync(search, default);
            seen.AddRange(page.Events.Select(e => e.Sequence));
            cuts += page.Cut == AnswerCut.Deadline ? 1 : 0;
            search = search with { After = page.Next };
        }
        while (page.Next is not null);

        cuts.ShouldBeGreaterThan(0);
        seen.ShouldBeUnique();
    }

    [Fact]
    public async Task Search_SlowStatement_InterruptedInsideSqlite()
    {
        // The answer is sorted before the first row comes, so only SQLite itself can look at the clock.
        EventSearch search = SearchFixture.Search("event NOT (*1 OR *2 OR ?3*)") with { Deadline = TimeSpan.FromSeconds(2) };

        (await store.SearchAsync(search, default)).Cut.ShouldBe(AnswerCut.Deadline);
    }

    [Fact]
    public async Task Search_Cancelled_Throws()
    {
        using CancellationTokenSource source = new();
        await source.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(async () => await store.SearchAsync(SearchFixture.Search("*"), source.Token));
    }

    [Fact]
    public async Task Search_AfterACut_WholeAgain()
    {
        await store.SearchAsync(SearchFixture.Search("event") with { Deadline = TimeSpan.FromSeconds(1) }, default);
        clock.Step = TimeSpan.Zero;

        EventPage page = await store.SearchAsync(SearchFixture.Search("event"), default);

        page.Events.Length.ShouldBe(3000);
        page.Cut.ShouldBe(AnswerCut.None);
    }

    [Fact]
    public async Task Histogram_MoreBucketsThanAnAnswerHolds_TheLatestAndCut()
    {
        clock.Step = TimeSpan.Zero;
        DateTimeOffset first = Sample.Noon.AddHours(-3);
        foreach (EventToAppend[] batch in Enumerable.Range(0, 10_100).Select(i => Sample.Event(Sample.Id(Sample.Noon, 10_000 + i), at: first.AddSeconds(i))).Chunk(2000))
            await store.AppendAsync(batch, default);

        EventHistogram histogram = await store.GetHistogramAsync(SearchFixture.Search("*"), TimeSpan.FromSeconds(1), default);

        histogram.Buckets.Length.ShouldBe(10_000);
        histogram.Buckets[^1].Start.ShouldBe(Sample.Noon.AddSeconds(2));
        histogram.Cut.ShouldBe(AnswerCut.Limit);
    }

    /// <summary>A clock that moves at every look at it.</summary>
    private sealed class CountingClock : TimeProvider
    {
        private long looks;

        public TimeSpan Step { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => Sample.Noon;

        public override long GetTimestamp() => Interlocked.Add(ref looks, Step.Ticks);
    }
}
