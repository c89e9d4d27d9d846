using System.Text;
using HueSoc.Events.Normalisers;
using HueSoc.Events.Normalisers.Ecs;
using HueSoc.Events.Readers;

namespace HueSoc.Events.Tests.Readers;

/// <summary>Places that are noted, and the forms that events have by them.</summary>
public sealed class ValuePlacesTests
{
    private static readonly EcsPath Path = EcsPath.Of("related.user");

    [Theory]
    [InlineData("\"a\"", "0+3")]
    [InlineData("12", "0+2")]
    [InlineData("[]", "0+1")]
    [InlineData("[\"a\"]", "0+1 1+3")]
    [InlineData("[12]", "0+1 1+2")]
    [InlineData("[\"a\",\"bc\"]", "0+1 1+3 5+4")]
    [InlineData("[\"a,b\"]", "0+1 1+5")]
    [InlineData("[\"a\\\",\\\"b\\\\\",\"]\"]", "0+1 1+11 13+3")]
    [InlineData("[1,true,null]", "0+1 1+1 3+4 8+4")]
    [InlineData("[{\"a\":1}]", "")]
    [InlineData("[1,[2]]", "")]
    [InlineData("{\"a\":1}", "")]
    public void AddValue_Json_NotesItsElementsOrNothing(string json, string expected)
    {
        ValuePlaces places = new();
        places.Begin();

        places.AddValue(places.PathOf(Path.Id), 0, Encoding.UTF8.GetBytes(json));
        int form = places.End(new DocumentShape());

        ReadOnlySpan<(int Start, int Length)> noted = form == 0 ? [] : places.Of(new EventSlice { Form = form }).Span;
        string.Join(' ', noted.ToArray().Select(p => $"{p.Start}+{p.Length}")).ShouldBe(expected);
        foreach (int path in places.Forms.Paths(form))
            Encoding.UTF8.GetString(places.Forms.Key(path)).ShouldBe("user");
    }

    [Fact]
    public void End_ManyForms_GivesEachItsNumberAndNoneWhenThereAreTooMany()
    {
        const int Many = 5000;
        ValuePlaces places = new();
        DocumentShape shape = new();
        Dictionary<int, int> numbers = [];

        for (int length = 1; length <= Many; length++)
        {
            int form = Note(places, shape, length % 200, length);
            if (form != 0)
                places.Forms.Paths(form).Length.ShouldBe((length % 200) + 1);
            numbers[length] = form;
        }

        numbers.Values.Where(f => f != 0).Distinct().Count().ShouldBe(200);
        for (int length = 1; length <= Many; length++)
            Note(places, shape, length % 200, length).ShouldBe(numbers[length]);
    }

    [Fact]
    public void Of_MoreFormsThanAreKept_SaysSo()
    {
        EventForms forms = new();
        int[] given = [.. Enumerable.Range(1, 5000).Select(i => forms.Of([1, i]))];

        given.Take(4000).ShouldAllBe(f => f > 0);
        given[^1].ShouldBe(0);
        given[0].ShouldBe(forms.Of([1, 1]));
    }

    [Fact]
    public void PathOfDocument_MoreThanAreKept_SaysSoAndKnowsTheOthers()
    {
        EventForms forms = new();
        int[] given = [.. Enumerable.Range(0, 20_000).Select(i => forms.PathOfDocument(EventForms.Root, Encoding.UTF8.GetBytes($"k{i}")))];

        given.Take(16_000).ShouldAllBe(p => p > 0);
        given[^1].ShouldBeLessThan(0);
        forms.PathOfDocument(EventForms.Root, "k7"u8).ShouldBe(given[7]);
        forms.Path(EventForms.Root, "ecs"u8).ShouldBeGreaterThan(0);
    }

    private static int Note(ValuePlaces places, DocumentShape shape, int elements, int at)
    {
        places.Clear();
        places.Begin();
        places.AddValue(places.PathOf(Path.Id), at, Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Repeat("1", elements))}]"));
        return places.End(shape);
    }
}
