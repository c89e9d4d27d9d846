using System.Text;
using System.Text.Json;
using HueSoc.Sigma.Matching;
using HueSoc.Sigma.Rules;
using Xunit.Abstractions;

namespace HueSoc.Sigma.Tests.Model;

/// <summary>What an endpoint says may be anything; the matcher reads what JSON allows and goes on.</summary>
public sealed class HostileEventTests(ITestOutputHelper output)
{
    private const int Events = 10_000;

    private static readonly string[] Seeds =
    [
        """{"EventID":1,"Channel":"Sys","Image":"C:\\Windows\\cmd.exe","CommandLine":"cmd /c \"abab\" \u0041\ud83d\ude00","User":null}""",
        """{"Event":{"System":{"EventID":1,"Channel":"Sys"},"EventData":{"a":{"b":[1,-2.5e3,true,[null,{"c":"aba"}]]},"ThreatName":"x"}}}""",
        """{ "a.b" : "Đường dẫn" , "Data" : [ "ab" , { } , [ ] , 0 , 1e-7 ] , "a" : { "b.c" : false , "b" : { "c" : "K\/" } } }""",
        """{"CommandLine":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab","Hashes":"SHA256=00112233445566778899AABBCCDDEEFF"}""",
        """{"x":{"x":{"x":{"x":{"x":{"x":{"x":{"x":{"x":[[[[[[[["a"]]]]]]]]}}}}}}}}},"Image":"","Image":["",""]}""",
    ];

    private static readonly string[] Tokens =
    [
        "{", "}", "[", "]", "{\"a\":", "[[[[[[[[", "]]]]]]]]", "\"", "\\", "\\u", "\\ud800", "\\udfff", "\\u00e", "\\x", ":", ",", ",,", "null", "tru", "true", "false", "NaN", "-", "0", "00", "-0", "1.", ".5",
        "1e", "1e+", "1E400", "99999999999999999999999999999999999999999999", "-1e-999999999", " ", "\t", "\n", "\r", "\v", "\u0000", "\u0001", "\u001f", "\u007f", "\uFEFF", "\u2028", "//", "/**/", "'", "+1", "Infinity",
        "\"EventID\":1,", "\"Channel\":\"Sys\",", "{}", "[]", "\"\"", "\"\":", "\"*\":", "\".\":1,", "\"a..b\":", "\" \":",
    ];

    [Fact]
    public void Match_MutatedEvents_ReadsWhatJsonAllowsAndGoesOn()
    {
        Random random = new(20_260_101);
        Mutation mutation = new(random, Tokens);
        ModelCase normal = ModelCase.Create(seed: 77, rules: 40, events: 5);
        SigmaEngine engine = normal.Compile(out _);
        EventMatcher matcher = engine.CreateMatcher();
        byte[][] seeds = [.. Seeds.Select(Encoding.UTF8.GetBytes)];
        byte[][] healthy = [.. normal.Events.Select(e => EventBytes.Raw(e.ToJson(normal.Space)))];
        int[][] expected = [.. healthy.Select(h => Matches(engine.CreateMatcher(), h))];
        expected.ShouldContain(e => e.Length > 0);

        int read = 0, refused = 0, tooDeep = 0;
        for (int i = 0; i < Events; i++)
        {
            byte[] json = mutation.Mutate(seeds[random.Next(seeds.Length)], seeds[random.Next(seeds.Length)]);
            EventFault fault = matcher.Match(json);
            string shown = $"event {i}: {Convert.ToBase64String(json)}";
            (fault == EventFault.None).ShouldBe(IsReadable(json), shown);
            if (fault == EventFault.None)
                read++;
            else
                refused++;
            tooDeep += fault == EventFault.TooDeep ? 1 : 0;
            if (fault != EventFault.None)
                matcher.Matches.Length.ShouldBe(0, shown);
            foreach (int rule in matcher.Matches.ToArray())
                _ = matcher.Explain(rule);
            _ = matcher.Timestamp.Length + matcher.Host.Length + matcher.SourceRecord.Length;
            if (i % 16 == 0)
                Matches(matcher, healthy[i / 16 % healthy.Length]).ShouldBe(expected[i / 16 % healthy.Length], $"after {shown}");
        }

        output.WriteLine($"{read} read, {refused} refused, {tooDeep} of them too deep");
        read.ShouldBeGreaterThan(Events / 10);
        refused.ShouldBeGreaterThan(Events / 10);
        tooDeep.ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData(EventMatcher.MaxDepth, EventFault.None)]
    [InlineData(EventMatcher.MaxDepth + 1, EventFault.TooDeep)]
    [InlineData(1_000_000, EventFault.TooDeep)]
    public void Match_NestedEvent_IsReadUpToTheLimit(int depth, EventFault expected)
    {
        string json = string.Concat(Enumerable.Repeat("{\"a\":", depth - 1)) + "{}" + new string('}', depth - 1);
        Matcher().Match(Encoding.UTF8.GetBytes(json)).ShouldBe(expected);
        string list = "{\"a\":" + new string('[', depth - 1) + new string(']', depth - 1) + "}";
        Matcher().Match(Encoding.UTF8.GetBytes(list)).ShouldBe(expected);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"a\"")]
    [InlineData("{}{}")]
    [InlineData("{} x")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{\"a\" 1}")]
    [InlineData("{a:1}")]
    [InlineData("{\"a\":01}")]
    [InlineData("{\"a\":\"\\x\"}")]
    [InlineData("\uFEFF{}")]
    public void Match_NotOneObject_IsNotJson(string text) =>
        Matcher().Match(Encoding.UTF8.GetBytes(text)).ShouldBe(EventFault.NotJson);

    [Fact]
    public void Match_OneEventOfManyMegabytes_IsReadAndTheNextOneToo()
    {
        EventMatcher matcher = Matcher();
        string big = "{\"Image\":\"" + new string('a', 8_000_000) + "\",\"Data\":[" + string.Join(',', Enumerable.Repeat("\"a\"", 500_000)) + "]}";
        matcher.Match(Encoding.UTF8.GetBytes(big)).ShouldBe(EventFault.None);
        matcher.Match("""{"Image":"cmd.exe"}"""u8.ToArray()).ShouldBe(EventFault.None);
        matcher.Matches.Length.ShouldBe(1);
    }

    private static EventMatcher Matcher()
    {
        RuleCollection rules = RuleLoader.Parse([("a.yml", """
            title: cmd
            logsource: {category: any}
            detection:
              sel: {Image|endswith: cmd.exe}
              condition: sel
            """)]);
        return SigmaEngine.Compile(rules.Rules, ModelLayouts.Pipelines, ModelLayouts.All).CreateMatcher();
    }

    private static int[] Matches(EventMatcher matcher, byte[] json)
    {
        matcher.Match(json).ShouldBe(EventFault.None);
        return matcher.Matches.ToArray();
    }

    // What .NET's strict reader takes, and raw control characters within strings.
    private static bool IsReadable(byte[] json)
    {
        Utf8JsonReader reader = new(WithoutControls(json), new JsonReaderOptions { MaxDepth = EventMatcher.MaxDepth });
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return false;
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static byte[] WithoutControls(byte[] json)
    {
        byte[] changed = [.. json];
        bool inString = false;
        for (int i = 0; i < json.Length; i++)
        {
            if (json[i] == '"')
                inString = !inString;
            else if (inString && json[i] == '\\')
                i++;
            else if (inString && json[i] < 0x20)
                changed[i] = (byte)' ';
        }

        return changed;
    }
}
