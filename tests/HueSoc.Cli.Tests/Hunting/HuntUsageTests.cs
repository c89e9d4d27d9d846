using HueSoc.Cli.Tests.Run;

namespace HueSoc.Cli.Tests.Hunting;

/// <summary>Command lines that are wrong, and say so before anything is done.</summary>
public sealed class HuntUsageTests : IDisposable
{
    private readonly TestFolder folder = new();
    private readonly string rule;
    private readonly string log;

    public HuntUsageTests()
    {
        rule = folder.Write("rules/bad.yml", Given.BadWord);
        log = folder.Write("log.jsonl", Given.Event("bad") + "\n");
    }

    [Theory]
    [InlineData("")]
    [InlineData("hunt")]
    [InlineData("hunt LOG")]
    [InlineData("hunt --rules RULE")]
    [InlineData("hunt --rules RULE --bogus LOG")]
    [InlineData("hunt --rules RULE --format xml LOG")]
    [InlineData("hunt --rules RULE --min-level severe LOG")]
    [InlineData("hunt --rules RULE --threads 0 LOG")]
    [InlineData("hunt --rules RULE --threads many LOG")]
    [InlineData("hunt --rules RULE --from yesterday LOG")]
    [InlineData("hunt --rules RULE --from 2026-03-02 --to 2026-03-01 LOG")]
    [InlineData("hunt --rules RULE --from 2026-03-02 --to 2026-03-02 LOG")]
    [InlineData("hunt --rules RULE --out LOG LOG")]
    [InlineData("hunt --rules RULE --stats LOG --format jsonl LOG")]
    [InlineData("hunt --rules RULE --out RULE LOG")]
    [InlineData("hunt --rules RULE --out SAME --stats SAME LOG")]
    [InlineData("hunt --rules RULE --out FOLDER LOG")]
    [InlineData("rules")]
    [InlineData("rules check")]
    [InlineData("rules check RULE --format xml")]
    [InlineData("rules coverage RULE")]
    [InlineData("rules nonsense")]
    public void Run_AWrongCommandLine_SaysWhyAndExitsWith2(string line)
    {
        CommandResult result = InProcess.Run(Arguments(line));

        result.Code.ShouldBe(2, result.Error);
        result.Output.ShouldBeEmpty();
        result.Error.ShouldNotBeEmpty();
    }

    [Fact]
    public void Run_AnOutputThatIsALogByAnotherSpelling_LeavesTheLogAlone()
    {
        string link = folder.Of("link.jsonl");
        File.CreateSymbolicLink(link, log);
        string before = File.ReadAllText(log);

        InProcess.Run("hunt", log, "--rules", rule, "--out", link).Code.ShouldBe(2);
        File.ReadAllText(log).ShouldBe(before);
    }

    [Theory]
    [InlineData("--help", "hunt")]
    [InlineData("hunt --help", "--min-level")]
    [InlineData("rules check --help", "exit code 1")]
    [InlineData("rules coverage -h", "--out")]
    public void Run_Help_GoesToStandardOutputAndExitsWith0(string line, string part)
    {
        CommandResult result = InProcess.Run(Arguments(line));

        result.Code.ShouldBe(0);
        result.Output.ShouldContain(part);
        result.Error.ShouldBeEmpty();
    }

    [Fact]
    public void Run_AnArgumentThatBeginsWithAt_IsNotOpenedForMoreArguments()
    {
        string secret = folder.Write("secret.txt", "--threads\n0\n");

        InProcess.Run("hunt", "--rules", rule, "--bogus", $"@{secret}").Error.ShouldNotContain("--threads");
    }

    [Fact]
    public void Run_AnUnknownOptionWithEscapes_IsShownHarmless() =>
        InProcess.Run("hunt", "--rules", rule, "\u001b[2J", "--x\u001b[8m").Error.ShouldNotContain("\u001b");

    public void Dispose() => folder.Dispose();

    private string[] Arguments(string line) =>
    [
        .. line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word switch
        {
            "RULE" => rule,
            "LOG" => log,
            "SAME" => folder.Of("same.jsonl"),
            "FOLDER" => folder.Path,
            _ => word,
        }),
    ];
}
