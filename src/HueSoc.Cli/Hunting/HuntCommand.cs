using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using HueSoc.Cli.Output;
using HueSoc.Cli.Terminal;
using HueSoc.Sigma.Rules;

namespace HueSoc.Cli.Hunting;

/// <summary><c>huesoc hunt</c>: what it takes on the command line.</summary>
internal static class HuntCommand
{
    /// <summary>Builds the command.</summary>
    /// <param name="screen">Where it writes.</param>
    /// <param name="time">The clock.</param>
    /// <param name="interruption">Ends a run.</param>
    public static Command Build(Screen screen, TimeProvider time, CancellationToken interruption)
    {
        Option<string[]> rules = new("--rules")
        {
            Description = "Files and folders with Sigma rules.",
            HelpName = "dir|file",
            Required = true,
            Arity = ArgumentArity.OneOrMore,
            AllowMultipleArgumentsPerToken = true,
        };
        Option<string[]> pipelines = new("--pipeline")
        {
            Description = "Processing pipelines, which are alternatives. Default: those that come with the program.",
            HelpName = "file",
            Arity = ArgumentArity.OneOrMore,
            AllowMultipleArgumentsPerToken = true,
        };
        Option<OutputFormat> format = new("--format")
        {
            Description = "How hits are written: table, jsonl or csv. Default: table.",
            HelpName = "table|jsonl|csv",
            CustomParser = ParseFormat,
        };
        Option<string?> output = new("--out") { Description = "Writes hits to a file instead of standard output.", HelpName = "file" };
        Option<string?> stats = new("--stats") { Description = "Writes the figures of the run to a file, as JSON.", HelpName = "file" };
        Option<SigmaLevel?> minLevel = new("--min-level")
        {
            Description = "Leaves out rules below this level: informational, low, medium, high or critical.",
            HelpName = "level",
            CustomParser = ParseLevel,
        };
        Option<DateTime?> from = new("--from")
        {
            Description = "Leaves out events before this time (ISO 8601; without a zone: UTC). Events without a readable time are kept.",
            HelpName = "time",
            CustomParser = ParseTime,
        };
        Option<DateTime?> to = new("--to") { Description = "Leaves out events at or after this time.", HelpName = "time", CustomParser = ParseTime };
        Option<int> threads = new("--threads")
        {
            Description = "How many threads match. Default: one for each core. The output is the same for every number.",
            HelpName = "n",
            CustomParser = ParseThreads,
            DefaultValueFactory = _ => Math.Min(Environment.ProcessorCount, HuntOptions.MaxThreads),
        };
        Argument<string[]> inputs = new("input")
        {
            Description = "Files and folders with events: .jsonl, .json, .ndjson, .evtx, .log, each also .gz.",
            HelpName = "file|dir",
            Arity = ArgumentArity.ZeroOrMore,
        };

        Command command = new("hunt", "Runs Sigma rules over exported logs.")
        {
            rules, pipelines, format, output, stats, minLevel, from, to, threads, inputs,
        };
        command.SetAction(result =>
        {
            ImmutableArray<string> rulePaths = [.. result.GetValue(rules) ?? []];
            ImmutableArray<string> pipelinePaths = [.. result.GetValue(pipelines) ?? []];
            ImmutableArray<string> inputPaths = [.. result.GetValue(inputs) ?? []];
            if (inputPaths.IsEmpty)
            {
                (rulePaths, ImmutableArray<string> afterRules) = PathSplit.Trailing(rulePaths, keep: 1);
                (pipelinePaths, ImmutableArray<string> afterPipelines) = PathSplit.Trailing(pipelinePaths, keep: 0);
                inputPaths = [.. afterRules, .. afterPipelines];
            }

            HuntOptions options = new()
            {
                Rules = rulePaths,
                Pipelines = pipelinePaths,
                Format = result.GetValue(format),
                Out = result.GetValue(output),
                Stats = result.GetValue(stats),
                MinLevel = result.GetValue(minLevel),
                Range = new(result.GetValue(from), result.GetValue(to)),
                Threads = result.GetValue(threads),
                Inputs = inputPaths,
            };
            if (HuntOptionsCheck.Fault(options) is not { } fault)
                return new HuntRun(options, screen, time).Run(interruption);
            screen.Say(fault);
            return ExitCode.Usage;
        });
        return command;
    }

    private static OutputFormat ParseFormat(ArgumentResult argument)
    {
        string text = argument.Tokens[0].Value;
        switch (text.ToUpperInvariant())
        {
            case "TABLE":
                return OutputFormat.Table;
            case "JSONL":
                return OutputFormat.Jsonl;
            case "CSV":
                return OutputFormat.Csv;
            default:
                argument.AddError($"--format: '{text}' is none of table, jsonl, csv");
                return default;
        }
    }

    private static SigmaLevel? ParseLevel(ArgumentResult argument)
    {
        string text = argument.Tokens[0].Value;
        if (LevelName.TryParse(text, out SigmaLevel level))
            return level;
        argument.AddError($"--min-level: '{text}' is none of informational, low, medium, high, critical");
        return null;
    }

    private static DateTime? ParseTime(ArgumentResult argument)
    {
        string text = argument.Tokens[0].Value;
        if (TimeRange.TryParseBound(text, out DateTime utc))
            return utc;
        argument.AddError($"'{text}' is no date or time such as 2026-05-01 or 2026-05-01T08:30:00+07:00");
        return null;
    }

    private static int ParseThreads(ArgumentResult argument)
    {
        string text = argument.Tokens[0].Value;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int threads) && threads is >= 1 and <= HuntOptions.MaxThreads)
            return threads;
        argument.AddError($"--threads: '{text}' is not a number from 1 to {HuntOptions.MaxThreads}");
        return 1;
    }
}
