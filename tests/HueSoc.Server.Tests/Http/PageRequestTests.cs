using System.Collections.Immutable;
using HueSoc.Server.Json;
using HueSoc.Storage.Control;

namespace HueSoc.Server.Tests.Http;

/// <summary>Pages of lists that are in memory.</summary>
public sealed class PageRequestTests
{
    [Theory]
    [InlineData(0, 3)]
    [InlineData(1, 3)]
    [InlineData(3, 3)]
    [InlineData(7, 3)]
    [InlineData(9, 3)]
    public void Cut_FromPageToPage_GivesEveryItemOnce(int count, int limit)
    {
        ImmutableArray<string> all = [.. Enumerable.Range(0, count).Select(i => $"item {i}")];
        List<string> seen = [];
        string? after = null;
        do
        {
            Page<string> page = PageRequest.Cut(all, item => item, limit, after);
            page.Items.Length.ShouldBeLessThanOrEqualTo(limit);
            seen.AddRange(page.Items);
            after = page.Next;
        }
        while (after is not null);

        seen.ShouldBe(all);
    }

    [Fact]
    public void Cut_AfterAnItemThatIsNotThere_IsRefused() =>
        Should.Throw<ArgumentException>(() => PageRequest.Cut(["a"], item => item, limit: 1, after: "b"));
}
