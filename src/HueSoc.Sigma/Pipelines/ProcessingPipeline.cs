using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using HueSoc.Sigma.Pipelines.Reading;
using HueSoc.Sigma.Rules;

namespace HueSoc.Sigma.Pipelines;

/// <summary>
/// A processing pipeline in pySigma's YAML format
/// (https://sigmahq-pysigma.readthedocs.io/en/latest/Processing_Pipelines.html), with two extensions: a log-source
/// condition may give a part as <c>null</c>, meaning that the rule must not have one, and <c>after</c> names the pipelines
/// whose output this one goes on with.
/// </summary>
public sealed class ProcessingPipeline
{
    /// <summary>How many log sources are remembered: rule sets know some hundred, hostile ones any number.</summary>
    private const int MaxRemembered = 4096;

    private readonly ConcurrentDictionary<LogSource, ImmutableArray<PipelineItem>> stepsByLogSource = [];
    private readonly ImmutableArray<PipelineItem> items = [];
    private readonly bool namesLogSources;
    private readonly bool changesLogSource;

    /// <summary>The pipeline's name; without one the file's name.</summary>
    public required string Name { get; init; }

    /// <summary>Where the pipeline begins.</summary>
    public SourceLocation Location { get; internal init; }

    /// <summary>The names of the pipelines whose output this one goes on with; empty when it stands alone.</summary>
    public ImmutableArray<string> After { get; internal init; } = [];

    /// <summary>The steps, in order.</summary>
    internal ImmutableArray<PipelineItem> Items
    {
        get => items;
        init
        {
            items = value;
            namesLogSources = value.Any(i => i.NamesLogSources);
            changesLogSource = value.Any(i => i.ChangesLogSource);
        }
    }

    /// <summary>Whether a condition asks what was done to single detection items or fields.</summary>
    internal bool TracksChanges { get; init; }

    /// <summary>Reads a pipeline.</summary>
    /// <param name="path">The path for messages.</param>
    /// <param name="text">The YAML.</param>
    /// <param name="problems">Receives every fault; when there is one, null is returned.</param>
    public static ProcessingPipeline? Parse(string path, string text, ICollection<RuleProblem> problems)
    {
        List<RuleProblem> found = [];
        ProcessingPipeline? pipeline = new PipelineReader(path, found).Read(text);
        foreach (RuleProblem problem in found)
            problems.Add(problem);
        return found.Count == 0 ? pipeline : null;
    }

    /// <summary>Sends a rule through the pipeline.</summary>
    /// <param name="before">The rule, which is left as it is.</param>
    /// <returns>The rule as it came out, or with the failure that ended it; null when the pipeline is not meant for its log source.</returns>
    internal RuleDraft? Run(RuleDraft before)
    {
        ImmutableArray<PipelineItem> steps = changesLogSource ? items : StepsFor(before);
        if (steps.IsDefault)
            return null;
        RuleDraft draft = before.Fork();
        draft.IsMapped = !namesLogSources;
        try
        {
            foreach (PipelineItem item in steps)
            {
                item.Apply(draft);
                if (draft.Failure is not null)
                    break;
            }
        }
        catch (RegexMatchTimeoutException e)
        {
            draft.Fail($"the regular expression '{e.Pattern}' takes longer than {PipelineRegex.TimeLimit.TotalMilliseconds:F0} ms on one of its values");
        }

        return draft.IsMapped ? draft : null;
    }

    /// <summary>The steps that may mean rules of a draft's log source, looked up once for each; the default array when the pipeline maps none of them.</summary>
    private ImmutableArray<PipelineItem> StepsFor(RuleDraft draft)
    {
        LogSource source = draft.LogSource;
        if (stepsByLogSource.TryGetValue(source, out ImmutableArray<PipelineItem> steps))
            return steps;
        steps = namesLogSources && !items.Any(i => i.MayMap(source)) ? default : [.. items.Where(i => i.MayMean(draft))];
        if (stepsByLogSource.Count < MaxRemembered)
            stepsByLogSource.TryAdd(source, steps);
        return steps;
    }
}
