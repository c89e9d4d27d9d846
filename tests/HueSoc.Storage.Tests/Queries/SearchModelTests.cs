using HueSoc.Storage.EventStore;
using HueSoc.Storage.Queries;
using HueSoc.Storage.Tenancy;

namespace HueSoc.Storage.Tests.Queries;

/// <summary>What the store answers, and what is asked of documents, is what the naive model says.</summary>
public sealed class SearchModelTests(SearchFixture fixture) : IClassFixture<SearchFixture>
{
    private const int Queries = 400;

    private readonly Dictionary<EventKey, NaiveModel> models = fixture.Events.ToDictionary(e => e.Key, e => new NaiveModel(e.Document.ToArray()));

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 4)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Search_RandomQueries_AsModel(int seed)
    {
        Random random = new(seed);
        RandomQueries queries = new(random);
        int found = 0;
        for (int run = 0; run < Queries; run++)
        {
            string text = queries.Next();
            AgencyScope scope = random.Next(3) == 0 ? AgencyScope.Of(["H57.01"]) : AgencyScope.City;
            TimeRange range = random.Next(3) == 0 ? new(SearchFixture.Always.From.AddDays(2), SearchFixture.Always.From.AddDays(3)) : SearchFixture.Always;
            EventSearch search = SearchFixture.Search(text, scope, range) with { NewestFirst = random.Next(2) == 0 };

            string[] answer = [.. (await fixture.AllAsync(search)).Select(e => e.Key.Id)];

            string[] expected = [.. Expected(search).Select(e => e.Key.Id)];
            answer.Order(StringComparer.Ordinal).ShouldBe(expected.Order(StringComparer.Ordinal), $"{text} as {QueryText.Of(search.Query)}");
            found += answer.Length;
        }

        found.ShouldBeGreaterThan(Queries * 10);
    }

    [Fact]
    public void Matches_RandomQueries_AsModel()
    {
        RandomQueries queries = new(new Random(7));
        EventToAppend[] events = [.. fixture.Events.Take(200)];
        for (int run = 0; run < 1500; run++)
        {
            string text = queries.Next();
            QueryNode? query = QueryParser.Parse(text).Query;
            EventPredicate predicate = EventPredicate.Compile(query);
            foreach (EventToAppend e in events)
                predicate.Matches(e.Document.Span).ShouldBe(models[e.Key].Matches(query), $"{text} of {System.Text.Encoding.UTF8.GetString(e.Document.Span)}");
        }
    }

    [Fact]
    public async Task Histogram_RandomQueries_AsModel()
    {
        RandomQueries queries = new(new Random(11));
        for (int run = 0; run < 200; run++)
        {
            EventSearch search = SearchFixture.Search(run == 0 ? "*" : run < 6 ? $"event.code:{RandomEvents.Codes[run]}" : queries.Next());
            TimeSpan bucket = TimeSpan.FromMinutes(run % 2 == 0 ? 60 : 7);

            EventHistogram answer = await fixture.Store.GetHistogramAsync(search, bucket, default);

            (DateTimeOffset, long)[] expected =
            [
                .. Expected(search).GroupBy(e => DateTimeOffset.UnixEpoch.AddTicks((e.Timestamp - DateTimeOffset.UnixEpoch).Ticks / bucket.Ticks * bucket.Ticks))
                    .OrderBy(group => group.Key).Select(group => (group.Key, (long)group.Count())),
            ];
            answer.Buckets.Select(b => (b.Start, b.Count)).ShouldBe(expected, QueryText.Of(search.Query));
            answer.Cut.ShouldBe(AnswerCut.None);
        }
    }

    [Theory]
    [InlineData("user.name")]
    [InlineData("event.action")]
    [InlineData("source.ip")]
    [InlineData("labels.x")]
    public async Task TopValues_RandomQueries_AsModel(string field)
    {
        RandomQueries queries = new(new Random(13));
        for (int run = 0; run < 50; run++)
        {
            EventSearch search = SearchFixture.Search(run == 0 ? "*" : queries.Next());

            TopValues answer = await fixture.Store.GetTopValuesAsync(search, field, 3, default);

            string[][] values = [.. Expected(search).Select(e => models[e.Key].Of(field).ToArray())];
            (string, long)[] all =
            [
                .. values.SelectMany(v => v).GroupBy(v => v, StringComparer.Ordinal).Select(group => (group.Key, (long)group.Count()))
                    .OrderByDescending(pair => pair.Item2).ThenBy(pair => pair.Key, StringComparer.Ordinal),
            ];
            answer.Values.Select(v => (v.Value, v.Count)).ShouldBe(all.Take(3), QueryText.Of(search.Query));
            answer.Others.ShouldBe(all.Skip(3).Sum(pair => pair.Item2));
            answer.Missing.ShouldBe(values.Count(v => v.Length == 0));
        }
    }

    [Fact]
    public async Task TopValues_Agency_CodesAsTheyAre()
    {
        TopValues answer = await fixture.Store.GetTopValuesAsync(SearchFixture.Search("*"), "organization.id", 5, default);

        answer.Values.Select(v => v.Value).Order(StringComparer.Ordinal).ShouldBe(["H57.01", "H57.02"]);
        answer.Missing.ShouldBe(fixture.Events.Count(e => e.Agency.Length == 0));
    }

    private IEnumerable<EventToAppend> Expected(EventSearch search) =>
        fixture.Events.Where(e => search.Scope.Allows(e.Agency) && search.Range.Contains(e.Timestamp) && models[e.Key].Matches(search.Query));
}
