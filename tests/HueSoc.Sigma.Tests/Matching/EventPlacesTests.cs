using System.Text;
using HueSoc.Sigma.Matching;
using HueSoc.Sigma.Rules;
using HueSoc.Sigma.Tests.Model;

namespace HueSoc.Sigma.Tests.Matching;

/// <summary>
/// Events of which it is known where their values stand. That the outcome is that of walking them is compared over random rules and events in
/// <see cref="MatcherModelTests"/>.
/// </summary>
public sealed class EventPlacesTests
{
    [Fact]
    public void Match_WritersThatNumberOtherwise_FindsTheFieldsOfEach()
    {
        EventMatcher matcher = Matcher("s:\n  A: x\ncondition: s");
        NotedPlaces first = new(), second = new();
        byte[] a = "{\"A\":\"x\",\"B\":\"y\"}"u8.ToArray();
        byte[] b = "{\"B\":\"x\",\"A\":\"y\"}"u8.ToArray();

        for (int i = 0; i < 3; i++)
        {
            Count(matcher, first, a).ShouldBe(1);
            Count(matcher, second, b).ShouldBe(0);
            Count(matcher, second, a).ShouldBe(1);
            Count(matcher, first, b).ShouldBe(0);
        }
    }

    [Fact]
    public void Match_KeywordInAValueNoRuleNames_IsFoundBesideWalkedEvents()
    {
        EventMatcher matcher = Matcher("s:\n  - ca\u1ED1ng\ncondition: s");
        NotedPlaces noted = new();
        byte[] with = Encoding.UTF8.GetBytes("{\"deep\":{\"x\":[1,\"CA\u1ED0NG\"]}}");
        byte[] without = Encoding.UTF8.GetBytes("{\"deep\":{\"x\":[1,\"ca\u1ED9ng\"]}}");

        Count(matcher, noted, with).ShouldBe(1);
        Count(matcher, noted, without).ShouldBe(0);
        matcher.Match(with);
        matcher.Matches.Length.ShouldBe(1);
        Count(matcher, noted, without).ShouldBe(0);
        Count(matcher, noted, with).ShouldBe(1);
    }

    [Fact]
    public void Match_GatesOfOneFormThatChange_AreLookedAtEachTime()
    {
        string[] rules = [.. Enumerable.Range(1, 3).Select(id => $"s:\n  EventID: {id}\n  A|contains: x\ncondition: s")];
        EventMatcher matcher = Matcher(rules);
        NotedPlaces noted = new();

        foreach (string id in (string[])["1", "2", "\"2\"", "1", "22", "[2]", "[2,3]", "2", "3", "{}", "null", "3", "\"1\""])
        {
            matcher.Match(Encoding.UTF8.GetBytes($"{{\"EventID\":{id},\"A\":\"x\"}}"));
            int[] walked = [.. matcher.Matches];
            matcher.Match(Encoding.UTF8.GetBytes($"{{\"EventID\":{id},\"A\":\"x\"}}"), noted.Of(Encoding.UTF8.GetBytes($"{{\"EventID\":{id},\"A\":\"x\"}}"))!.Value);

            matcher.Matches.ToArray().ShouldBe(walked, id);
            walked.Length.ShouldBe(id.Contains('2') && id != "22" ? id.Contains('3') ? 2 : 1 : id.AsSpan().IndexOfAny("13") >= 0 ? 1 : 0, id);
        }
    }

    [Fact]
    public void Match_ValuesAndKeysOutsideAscii_AreLookedThroughForKeywords()
    {
        EventMatcher matcher = Matcher("s:\n  - \u1ED1ng kh\u00F3i\n  - \u00e9t\u00e9\ncondition: s");
        NotedPlaces noted = new();

        Count(matcher, noted, "{\"t\u00EAn\":1,\"\u1ED1ng kh\u00F3i\":\"x\",\"b\":[\"\u00AE\",{\"c\":\"\u00AE \\u1ed0ng KH\u00D3I\"}]}").ShouldBe(1);
        Count(matcher, noted, "{\"t\u00EAn\":1,\"\u1ED1ng kh\u00F3i\":\"x\",\"b\":[\"\u00AE\",{\"c\":\"\u00AE \\u1ed0ng\"}]}").ShouldBe(0);
        Count(matcher, noted, "{\"a\":\"C:\\\\user\",\"b\":\"\\u00c9T\\u00c9\"}").ShouldBe(1);
        Count(matcher, noted, "{\"a\":\"C:\\\\user\",\"b\":\"\\u00c9T\"}").ShouldBe(0);
    }

    [Theory]
    [InlineData(200, 1)]
    [InlineData(0, 200)]
    public void Match_PlaceOutsideTheEvent_Throws(int start, int length)
    {
        EventMatcher matcher = Matcher("s:\n  A: x\ncondition: s");
        byte[] json = "{\"A\":\"x\"}"u8.ToArray();
        EventPlaces places = new NotedPlaces().Of(json)!.Value with { Values = new[] { (5 + start, length) } };

        Should.Throw<Exception>(() => matcher.Match(json, places)).ShouldBeAssignableTo<SystemException>();
    }

    [Theory]
    [InlineData("", 0, -1)]
    [InlineData("plain", 0, -1)]
    [InlineData("C:\\\\Windows", 1, -1)]
    [InlineData("\\u0041", 3, 0)]
    [InlineData("H\u1EBF", 4, 1)]
    [InlineData("\\n\\u0041", 3, 2)]
    public void FlagsOf_Text_AreWhatIsInItWhereverItStands(string text, int expected, int mark)
    {
        for (int before = 0; before < 70; before++)
        {
            for (int after = 0; after < 70; after += 7)
            {
                byte[] json = Encoding.UTF8.GetBytes(new string('a', before) + text + new string('b', after));
                int length = Encoding.UTF8.GetByteCount(text);

                JsonScanner.IndexOfMark(json, 0).ShouldBe(mark < 0 ? -1 : before + mark);
                JsonScanner.IndexOfMark(json, before + length).ShouldBe(-1);
                ((int)JsonScanner.FlagsOf(json, before, length)).ShouldBe(expected);
                ((int)JsonScanner.FlagsOf(json, 0, before)).ShouldBe(0);
            }
        }
    }

    private static int Count(EventMatcher matcher, NotedPlaces noted, string json) => Count(matcher, noted, Encoding.UTF8.GetBytes(json));

    private static int Count(EventMatcher matcher, NotedPlaces noted, byte[] json)
    {
        matcher.Match(json, noted.Of(json)!.Value).ShouldBe(EventFault.None);
        return matcher.Matches.Length;
    }

    private static EventMatcher Matcher(params string[] detections) =>
        SigmaEngine.Compile(RuleLoader.Parse([.. detections.Select((detection, number) => ($"{number}.yml", Rule(detection)))]).Rules, [], [TestLayouts.Flat]).CreateMatcher();

    private static string Rule(string detection) =>
        "title: t\nlogsource:\n  product: windows\ndetection:\n  " + detection.Replace("\n", "\n  ", StringComparison.Ordinal);
}
