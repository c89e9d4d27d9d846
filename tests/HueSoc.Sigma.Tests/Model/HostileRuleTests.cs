using System.Text;
using HueSoc.Sigma.Matching;
using HueSoc.Sigma.Rules;
using Xunit.Abstractions;

namespace HueSoc.Sigma.Tests.Model;

/// <summary>Rules come from strangers: a damaged or hostile file is refused with a reason, and nothing else happens.</summary>
[Collection(MeasuredAlone.Name)]
public sealed class HostileRuleTests(ITestOutputHelper output)
{
    private const int Files = 10_000;
    private const int FilesOfOneEngine = 20;

    private static readonly string[] Seeds =
    [
        """
        title: Shell begun by a document
        id: 5e7a1f0c-0000-4000-8000-000000000001
        status: test
        level: high
        tags: [attack.execution, attack.t1059]
        logsource: {category: any, product: windows}
        detection:
          parent:
            ParentImage|endswith: ['\winword.exe', '\excel.exe']
          child:
            - Image|endswith: '\cmd.exe'
            - CommandLine|contains|all: [' -enc ', 'abab']
          filter_known:
            User: ['S?stem', null, '']
          condition: parent and child and not 1 of filter_*
        falsepositives: [none]
        """,
        """
        title: Everything at once
        logsource:
          category: any
        detection:
          a:
            CommandLine|re|i: '^(a|b)+\s*[c-d]{2,5}\\x\d$'
            Data|cidr: [10.0.0.0/8, 'fe80::/10']
            EventID|gte: 4
            Hashes|base64offset|contains: http
            a.b|fieldref|endswith: Image
            Time|hour|lt: 7
          b: ['keyword*', 'x?y', 17]
          c:
            '|all': [one, two]
            CommandLine|windash|contains: ' -x /y'
            User|exists: false
            Image|cased|neq: 'K'
          condition: [a and (b or not c), 'all of them', 1 of a]
        """,
        """
        title: &t Anchors
        name: first
        logsource: {category: any}
        detection:
          s: &s {Image: &v [a, b, "c\u0041\n"]}
          t: [*s, {User: *v}]
          u: {Data|expand: '%placeholder%'}
          condition: s or t or u
        ---
        title: *t
        ---
        title: Several
        correlation:
          type: event_count
          rules: [first]
          group-by: [User]
          timespan: 5m
          condition: {gte: 3}
        ---
        title: Filter
        logsource: {category: any}
        filter:
          rules: [first]
          f: {Image: x}
          condition: not f
        """,
    ];

    private static readonly string[] Tokens =
    [
        ":", ": ", "- ", "\n", "\n  ", "\n- ", "{", "}", "[", "]", "{a: ", "[[[[[[[[", "- - - - - - - -", "'", "\"", "|", "|-\n", ">", "&a ", "*a", "*s", "&s ", "!!binary ", "!x ", "? ", "<<: *s", "#", "---\n", "...\n",
        "%YAML 9.9\n", "\t", "\u0000", "\u0085", "\uFEFF", "\u2028", "@", "`", "\\", "\"\\ud800\"", "\"\\x\"", "null", "~", "true", "1e999", "99999999999999999999", "|contains", "|all", "|re", "|cidr", "|base64", "|x",
        "(", ")", "((((((((", "not ", "not not not not ", " and ", " or ", "1 of ", "all of them", "them", "*", "(a+)+$", "(?<x>", "\\p{L}", "(?=", "[a-", "{99999}", "{1,1000}{1,1000}", "(((((((((((((", "|||", "condition: ", "detection:\n", "title: ",
    ];

    [Fact]
    public void Parse_MutatedRuleFiles_AreReadOrRefused()
    {
        Random random = new(20_260_102);
        Mutation mutation = new(random, Tokens);
        byte[][] seeds = [.. Seeds.Select(Encoding.UTF8.GetBytes)];
        byte[] theEvent = """{"Image":"C:\\x\\cmd.exe","ParentImage":"\\excel.exe","CommandLine":"keyword abab","a":{"b":"cmd.exe"},"User":"a"}"""u8.ToArray();
        int read = 0, refused = 0, evaluated = 0;
        List<SigmaRule> rules = [];
        for (int i = 1; i <= Files; i++)
        {
            string text = Encoding.UTF8.GetString(mutation.Mutate(seeds[random.Next(seeds.Length)], seeds[random.Next(seeds.Length)]));
            RuleCollection collection = RuleLoader.Parse([($"{i}.yml", text)]);
            read += collection.Rules.Length;
            refused += collection.Problems.Length;
            foreach (RuleProblem problem in collection.Problems)
                problem.ToString().ShouldStartWith($"{i}.yml:");
            rules.AddRange(collection.Rules);
            if (i % FilesOfOneEngine != 0)
                continue;
            SigmaEngine engine = SigmaEngine.Compile([.. rules], ModelLayouts.Pipelines, ModelLayouts.All);
            (engine.Rules.Length + engine.NotApplicable.Length + engine.Failures.Length).ShouldBe(rules.Count);
            evaluated += engine.Rules.Length;
            EventMatcher matcher = engine.CreateMatcher();
            matcher.Match(theEvent).ShouldBe(EventFault.None);
            foreach (int rule in matcher.Matches.ToArray())
                _ = matcher.Explain(rule);
            rules.Clear();
        }

        long megabytes = GC.GetTotalMemory(forceFullCollection: true) >> 20;
        output.WriteLine($"{read} rules read, {refused} problems, {evaluated} rules evaluated, {megabytes} MB kept");
        megabytes.ShouldBeLessThan(300);
        refused.ShouldBeGreaterThan(Files / 10);
        evaluated.ShouldBeGreaterThan(Files / 20);
    }

    public static TheoryData<string, string> Bombs => new()
    {
        { "aliases of aliases", Rule("a: &a [x, x]\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"a{i}: &a{i} [*{Name(i)}, *{Name(i)}, *{Name(i)}]\n"))) },
        { "an alias to itself", Rule("sel: &a [*a]\n") },
        { "deep lists", Rule("sel: " + new string('[', 100_000)) },
        { "deep maps", Rule("sel: " + string.Concat(Enumerable.Repeat("{a: ", 50_000))) },
        { "deep block", Rule(string.Concat(Enumerable.Range(0, 2000).Select(i => new string(' ', i) + "a:\n"))) },
        { "a giant list", Rule("sel: {Image: [" + string.Join(',', Enumerable.Range(0, 400_000)) + "]}") },
        { "a giant product of dashes", Rule("sel: {Image|windash: ['" + string.Concat(Enumerable.Repeat(" -a /b", 500)) + "']}") },
        { "many products of dashes", Rule("sel: {Image|windash|contains: [" + string.Join(',', Enumerable.Range(0, 20_000).Select(i => $"' -a /b -c /d{i}'")) + "]}") },
        { "a giant file", new string('#', 5_000_000) },
        { "a giant condition", Rule("sel: {a: b}", string.Concat(Enumerable.Repeat("sel or ", 1_000_000)) + "sel") },
        { "a deep condition", Rule("sel: {a: b}", new string('(', 16_000) + "sel") },
        { "a long denial", Rule("sel: {a: b}", string.Concat(Enumerable.Repeat("not ", 4_000)) + "sel") },
        { "a bad encoding", Rule("sel: {a: \"\\U00110000\"}") },
        { "many modifiers", Rule($"sel: {{a{string.Concat(Enumerable.Repeat("|contains", 100_000))}: b}}") },
        { "a regex too large", Rule("sel: {a|re: '((a{1000}){1000}){1000}'}") },
        { "a regex too deep", Rule("sel: {a|re: '" + new string('(', 100_000) + "'}") },
    };

    [Theory]
    [MemberData(nameof(Bombs), DisableDiscoveryEnumeration = true)]
    public void Parse_Bomb_IsRefusedWithinBounds(string what, string text)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        RuleCollection collection = RuleLoader.Parse([("bomb.yml", text)]);
        SigmaEngine engine = SigmaEngine.Compile(collection.Rules, ModelLayouts.Pipelines, ModelLayouts.All);
        long megabytes = (GC.GetAllocatedBytesForCurrentThread() - before) >> 20;
        output.WriteLine($"{what}: {megabytes} MB, {string.Join("; ", collection.Problems.Concat(engine.Failures).Select(p => p.ToString()))}");
        megabytes.ShouldBeLessThan(500);
        engine.Rules.ShouldBeEmpty();
        (collection.Problems.Length + engine.Failures.Length).ShouldBeGreaterThan(0, what);
    }

    [Fact]
    public void Match_CatastrophicRegex_IsAnsweredOrNamed()
    {
        RuleCollection rules = RuleLoader.Parse([("slow.yml", Rule("sel: {Image|re: '^(([a-z])+.)+[A-Z]([a-z])+$'}\nother: {Image|re: '(a+)+\\1$'}", "sel or other"))]);
        SigmaEngine engine = SigmaEngine.Compile(rules.Rules, ModelLayouts.Pipelines, ModelLayouts.All);
        if (engine.Rules.IsEmpty)
        {
            engine.Failures.Length.ShouldBe(1);
            return;
        }

        EventMatcher matcher = engine.CreateMatcher();
        byte[] theEvent = Encoding.UTF8.GetBytes($"{{\"Image\":\"{new string('a', 30_000)}!\"}}");
        for (int i = 0; i < 50; i++)
            matcher.Match(theEvent).ShouldBe(EventFault.None);
        matcher.Matches.Length.ShouldBe(0);
        matcher.CutOff.Keys.ShouldContain(0);
    }

    private static string Rule(string detection, string condition = "sel") => $"""
        title: bomb
        logsource: {"{category: any}"}
        detection:
          {detection.ReplaceLineEndings("\n  ")}
          condition: {condition}
        """;

    private static string Name(int i) => i == 0 ? "a" : $"a{i - 1}";
}
