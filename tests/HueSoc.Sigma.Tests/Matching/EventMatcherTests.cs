using System.Collections.Immutable;
using System.Text;
using HueSoc.Sigma.Matching;
using HueSoc.Sigma.Rules;
using HueSoc.Sigma.Tests.Rules;

namespace HueSoc.Sigma.Tests.Matching;

/// <summary>One matcher over many events: faults, what it remembers, what it costs, what it says of the event.</summary>
public sealed class EventMatcherTests
{
    [Theory]
    [InlineData("", EventFault.NotJson)]
    [InlineData("  ", EventFault.NotJson)]
    [InlineData("null", EventFault.NotJson)]
    [InlineData("[]", EventFault.NotJson)]
    [InlineData("[{\"A\":\"x\"}]", EventFault.NotJson)]
    [InlineData("\"A\"", EventFault.NotJson)]
    [InlineData("{", EventFault.NotJson)]
    [InlineData("{\"A\"", EventFault.NotJson)]
    [InlineData("{\"A\":", EventFault.NotJson)]
    [InlineData("{\"A\":\"x\"", EventFault.NotJson)]
    [InlineData("{\"A\":\"x", EventFault.NotJson)]
    [InlineData("{\"A\":\"x\\", EventFault.NotJson)]
    [InlineData("{\"A\":\"x\"}}", EventFault.NotJson)]
    [InlineData("{\"A\":\"x\"} {\"A\":\"x\"}", EventFault.NotJson)]
    [InlineData("{\"A\":\"x\",}", EventFault.NotJson)]
    [InlineData("{,\"A\":\"x\"}", EventFault.NotJson)]
    [InlineData("{\"A\":\"x\" \"B\":1}", EventFault.NotJson)]
    [InlineData("{\"A\" \"x\"}", EventFault.NotJson)]
    [InlineData("{A:\"x\"}", EventFault.NotJson)]
    [InlineData("{'A':'x'}", EventFault.NotJson)]
    [InlineData("{\"A\":x}", EventFault.NotJson)]
    [InlineData("{\"A\":True}", EventFault.NotJson)]
    [InlineData("{\"A\":nul}", EventFault.NotJson)]
    [InlineData("{\"A\":truex}", EventFault.NotJson)]
    [InlineData("{\"A\":01}", EventFault.NotJson)]
    [InlineData("{\"A\":+1}", EventFault.NotJson)]
    [InlineData("{\"A\":.5}", EventFault.NotJson)]
    [InlineData("{\"A\":1.}", EventFault.NotJson)]
    [InlineData("{\"A\":1e}", EventFault.NotJson)]
    [InlineData("{\"A\":-}", EventFault.NotJson)]
    [InlineData("{\"A\":NaN}", EventFault.NotJson)]
    [InlineData("{\"A\":0x10}", EventFault.NotJson)]
    [InlineData("{\"A\":[1,]}", EventFault.NotJson)]
    [InlineData("{\"A\":[1}", EventFault.NotJson)]
    [InlineData("{\"A\":[1 2]}", EventFault.NotJson)]
    [InlineData("{\"A\":\"\\x\"}", EventFault.NotJson)]
    [InlineData("{\"A\":\"\\u12\"}", EventFault.NotJson)]
    [InlineData("{\"A\":\"\\u12g4\"}", EventFault.NotJson)]
    [InlineData("{\"A\":\"x\"}//", EventFault.NotJson)]
    [InlineData("{\"A\":\"x\"}\0", EventFault.NotJson)]
    [InlineData("{}", EventFault.None)]
    [InlineData(" {\"A\" : \"x\" }\r\n", EventFault.None)]
    [InlineData("{\"A\":-0.5e-10}", EventFault.None)]
    [InlineData("{\"A\":\"tab\tand\nnewline as they are\"}", EventFault.None)]
    public void Match_Text_IsOneJsonObjectOrAFault(string json, EventFault expected)
    {
        EventMatcher matcher = Matcher("s:\n  A: x\ncondition: s");

        matcher.Match(Encoding.UTF8.GetBytes(json)).ShouldBe(expected);
        if (expected != EventFault.None)
            matcher.Matches.Length.ShouldBe(0);
    }

    [Theory]
    [InlineData(63, EventFault.None)]
    [InlineData(64, EventFault.None)]
    [InlineData(65, EventFault.TooDeep)]
    [InlineData(100_000, EventFault.TooDeep)]
    public void Match_Nesting_IsReadTo64Levels(int levels, EventFault expected)
    {
        string json = $"{string.Concat(Enumerable.Repeat("{\"a\":", levels - 1))}{{}}{new string('}', levels - 1)}";

        Matcher("s:\n  A: x\ncondition: s").Match(Encoding.UTF8.GetBytes(json)).ShouldBe(expected);
    }

    [Fact]
    public void Match_AfterAFault_KnowsNothingOfTheEventBefore()
    {
        EventMatcher matcher = Matcher("s:\n  A: x\ncondition: s");
        matcher.Match("{\"A\":\"x\"}"u8.ToArray()).ShouldBe(EventFault.None);
        matcher.Matches.Length.ShouldBe(1);

        matcher.Match("{\"A\":\"x\""u8.ToArray()).ShouldBe(EventFault.NotJson);
        matcher.Matches.Length.ShouldBe(0);
        matcher.Match("{}"u8.ToArray()).ShouldBe(EventFault.None);
        matcher.Matches.Length.ShouldBe(0);
    }

    [Theory]
    [InlineData(new byte[] { 0xFF }, "A|contains: ab", false)]
    [InlineData(new byte[] { (byte)'a', (byte)'b', 0xFF }, "A|contains: ab", true)]
    [InlineData(new byte[] { 0xC3, (byte)'a', (byte)'b' }, "A|endswith: ab", true)]
    [InlineData(new byte[] { (byte)'a', 0xFF, (byte)'b' }, "A: 'a?b'", true)]
    [InlineData(new byte[] { (byte)'a', 0xFF, (byte)'b' }, "A: a\ufffdb", true)]
    [InlineData(new byte[] { (byte)'a', 0xFF, (byte)'b' }, "A|cased: a\ufffdb", true)]
    [InlineData(new byte[] { (byte)'a', 0xFF, (byte)'b' }, "A|re: '^a.b$'", true)]
    [InlineData(new byte[] { (byte)'a', 0, (byte)'b' }, "A: 'a?b'", true)]
    public void Match_InvalidUtf8_ReadsAsReplacementCharacters(byte[] value, string item, bool expected)
    {
        EventMatcher matcher = Matcher($"s:\n  {item}\ncondition: s");

        matcher.Match((byte[])[.. "{\"A\":\""u8, .. value, .. "\"}"u8]).ShouldBe(EventFault.None);
        (matcher.Matches.Length == 1).ShouldBe(expected);
    }

    [Fact]
    public void Match_SeveralRules_ListsThemRising()
    {
        RuleCollection read = Loading.Read(string.Join("---\n", Enumerable.Range(0, 100).Select(
            i => Loading.Rule($"s:\n  A|contains: {(i % 3 == 0 ? "x" : "y")}\ncondition: {(i % 2 == 0 ? "s" : "not s")}", $"t{i}"))));
        EventMatcher matcher = SigmaEngine.Compile(read.Rules, [], [TestLayouts.Flat]).CreateMatcher();

        matcher.Match("{\"A\":\"ax\"}"u8.ToArray()).ShouldBe(EventFault.None);

        matcher.Matches.ToArray().ShouldBe([.. Enumerable.Range(0, 100).Where(i => (i % 3 == 0) == (i % 2 == 0))]);
    }

    [Fact]
    public void Match_Text_SaysWhenAndWhereItHappened()
    {
        EventMatcher matcher = SigmaEngine.Compile([], [], TestLayouts.Windows).CreateMatcher();
        (string Json, string When, string Host, string Record)[] events =
        [
            ("{\"EventID\":1,\"UtcTime\":\"2024-01-01 00:00:00\",\"Computer\":\"PC\\u002d1\",\"EventRecordID\":77}", "2024-01-01 00:00:00", "PC-1", "77"),
            ("{\"EventID\":1,\"UtcTime\":\"b\",\"@timestamp\":\"a\"}", "a", "", ""),
            ("{\"Event\":{\"System\":{\"TimeCreated\":{\"#attributes\":{\"SystemTime\":\"t\"}},\"Computer\":\"c\",\"EventRecordID\":5}}}", "t", "c", "5"),
            ("{\"winlog\":{},\"@timestamp\":1700000000}", "1700000000", "", ""),
            ("{}", "", "", ""),
            ("{", "", "", ""),
        ];
        foreach ((string json, string when, string host, string record) in events)
        {
            matcher.Match(Encoding.UTF8.GetBytes(json));
            Encoding.UTF8.GetString(matcher.Timestamp).ShouldBe(when, json);
            Encoding.UTF8.GetString(matcher.Host).ShouldBe(host, json);
            Encoding.UTF8.GetString(matcher.SourceRecord).ShouldBe(record, json);
        }
    }

    [Fact]
    public void Match_NothingMatches_AllocatesNothingOnceWarm()
    {
        RuleCollection read = Loading.Read(string.Join("---\n",
        [
            Loading.Rule("s:\n  EventID: 1\n  Image|endswith: '\\cmd.exe'\ncondition: s", "a"),
            Loading.Rule("s:\n  CommandLine|contains|all: [one, two]\nf:\n  User: x\ncondition: s and not f", "b"),
            Loading.Rule("s:\n  CommandLine|re: 'ab+c(d|e)'\ncondition: s", "c"),
            Loading.Rule("k: [needle, 'mã độc']\ncondition: k", "d"),
            Loading.Rule("s:\n  Ip|cidr: 10.0.0.0/8\n  Port|gt: 1000\ncondition: s", "e"),
            Loading.Rule("s:\n  UtcTime|hour|gte: 22\ncondition: s", "f"),
            Loading.Rule("s:\n  Image|fieldref: ParentImage\ncondition: s", "g"),
            Loading.Rule("s:\n  CommandLine|cased|contains: 'XyZ'\ncondition: s", "h"),
            Loading.Rule("s:\n  CommandLine: '*p?wer*-e*'\ncondition: s", "i"),
            Loading.Rule("s:\n  A|exists: true\ncondition: s", "j"),
        ]));
        ShouldAllocateNothing(
            SigmaEngine.Compile(read.Rules, [], [TestLayouts.Flat]),
            "{\"EventID\":1,\"Image\":\"C:\\\\Windows\\\\notepad.exe\",\"ParentImage\":\"C:\\\\x.exe\",\"CommandLine\":\"power \\u0068uế one abbcx xyz\",\"User\":\"SYSTEM\",\"Ip\":\"192.168.0.1\",\"Port\":443,\"UtcTime\":\"2024-01-01 10:00:00\"}",
            "{\"EventID\":4688,\"Ip\":\"10.0.0.1\",\"Port\":80,\"Mảng\":[1,[2,\"ba\"],{\"c\":null}],\"CommandLine\":\"one\"}",
            "{\"EventID\":5,\"Image\":\"x\\\\CMD.exe\",\"Ip\":\"host\",\"Port\":\"5000\"}");
    }

    [Fact]
    public void Match_CasedFieldReference_AllocatesNothingOnceWarm() => ShouldAllocateNothing(
        SigmaEngine.Compile(Loading.Read(Loading.Rule("s:\n  A|fieldref|cased: B\ncondition: s")).Rules, [], [TestLayouts.Flat]),
        "{\"A\":\"C:\\\\one\",\"B\":\"C:\\\\two\"}");

    [Fact]
    public void Match_Version6Address_AllocatesNothingOnceWarm() => ShouldAllocateNothing(
        SigmaEngine.Compile(Loading.Read(Loading.Rule("s:\n  A|cidr: 'fc00::/7'\ncondition: s")).Rules, [], [TestLayouts.Flat]),
        "{\"A\":\"fe80::1\"}");

    [Fact]
    public void Match_KeysWithSpaces_AllocateNothingOnceWarm() => ShouldAllocateNothing(
        SigmaEngine.Compile(Loading.Read(Loading.Rule("s:\n  ThreatName: x\ncondition: s")).Rules, [], [TestLayouts.Flat with { DropsSpacesInKeys = true }]),
        "{\"Threat Name\":\"y\",\"A key that is longer than what the matcher remembers of keys\":\"z\"}");

    [Fact]
    public void Match_InvalidUtf8_AllocatesNothingOnceWarm() => ShouldAllocateNothing(
        SigmaEngine.Compile(Loading.Read(Loading.Rule("s:\n  A|re: 'x[a-z]y'\ncondition: s")).Rules, [], [TestLayouts.Flat]),
        (byte[])[.. "{\"A\":\"xx"u8, 0xFF, .. "y\"}"u8]);

    [Fact]
    public async Task Match_TwoThreadsWithAMatcherEach_SayTheSame()
    {
        SigmaEngine engine = SigmaEngine.Compile(
            [.. Enumerable.Range(0, 50).SelectMany(i => Loading.Read(Loading.Rule($"s:\n  EventID: {i % 7}\n  A|contains: n{i}\nf:\n  B|endswith: '{i % 5}'\ncondition: s and not f", $"t{i}")).Rules)],
            [],
            [TestLayouts.Flat]);
        byte[][] events = [.. Enumerable.Range(0, 2_000).Select(i => Encoding.UTF8.GetBytes($"{{\"EventID\":{i % 9},\"A\":\"x n{i % 50} n{i % 13} y\",\"B\":\"b{i % 11}\"}}"))];

        List<string> Run()
        {
            EventMatcher matcher = engine.CreateMatcher();
            List<string> outcomes = [];
            for (int round = 0; round < 3; round++)
            {
                foreach (byte[] json in events)
                {
                    matcher.Match(json);
                    outcomes.Add(string.Join(',', matcher.Matches.ToArray()));
                }
            }

            return outcomes;
        }

        List<string>[] said = await Task.WhenAll(Task.Run(Run), Task.Run(Run), Task.Run(Run));

        said[0].ShouldBe(said[1]);
        said[0].ShouldBe(said[2]);
        said[0].Take(2_000).ShouldBe(said[0].Skip(4_000));
        said[0].Count(s => s.Length > 0).ShouldBeGreaterThan(200);
        for (int i = 0; i < events.Length; i++)
            said[0][i].ShouldBe(string.Join(',', Enumerable.Range(0, 50).Where(r => r % 7 == i % 9 && $"x n{i % 50} n{i % 13} y".Contains($"n{r}", StringComparison.Ordinal) && (i % 11 % 10) != r % 5)));
    }

    [Fact]
    public void Match_WhileAnotherEngineIsCompiled_GoesOn()
    {
        SigmaEngine first = SigmaEngine.Compile(Loading.Read(Loading.Rule("s:\n  A: x\ncondition: s")).Rules, [], [TestLayouts.Flat]);
        EventMatcher old = first.CreateMatcher();
        old.Match("{\"A\":\"x\"}"u8.ToArray());

        SigmaEngine second = SigmaEngine.Compile(
            Loading.Read($"{Loading.Rule("s:\n  A: y\ncondition: s", "y")}---\n{Loading.Rule("s:\n  A: x\ncondition: s", "x")}").Rules, [], [TestLayouts.Flat]);
        EventMatcher @new = second.CreateMatcher();

        old.Matches.ToArray().ShouldBe([0]);
        @new.Match("{\"A\":\"x\"}"u8.ToArray());
        @new.Matches.ToArray().ShouldBe([1]);
        old.Match("{\"A\":\"y\"}"u8.ToArray());
        old.Matches.Length.ShouldBe(0);
        first.CreateMatcher().Match("{\"A\":\"x\"}"u8.ToArray()).ShouldBe(EventFault.None);
    }

    [Fact]
    public void Match_CatastrophicPattern_IsRefusedOrCutOffAndItsNeighboursGoOn()
    {
        // A back-reference keeps it from any automaton; the text from any early end.
        RuleCollection read = Loading.Read(
            $"{Loading.Rule("s:\n  A|re: '^(a+)+(b\\1)*\\1c$'\ncondition: s", "bad")}---\n{Loading.Rule("s:\n  A|startswith: aaaa\ncondition: s", "good")}");
        SigmaEngine engine = SigmaEngine.Compile(read.Rules, [], [TestLayouts.Flat]);
        EventMatcher matcher = engine.CreateMatcher();

        matcher.Match(Encoding.UTF8.GetBytes($"{{\"A\":\"{new string('a', 5_000)}!c\"}}")).ShouldBe(EventFault.None);

        engine.Rules[matcher.Matches.ToArray().ShouldHaveSingleItem()].Title.ShouldBe("good");
        if (engine.Failures.IsEmpty)
            matcher.CutOff.ShouldHaveSingleItem().ShouldBe(new(0, 1));
        else
            engine.Failures.ShouldHaveSingleItem().ToString().ShouldStartWith("r.yml:6: ");
    }

    [Fact]
    public void Match_FilterThatIsCutOff_HidesNothing()
    {
        // Whoever writes the event chooses its text: a filter that cannot be decided must not become a way to hide.
        RuleCollection read = Loading.Read(Loading.Rule("s:\n  A|startswith: aaaa\nf:\n  A|re: '^(a+)+(b\\1)*\\1c$'\ncondition: s and not f"));
        SigmaEngine engine = SigmaEngine.Compile(read.Rules, [], [TestLayouts.Flat]);
        EventMatcher matcher = engine.CreateMatcher();

        matcher.Match(Encoding.UTF8.GetBytes($"{{\"A\":\"{new string('a', 5_000)}!c\"}}")).ShouldBe(EventFault.None);

        engine.Failures.ShouldBeEmpty();
        matcher.CutOff.ShouldHaveSingleItem().ShouldBe(new(0, 1));
        matcher.Matches.ToArray().ShouldBe([0]);
    }

    private static EventMatcher Matcher(string detection)
    {
        RuleCollection read = Loading.Read(Loading.Rule(detection));
        read.Problems.ShouldBeEmpty();
        SigmaEngine engine = SigmaEngine.Compile(read.Rules, [], [TestLayouts.Flat]);
        engine.Failures.ShouldBeEmpty();
        return engine.CreateMatcher();
    }

    private static void ShouldAllocateNothing(SigmaEngine engine, params string[] events) =>
        ShouldAllocateNothing(engine, [.. events.Select(Encoding.UTF8.GetBytes)]);

    private static void ShouldAllocateNothing(SigmaEngine engine, params byte[][] events)
    {
        engine.Failures.ShouldBeEmpty();
        EventMatcher matcher = engine.CreateMatcher();
        for (int i = 0; i < 20_000; i++)
        {
            foreach (byte[] json in events)
            {
                if (matcher.Match(json) != EventFault.None || matcher.Matches.Length != 0)
                    throw new InvalidOperationException($"not an event that matches nothing: {Encoding.UTF8.GetString(json)}");
            }
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1_000; i++)
        {
            foreach (byte[] json in events)
                matcher.Match(json);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }
}
