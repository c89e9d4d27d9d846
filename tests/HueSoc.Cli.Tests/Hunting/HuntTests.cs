using System.Text.Json;
using HueSoc.Cli.Tests.Run;

namespace HueSoc.Cli.Tests.Hunting;

/// <summary>Whole hunts, inside the test process.</summary>
public sealed class HuntTests : IDisposable
{
    private readonly TestFolder folder = new();
    private readonly string rules;
    private readonly string log;

    public HuntTests()
    {
        folder.Write("rules/bad.yml", Given.BadWord);
        folder.Write("rules/odd.yml", Given.OddWord);
        rules = folder.Of("rules");
        log = folder.Write("logs/a.jsonl", $"{Given.Event("good")}\n{Given.Event("bad")}\n{Given.Event("odd", host: "PC-02")}\n");
    }

    [Fact]
    public void Hunt_WithHits_ExitsWith0AndWritesOneObjectAHit()
    {
        CommandResult result = InProcess.Run("hunt", "--rules", rules, "--format", "jsonl", log);

        result.Code.ShouldBe(0, result.Error);
        Hits(result).ShouldBe([(2, "Bad word"), (2, "Odd word"), (3, "Odd word")]);
    }

    [Fact]
    public void Hunt_WithoutHits_ExitsWith0()
    {
        string quiet = folder.Write("quiet.jsonl", Given.Event("good") + "\n");

        CommandResult result = InProcess.Run("hunt", "--rules", rules, "--format", "jsonl", quiet);

        result.Code.ShouldBe(0, result.Error);
        result.Output.ShouldBeEmpty();
        result.Error.ShouldContain("no hits");
    }

    [Theory]
    [InlineData("hunt --rules RULES LOG")]
    [InlineData("hunt --rules RULES LOGS")]
    [InlineData("hunt LOG --rules RULES")]
    [InlineData("hunt --rules RULES -- LOG")]
    [InlineData("hunt --rules=RULES LOG")]
    [InlineData("hunt --rules RULES RULES2 --threads 1 LOG")]
    public void Hunt_HoweverTheLogsAreNamed_FindsThem(string line)
    {
        folder.Write("rules2/refused.yml", Given.Unmapped);
        CommandResult result = InProcess.Run(
        [
            .. line.Replace("RULES2", folder.Of("rules2"), StringComparison.Ordinal).Replace("RULES", rules, StringComparison.Ordinal)
                .Replace("LOGS", folder.Of("logs"), StringComparison.Ordinal).Replace("LOG", log, StringComparison.Ordinal).Split(' '),
        ]);

        result.Code.ShouldBe(0, result.Error);
        result.Output.ShouldContain("Bad word");
    }

    [Fact]
    public void Hunt_WithMoreThreads_WritesTheSame()
    {
        string many = folder.Write("many.jsonl", Given.ManyEvents(20_000, padding: 300));

        CommandResult one = InProcess.Run("hunt", many, log, "--rules", rules, "--format", "jsonl", "--threads", "1");
        CommandResult four = InProcess.Run("hunt", many, log, "--rules", rules, "--format", "jsonl", "--threads", "4");

        one.OutputLines.Length.ShouldBe(20_004);
        string.Equals(four.Output, one.Output, StringComparison.Ordinal).ShouldBeTrue("the outputs differ");
    }

    [Fact]
    public void Hunt_EventsWithoutHits_AllocateNothingEach()
    {
        // Lines of 512 bytes fill batches without a rest, so that the reader's buffers do not grow on the way.
        int padding = 511 - Given.Event("good").Length;
        string few = folder.Write("few.jsonl", Given.QuietEvents(10_000, padding));
        string many = folder.Write("many.jsonl", Given.QuietEvents(50_000, padding));
        Allocated(few);

        // What a run allocates once is in both; the time range has the time of each event read as well.
        (Allocated(many) - Allocated(few)).ShouldBeLessThan(40_000);

        // Buffers that are shared are given back and made again now and then; what every event took would be seen in each round.
        long Allocated(string path)
        {
            long least = long.MaxValue;
            for (int round = 0; round < 5; round++)
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                InProcess.Run("hunt", path, "--rules", rules, "--threads", "1", "--from", "2026-01-01").Code.ShouldBe(0);
                least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            }

            return least;
        }
    }

    [Fact]
    public void Hunt_Stats_HaveExactlyThePromisedKeys()
    {
        folder.Write("rules/refused.yml", Given.Invalid);
        folder.Write("rules/unmapped.yml", Given.Unmapped);
        string damaged = folder.Write("damaged.jsonl", "{\"Word\":\n" + Given.Event("bad") + "\n");
        string stats = folder.Of("stats.json");

        InProcess.Run("hunt", log, damaged, "--rules", rules, "--stats", stats).Code.ShouldBe(0);

        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(stats));
        JsonElement figures = document.RootElement;
        figures.EnumerateObject().Select(property => property.Name).ShouldBe(
        [
            "events", "bytes", "rules_loaded", "rules_failed", "rules_unmapped", "matches", "parse_errors", "load_seconds", "elapsed_seconds",
            "events_per_second", "peak_rss_bytes",
        ]);
        figures.GetProperty("events").GetInt64().ShouldBe(4);
        figures.GetProperty("bytes").GetInt64().ShouldBe(new FileInfo(log).Length + new FileInfo(damaged).Length);
        figures.GetProperty("rules_loaded").GetInt32().ShouldBe(2);
        figures.GetProperty("rules_failed").GetInt32().ShouldBe(1);
        figures.GetProperty("rules_unmapped").GetInt32().ShouldBe(1);
        figures.GetProperty("matches").GetInt64().ShouldBe(5);
        figures.GetProperty("parse_errors").GetInt64().ShouldBe(1);
        figures.GetProperty("peak_rss_bytes").GetInt64().ShouldBeGreaterThan(1_000_000);
    }

    [Fact]
    public void Hunt_ARuleThatIsRefused_IsNamedAndDoesNotChangeTheExitCode()
    {
        string refused = folder.Write("rules/refused.yml", Given.Invalid);

        CommandResult result = InProcess.Run("hunt", log, "--rules", rules);

        result.Code.ShouldBe(0);
        result.Error.ShouldContain($"{refused}:6: ");
        result.Error.ShouldContain("2 rules loaded, 1 failed, 0 not applicable");
    }

    [Fact]
    public void Hunt_ARecordThatIsNoEvent_IsNamedByItsLineAndCounted()
    {
        string damaged = folder.Write("damaged.jsonl", Given.Event("bad") + "\n[1,2\n" + Given.Event("odd") + "\n");

        CommandResult result = InProcess.Run("hunt", damaged, "--rules", rules, "--format", "jsonl");

        result.Code.ShouldBe(0);
        result.Error.ShouldContain($"{damaged}:2: ");
        result.Error.ShouldContain("1 record could not be read as an event");
        Hits(result).ShouldBe([(1, "Bad word"), (1, "Odd word"), (3, "Odd word")]);
    }

    [Theory]
    [InlineData("system.evtx")]
    [InlineData("notes.txt")]
    public void Hunt_AFileThatIsNotSupported_IsNamedAndTheRestIsHunted(string name)
    {
        string unsupported = folder.Write(name, "x");

        CommandResult result = InProcess.Run("hunt", unsupported, log, "--rules", rules, "--format", "jsonl");

        result.Code.ShouldBe(3);
        result.Error.ShouldContain($"{unsupported}: ");
        Hits(result).Count.ShouldBe(3);
    }

    [Fact]
    public void Hunt_ALogThatIsNotThere_IsNamedAndTheRestIsHunted()
    {
        CommandResult result = InProcess.Run("hunt", folder.Of("missing.jsonl"), log, "--rules", rules, "--format", "jsonl");

        result.Code.ShouldBe(3);
        result.Error.ShouldContain(folder.Of("missing.jsonl"));
        Hits(result).Count.ShouldBe(3);
    }

    [Fact]
    public void Hunt_RulesThatAreNotThere_AreNamedAndTheRestIsUsed()
    {
        CommandResult result = InProcess.Run("hunt", log, "--rules", folder.Of("missing"), rules, "--format", "jsonl");

        result.Code.ShouldBe(3);
        result.Error.ShouldContain(folder.Of("missing"));
        Hits(result).Count.ShouldBe(3);
    }

    [Fact]
    public void Hunt_APipelineThatIsNotThere_IsNamedAndExitsWith3()
    {
        CommandResult result = InProcess.Run("hunt", log, "--rules", rules, "--pipeline", folder.Of("missing.yml"));

        result.Code.ShouldBe(3);
        result.Error.ShouldContain(folder.Of("missing.yml"));
    }

    [Fact]
    public void Hunt_AFolderWithoutRules_IsWrongUsage()
    {
        Directory.CreateDirectory(folder.Of("empty"));

        InProcess.Run("hunt", log, "--rules", folder.Of("empty")).Code.ShouldBe(2);
    }

    [Fact]
    public void Hunt_AFolderWithoutRulesBesideOneWith_IsNamedAndExitsWith3()
    {
        Directory.CreateDirectory(folder.Of("empty"));

        CommandResult result = InProcess.Run("hunt", log, "--rules", rules, folder.Of("empty"), "--format", "jsonl");

        result.Code.ShouldBe(3);
        result.Error.ShouldContain($"{folder.Of("empty")}: ");
        Hits(result).Count.ShouldBe(3);
    }

    [Fact]
    public void Hunt_MinLevel_LeavesOutRulesBelowIt()
    {
        CommandResult result = InProcess.Run("hunt", log, "--rules", rules, "--min-level", "High", "--format", "jsonl");

        Hits(result).ShouldBe([(2, "Bad word")]);
        result.Error.ShouldContain("1 rule loaded, 0 failed, 0 not applicable, 1 below the level asked for");
    }

    [Fact]
    public void Hunt_ATimeRange_HoldsItsBeginningAndNotItsEndAndKeepsWhatHasNoTime()
    {
        string timed = folder.Write("timed.jsonl", string.Join('\n',
            Given.Event("bad", "2026-03-01T23:59:59.999Z"),
            Given.Event("bad", "2026-03-02T00:00:00Z"),
            Given.Event("bad", "2026-03-02T06:59:59+07:00"),
            Given.Event("bad", "2026-03-02T23:59:59Z"),
            Given.Event("bad", "2026-03-03T00:00:00Z"),
            Given.Event("bad", "in spring")));

        CommandResult result = InProcess.Run(
            "hunt", timed, "--rules", folder.Of("rules/bad.yml"), "--format", "jsonl", "--from", "2026-03-02", "--to", "2026-03-03");

        Hits(result).Select(hit => hit.Record).ShouldBe([2, 4, 6]);
        result.Error.ShouldContain("3 events outside the time range left out");
        result.Error.ShouldContain("1 event without a readable time kept");
    }

    [Fact]
    public void Hunt_WithAnOutputFile_WritesItAndNothingElse()
    {
        string output = folder.Of("hits.csv");

        CommandResult result = InProcess.Run("hunt", log, "--rules", rules, "--format", "csv", "--out", output);

        result.Output.ShouldBeEmpty();
        File.ReadAllLines(output).Length.ShouldBe(4);
    }

    [Fact]
    public void Hunt_AnOutputFileThatCannotBeMade_IsSaidBeforeTheHunt()
    {
        CommandResult result = InProcess.Run("hunt", log, "--rules", rules, "--out", folder.Of("missing/hits.csv"));

        result.Code.ShouldBe(3);
        result.Error.ShouldContain("cannot be written");
    }

    [Fact]
    public void Hunt_ItsOwnOutputAmongTheLogs_IsNotHunted()
    {
        string output = folder.Of("logs/hits.jsonl");
        string[] arguments = ["hunt", folder.Of("logs"), "--rules", rules, "--format", "jsonl", "--out", output];
        InProcess.Run(arguments);
        string before = File.ReadAllText(output);

        InProcess.Run(arguments).Code.ShouldBe(0);
        File.ReadAllText(output).ShouldBe(before);
    }

    [Fact]
    public void Hunt_Piped_SummarisesInPlainLines()
    {
        CommandResult result = InProcess.Run("hunt", log, "--rules", rules);

        result.Error.ShouldContain("3 hits: 1 high, 2 low");
        result.Error.ShouldContain("first 2026-03-02 01:00:00, last 2026-03-02 01:00:00 (UTC)");
        result.Error.ShouldContain("hosts: PC-01 (2), PC-02 (1)");
        result.Error.ShouldNotContain("\u001b");
    }

    [Fact]
    public void Hunt_OnATerminal_SummarisesInColour()
    {
        CommandResult result = InProcess.RunOnTerminal("hunt", log, "--rules", rules);

        result.Error.ShouldContain("\u001b[");
        result.Error.ShouldContain("PC-02");
        result.Error.ShouldContain("2 rules loaded, 0 failed, 0 not applicable");
    }

    [Fact]
    public void Hunt_HostileTextInRuleAndLog_ReachesNoTerminal()
    {
        folder.Write("rules/bad.yml", Given.BadWord.Replace("Bad word", "\"[red]\\e[2J\\u202Ebad[/]\"", StringComparison.Ordinal));
        string hostile = folder.Write("hostile.jsonl", Given.Event("bad", time: "\\u001b[8mnow", host: "\\u001b]0;x\\u0007[/]") + "\n");

        CommandResult piped = InProcess.Run("hunt", hostile, "--rules", rules);
        CommandResult terminal = InProcess.RunOnTerminal("hunt", hostile, "--rules", rules);

        foreach (string text in (ReadOnlySpan<string>)[piped.Output, piped.Error, terminal.Output, terminal.Error])
        {
            text.ShouldNotContain("\u001b[2J");
            text.ShouldNotContain("\u001b]0;");
            text.ShouldNotContain("\u001b[8m");
            text.ShouldNotContain("\u202e");
        }

        terminal.Error.ShouldContain("[red]\\x1b[2J\\u{202e}bad[/]");
    }

    public void Dispose() => folder.Dispose();

    private static List<(long Record, string Title)> Hits(CommandResult result)
    {
        List<(long Record, string Title)> hits = [];
        foreach (string line in result.OutputLines)
        {
            using JsonDocument hit = JsonDocument.Parse(line);
            hits.Add((hit.RootElement.GetProperty("source").GetProperty("record").GetInt64(), hit.RootElement.GetProperty("rule_title").GetString()!));
        }

        return hits;
    }
}
