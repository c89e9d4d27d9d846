using HueSoc.Cli.Output;
using HueSoc.Cli.Rules;
using HueSoc.Cli.Terminal;
using HueSoc.Events.Readers;
using HueSoc.Sigma.Rules;

namespace HueSoc.Cli.Hunting;

/// <summary>One hunt, from reading the rules to the summary.</summary>
internal sealed class HuntRun(HuntOptions options, Screen screen, TimeProvider time)
{
    private const int NamedRules = 20;
    private const int NamedFiles = 20;

    /// <summary>Hunts.</summary>
    /// <param name="cancellationToken">Ends it; what was found so far is kept.</param>
    /// <returns>What to tell the shell.</returns>
    public int Run(CancellationToken cancellationToken)
    {
        long began = time.GetTimestamp();
        RuleSet rules;
        try
        {
            rules = RuleSet.Load(options.Rules, options.Pipelines, options.MinLevel, buildRegexes: false, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            screen.Say("ended before any event was read");
            return ExitCode.Interrupted;
        }

        // What reading and compiling left behind is given back before the events come: a hunt over one file or a thousand
        // then holds the compiled rules and a few batches.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        TimeSpan load = time.GetElapsedTime(began);
        foreach (string reason in rules.Unreadable)
            screen.Say(reason);
        BoundedNotices refused = new(screen, NamedRules);
        foreach (RuleProblem problem in rules.Failed)
            refused.Add(problem.ToString());
        refused.End();
        if (rules.Total == 0)
        {
            screen.Say("there is not a single rule in what --rules names");
            return options.Rules.All(Path.Exists) ? ExitCode.Usage : ExitCode.Incomplete;
        }

        HashSet<string> outputs = new(
            new[] { options.Out, options.Stats }.OfType<string>().Select(OutputTarget.Identity), StringComparer.Ordinal);
        InputFiles inputs = InputFiles.Find(options.Inputs, outputs);
        try
        {
            using OutputTarget target = OutputTarget.Open(options.Out, screen);
            using FileStream? stats = options.Stats is null ? null : File.Create(options.Stats);
            return Hunt(rules, inputs, target, stats, load, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            screen.Say($"the results cannot be written: {e.Message}");
            return ExitCode.Incomplete;
        }
    }

    private int Hunt(
        RuleSet rules, InputFiles inputs, OutputTarget target, FileStream? stats, TimeSpan load, CancellationToken cancellationToken)
    {
        BoundedNotices unread = new(screen, NamedFiles);
        foreach (string problem in inputs.Problems)
            unread.Add(problem);
        if (inputs.Files.IsEmpty && inputs.Problems.IsEmpty)
            screen.Say("there is no event file in what was named");

        ProblemReport problems = new(screen);
        HuntCorrelations? correlations = rules.Correlations.Rules.IsEmpty ? null : new(rules);
        OrderedResults results = new(target, problems, ahead: options.Threads * 4, correlations);
        WriteHeader(target);
        long began = time.GetTimestamp();
        HuntTally tally;
        using (EventFeed feed = new(inputs.Files, new EventReaderOptions(), unread.Add))
        using (new HuntProgress(screen, () => results.Position, inputs.Bytes, time))
        {
            Workforce workforce = new(options.Threads, () => new HuntWorker(rules, feed, results, NewWriter(), options.Range));
            tally = workforce.Work(results.Abandon, cancellationToken);
        }

        if (correlations is not null)
            results.WriteLast(correlations.Complete(NewWriter(), tally));

        TimeSpan elapsed = time.GetElapsedTime(began);
        problems.End();
        unread.End();
        HuntStatistics statistics = new()
        {
            Events = tally.Events,
            Bytes = tally.Bytes,
            RulesLoaded = rules.Headings.Length,
            RulesFailed = rules.Failed.Length,
            RulesUnmapped = rules.NotApplicable.Length,
            Matches = tally.Matches,
            ParseErrors = tally.ParseErrors,
            Load = load,
            Elapsed = elapsed,
            PeakRssBytes = PeakMemory.Bytes(),
        };
        if (stats is not null)
            statistics.Write(stats);
        int unreadSources = unread.Count + problems.FilesCutShort;
        bool interrupted = cancellationToken.IsCancellationRequested;
        SummaryView.Show(
            HuntSummary.Of(rules, tally, statistics, inputs.Files.Length, unreadSources, interrupted), screen);
        if (results.WriteFault is { } fault)
            screen.Say($"the results cannot be written: {fault.Message}");
        if (interrupted)
            return ExitCode.Interrupted;
        return unreadSources > 0 || rules.IsIncomplete || results.WriteFault is not null ? ExitCode.Incomplete : ExitCode.Done;
    }

    private void WriteHeader(OutputTarget target)
    {
        System.Buffers.ArrayBufferWriter<byte> header = new();
        NewWriter().WriteHeader(header);
        target.Write(header.WrittenSpan);
    }

    private IMatchWriter NewWriter() => options.Format switch
    {
        OutputFormat.Jsonl => new JsonLinesMatchWriter(),
        OutputFormat.Csv => new CsvMatchWriter(),
        _ => options.Out is null
            ? new TableMatchWriter(screen.Width, screen.ColoursOutput)
            : new TableMatchWriter(Screen.PlainWidth, colour: false),
    };
}
