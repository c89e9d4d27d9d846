using System.Text;
using HueSoc.Cli.Terminal;
using Spectre.Console;

namespace HueSoc.Cli.Tests.Run;

/// <summary>Runs command lines inside the test process, with streams that can be looked at.</summary>
internal static class InProcess
{
    /// <summary>Runs with piped streams.</summary>
    public static CommandResult Run(params string[] arguments) => Run(arguments, terminal: false);

    /// <summary>Runs with standard error on a terminal that understands ANSI sequences.</summary>
    public static CommandResult RunOnTerminal(params string[] arguments) => Run(arguments, terminal: true);

    private static CommandResult Run(string[] arguments, bool terminal)
    {
        using MemoryStream output = new();
        using StringWriter error = new();
        IAnsiConsole? console = terminal
            ? AnsiConsole.Create(new AnsiConsoleSettings
            {
                Ansi = AnsiSupport.Yes,
                ColorSystem = ColorSystemSupport.Standard,
                Interactive = InteractionSupport.No,
                Out = new AnsiConsoleOutput(error),
            })
            : null;
        console?.Profile.Width = 160;
        using Screen screen = new(output, error, outputConsole: null, errorConsole: console);
        int code = CommandLine.Run(arguments, screen, TimeProvider.System, CancellationToken.None);
        return new(code, Encoding.UTF8.GetString(output.ToArray()), error.ToString());
    }
}
