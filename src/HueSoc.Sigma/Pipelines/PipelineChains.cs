using System.Collections.Immutable;
using HueSoc.Sigma.Rules;

namespace HueSoc.Sigma.Pipelines;

/// <summary>Which pipelines a rule enters first, and which go on with what others made of it (<c>after</c>).</summary>
internal sealed class PipelineChains
{
    private readonly Dictionary<ProcessingPipeline, List<ProcessingPipeline>> followers = [];

    /// <summary>Orders the pipelines. Those that cannot be placed are left out and reported.</summary>
    public PipelineChains(ImmutableArray<ProcessingPipeline> pipelines)
    {
        ImmutableArray<RuleProblem>.Builder problems = ImmutableArray.CreateBuilder<RuleProblem>();
        Dictionary<string, ProcessingPipeline> byName = new(StringComparer.Ordinal);
        List<ProcessingPipeline> candidates = [];
        foreach (ProcessingPipeline pipeline in pipelines)
        {
            if (byName.TryAdd(pipeline.Name, pipeline))
                candidates.Add(pipeline);
            else
                problems.Add(new(pipeline.Location, $"another pipeline is called '{pipeline.Name}' too: {byName[pipeline.Name].Location}"));
        }

        // A pipeline is placed once all those it comes after are; what is left in the end stands in a circle or behind one.
        HashSet<ProcessingPipeline> placed = [];
        foreach (ProcessingPipeline pipeline in candidates.ToArray())
        {
            foreach (string name in pipeline.After.Where(n => !byName.ContainsKey(n)))
            {
                problems.Add(new(pipeline.Location, $"pipeline '{pipeline.Name}' comes after '{name}', which is not there"));
                candidates.Remove(pipeline);
            }
        }

        while (candidates.FirstOrDefault(c => !placed.Contains(c) && c.After.All(n => placed.Contains(byName[n]))) is { } next)
            placed.Add(next);
        foreach (ProcessingPipeline pipeline in candidates)
        {
            if (!placed.Contains(pipeline))
            {
                problems.Add(new(pipeline.Location,
                    $"pipeline '{pipeline.Name}' comes after {string.Join(", ", pipeline.After.Select(n => $"'{n}'"))}, which leads in a circle or to a pipeline that cannot be used"));
                continue;
            }

            foreach (string name in pipeline.After.Distinct(StringComparer.Ordinal))
                Followers(byName[name], create: true).Add(pipeline);
        }

        First = [.. candidates.Where(c => placed.Contains(c) && c.After.IsEmpty)];
        Problems = problems.ToImmutable();
    }

    /// <summary>The pipelines that a rule as written enters.</summary>
    public ImmutableArray<ProcessingPipeline> First { get; }

    /// <summary>What could not be placed, and why.</summary>
    public ImmutableArray<RuleProblem> Problems { get; }

    /// <summary>The pipelines that go on with what one has made.</summary>
    public IReadOnlyList<ProcessingPipeline> FollowersOf(ProcessingPipeline pipeline) => Followers(pipeline, create: false);

    private List<ProcessingPipeline> Followers(ProcessingPipeline pipeline, bool create)
    {
        if (followers.TryGetValue(pipeline, out List<ProcessingPipeline>? list))
            return list;
        list = [];
        if (create)
            followers.Add(pipeline, list);
        return list;
    }
}
