using System.CommandLine;
using HueSoc.Cli.Terminal;

namespace HueSoc.Cli.Rules;

/// <summary><c>huesoc rules</c>.</summary>
internal static class RulesCommand
{
    /// <summary>Builds the command and what is below it.</summary>
    /// <param name="screen">Where it writes.</param>
    /// <param name="interruption">Ends a run.</param>
    public static Command Build(Screen screen, CancellationToken interruption) =>
        new("rules", "Looks at Sigma rules themselves.")
        {
            RulesCheckCommand.Build(screen, interruption),
            RulesCoverageCommand.Build(screen, interruption),
        };
}
