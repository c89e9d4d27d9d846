using System.CommandLine;
using HueSoc.Cli.Terminal;
using HueSoc.Sigma.Rules;

namespace HueSoc.Cli.Rules;

/// <summary><c>huesoc rules coverage</c>: which ATT&amp;CK techniques the rules name, as a layer for the Navigator.</summary>
internal static class RulesCoverageCommand
{
    private const int NamedRules = 20;

    /// <summary>Builds the command.</summary>
    /// <param name="screen">Where it writes.</param>
    /// <param name="interruption">Ends a run.</param>
    public static Command Build(Screen screen, CancellationToken interruption)
    {
        Argument<string[]> paths = new("rules")
        {
            Description = "Files and folders with Sigma rules.",
            HelpName = "dir",
            Arity = ArgumentArity.OneOrMore,
        };
        Option<string> output = new("--out") { Description = "The file the layer is written to.", HelpName = "layer.json", Required = true };

        Command command = new("coverage", "Writes an ATT&CK Navigator layer of the techniques that rules name.") { paths, output };
        command.SetAction(result => Cover(result.GetValue(paths) ?? [], result.GetRequiredValue(output), screen, interruption));
        return command;
    }

    private static int Cover(string[] paths, string output, Screen screen, CancellationToken interruption)
    {
        string[] missing = [.. paths.Where(path => !Path.Exists(path))];
        foreach (string path in missing)
            screen.Say($"{path}: there is no such file or folder");
        RuleCollection rules;
        try
        {
            rules = RuleLoader.Load(paths.Where(Path.Exists), interruption);
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }

        BoundedNotices refused = new(screen, NamedRules);
        foreach (RuleProblem problem in rules.Problems)
            refused.Add(problem.ToString());
        refused.End();

        NavigatorLayer layer = NavigatorLayer.Of(rules);
        try
        {
            using FileStream file = File.Create(output);
            layer.Write(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            screen.Say($"the layer cannot be written: {e.Message}");
            return ExitCode.Incomplete;
        }

        screen.Say($"{Quantity.Of(layer.Techniques.Length, "technique")} named by {Quantity.Of(layer.RulesWithTechnique, "rule")}; "
            + $"{Quantity.Of(layer.RulesWithoutTechnique, "rule")} without a technique, {Quantity.Of(rules.Problems.Length)} invalid");
        return missing.Length > 0 ? ExitCode.Incomplete : ExitCode.Done;
    }
}
