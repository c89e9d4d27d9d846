using HueSoc.Storage.EventStore;
using HueSoc.Storage.Tenancy;

namespace HueSoc.Storage.Tests.Queries;

/// <summary>What looks like SQL or FTS5 is text like any other.</summary>
public sealed class SearchInjectionTests(SearchFixture fixture) : IClassFixture<SearchFixture>
{
    public static TheoryData<string> Attempts =>
    [
        "user.name:\"x' OR '1'='1\"",
        "user.name:\"'; DROP TABLE events; --\"",
        "user.name:\"*' OR 1=1 --*\"",
        "user.name:x'*",
        "\"x') OR seq IN (SELECT seq FROM events) --\"",
        "\"nosuch OR text:*\"",
        "\"nosuch NEAR(a b)\"",
        "nosuch\\\"\\ OR\\ \\\"*",
        "source.ip:\"10.0.0.1' UNION SELECT 1\"",
        "event.code:[\"' OR 1\" TO \"' OR 1z\"]",
        "event.action:\"$v0\"",
        "none\\'.such:x",
        "organization.id:\"H57.02' OR ''='\"",
    ];

    [Theory]
    [MemberData(nameof(Attempts))]
    public async Task Search_Injection_FindsNothingAndHarmsNothing(string query)
    {
        EventSearch search = SearchFixture.Search(query, AgencyScope.Of(["H57.01"]));

        (await fixture.Store.SearchAsync(search, default)).Events.ShouldBeEmpty();
        (await fixture.AllAsync(SearchFixture.Search("*"))).Count.ShouldBe(SearchFixture.Count);
    }

    [Theory]
    [InlineData("none\"; DROP TABLE events")]
    [InlineData("user.name, sender")]
    [InlineData("seq")]
    public async Task TopValues_FieldThatLooksLikeSql_IsAFieldNobodyHas(string field)
    {
        TopValues answer = await fixture.Store.GetTopValuesAsync(SearchFixture.Search("*"), field, 5, default);

        answer.Values.ShouldBeEmpty();
        answer.Missing.ShouldBe(SearchFixture.Count);
    }

    [Fact]
    public async Task Search_CodesOfAScope_AreValues()
    {
        EventSearch search = SearchFixture.Search("*", AgencyScope.Of(["x') OR ('1'='1"]));

        (await fixture.Store.SearchAsync(search, default)).Events.ShouldBeEmpty();
    }

    [Fact]
    public async Task Search_ManyFieldsAndConditions_Answers()
    {
        string query = string.Join(" OR ", Enumerable.Range(0, 390).Select(i => i % 3 == 0 ? $"user.name:u{i}" : i % 3 == 1 ? $"w{i}" : $"source.ip:10.{i % 250}.0.0/16"));

        (await fixture.Store.SearchAsync(SearchFixture.Search(query), default)).Events.ShouldNotBeEmpty();
    }
}
