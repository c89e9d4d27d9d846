using System.CommandLine;
using System.CommandLine.Parsing;
using HueSoc.Cli.Administration;
using HueSoc.Cli.Hunting;
using HueSoc.Cli.Rules;
using HueSoc.Cli.Serving;
using HueSoc.Cli.Terminal;

namespace HueSoc.Cli;

/// <summary>The command line as a whole: one entry point for the process and for whoever runs it inside another.</summary>
internal static class CommandLine
{
    // A log whose name begins with @ is a log, not a file with more arguments.
    private static readonly ParserConfiguration Configuration = new() { ResponseFileTokenReplacer = null };

    /// <summary>Runs a command line.</summary>
    /// <param name="arguments">What stands behind the program's name.</param>
    /// <param name="screen">Where it writes.</param>
    /// <param name="time">The clock.</param>
    /// <param name="interruption">Ends a run cleanly.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static int Run(IReadOnlyList<string> arguments, Screen screen, TimeProvider time, CancellationToken interruption)
    {
        RootCommand root = new("HueSoc: log analytics for a security operations centre.")
        {
            ServeCommand.Build(screen, time, interruption),
            DemoCommand.Build(screen, time, interruption),
            HuntCommand.Build(screen, time, interruption),
            RulesCommand.Build(screen, interruption),
            AgentsCommand.Build(screen, time, interruption),
            AdminCommand.Build(screen, time, interruption),
        };
        ParseResult parsed = root.Parse(arguments, Configuration);
        using StringWriter help = new();
        string[] unknown = [.. UnknownOptions(parsed)];
        string[] faults =
        [
            .. unknown.Select(option => $"there is no option {option} here (a file of that name: ./{option})"),
            .. parsed.Errors.Select(error => error.Message).Where(message => !unknown.Any(option => message.Contains($"'{option}'", StringComparison.Ordinal))),
        ];
        if (faults.Length > 0)
        {
            foreach (string fault in faults)
                screen.Say(fault);
            screen.Say($"see: huesoc {NameOf(parsed.CommandResult)}--help");
            return ExitCode.Usage;
        }

        int code = parsed.Invoke(new InvocationConfiguration { Output = help, EnableDefaultExceptionHandler = false });
        screen.WriteResult(help.ToString());
        return code;
    }

    // An option that takes many paths would take a misspelt option for one of them.
    private static IEnumerable<string> UnknownOptions(ParseResult parsed) => parsed.Tokens
        .TakeWhile(token => token.Type != TokenType.DoubleDash)
        .Where(token => token.Type == TokenType.Argument && token.Value.StartsWith('-'))
        .Select(token => token.Value);

    private static string NameOf(CommandResult command) =>
        command.Parent is CommandResult parent ? $"{NameOf(parent)}{command.Command.Name} " : "";
}
