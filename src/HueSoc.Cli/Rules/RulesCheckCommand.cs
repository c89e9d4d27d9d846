using System.CommandLine;
using HueSoc.Cli.Terminal;

namespace HueSoc.Cli.Rules;

/// <summary><c>huesoc rules check</c>: says of every rule whether it can be honoured, without any log.</summary>
internal static class RulesCheckCommand
{
    /// <summary>Builds the command.</summary>
    /// <param name="screen">Where it writes.</param>
    /// <param name="interruption">Ends a run.</param>
    public static Command Build(Screen screen, CancellationToken interruption)
    {
        Argument<string[]> paths = new("rules")
        {
            Description = "Files and folders with Sigma rules.",
            HelpName = "dir|file",
            Arity = ArgumentArity.OneOrMore,
        };
        Option<string> format = new("--format")
        {
            Description = "How the findings are written: text or json. Default: text.",
            HelpName = "text|json",
            DefaultValueFactory = _ => "text",
        };
        format.AcceptOnlyFromAmong("text", "json");

        Command command = new("check", "Reads and compiles rules, and says what is wrong with them; exit code 1 if a rule is invalid.") { paths, format };
        command.SetAction(result => Check(
            result.GetValue(paths) ?? [], string.Equals(result.GetValue(format), "json", StringComparison.Ordinal), screen, interruption));
        return command;
    }

    private static int Check(string[] paths, bool json, Screen screen, CancellationToken interruption)
    {
        RuleSet rules;
        try
        {
            rules = RuleSet.Load([.. paths], [], minLevel: null, buildRegexes: true, interruption);
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }

        foreach (string reason in rules.Unreadable)
            screen.Say(reason);
        screen.WriteResult(json ? RulesCheckReport.Json(rules) : RulesCheckReport.Text(rules));
        if (rules.Total == 0 && paths.All(Path.Exists))
            return ExitCode.Usage;
        if (!rules.Unreadable.IsEmpty)
            return ExitCode.Incomplete;
        return rules.Failed.IsEmpty ? ExitCode.Done : ExitCode.Findings;
    }
}
