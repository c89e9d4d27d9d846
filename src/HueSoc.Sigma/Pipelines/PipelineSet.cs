using System.Collections.Immutable;
using HueSoc.Sigma.Rules;

namespace HueSoc.Sigma.Pipelines;

/// <summary>Several pipelines as alternatives: a rule goes once through each whose log-source conditions it meets.</summary>
public sealed class PipelineSet
{
    /// <summary>How many variants a rule may get: chains that fork again and again multiply.</summary>
    public const int MaxVariants = 64;

    private readonly PipelineChains chains;
    private readonly bool tracksChanges;

    /// <summary>Makes a set.</summary>
    /// <param name="pipelines">The pipelines. Those that cannot be used together are left out: <see cref="Problems"/>.</param>
    /// <param name="knownProducts">The products that events themselves can be recognised by.</param>
    public PipelineSet(ImmutableArray<ProcessingPipeline> pipelines, ImmutableArray<string> knownProducts)
    {
        (Pipelines, KnownProducts) = (pipelines, knownProducts);
        chains = new(pipelines);
        tracksChanges = pipelines.Any(p => p.TracksChanges);
    }

    /// <summary>The pipelines.</summary>
    public ImmutableArray<ProcessingPipeline> Pipelines { get; }

    /// <summary>The products that events themselves can be recognised by: a rule that names nothing else needs no pipeline.</summary>
    public ImmutableArray<string> KnownProducts { get; }

    /// <summary>Why a pipeline is left out: two of one name, an <c>after</c> that leads nowhere or in a circle.</summary>
    public ImmutableArray<RuleProblem> Problems => chains.Problems;

    /// <summary>Sends a rule through the pipelines.</summary>
    /// <param name="rule">The rule.</param>
    /// <returns>The variants, or why there are none. Safe to call from several threads.</returns>
    public PipelineOutcome Apply(SigmaRule rule)
    {
        Outcomes outcomes = new(rule);
        if (rule.LogSource.IsProductAlone && KnownProducts.Contains(rule.LogSource.Product!, StringComparer.Ordinal))
            outcomes.Add(rule);
        RuleDraft? draft = null;
        foreach (ProcessingPipeline pipeline in chains.First)
            Run(pipeline, draft ??= new(rule, tracksChanges), outcomes);

        if (outcomes.Variants.Count > MaxVariants)
            return new([], null, new(rule.Location, $"the pipelines make more than {MaxVariants} variants of the rule"));
        if (outcomes.Variants.Count > 0)
            return new([.. outcomes.Variants], null, null);
        if (outcomes.Failure is { } failure)
            return new([], null, failure);
        if (outcomes.Placeholder is { } placeholder)
            return new([], $"placeholder %{placeholder}% has no values", null);
        string source = rule.LogSource.ToString();
        return new([], source.Length == 0 ? "the rule names no log source" : $"no pipeline maps {source}", null);
    }

    private bool Run(ProcessingPipeline pipeline, RuleDraft before, Outcomes outcomes)
    {
        if (outcomes.Variants.Count > MaxVariants || pipeline.Run(before) is not { } after)
            return false;
        if (after.Failure is null)
        {
            // What follows takes the place of what it follows.
            bool followed = false;
            foreach (ProcessingPipeline follower in chains.FollowersOf(pipeline))
                followed |= Run(follower, after, outcomes);
            if (followed)
                return true;
        }

        if (after.Failure is null && after.Finish() is { } variant)
            outcomes.Add(variant);
        else if (after.Failure is { } failure)
            outcomes.Failure ??= failure with { Reason = $"pipeline '{pipeline.Name}': {failure.Reason}" };
        return true;
    }

    /// <summary>What came out so far.</summary>
    private sealed class Outcomes(SigmaRule rule)
    {
        private readonly string? placeholderOfRule = Placeholders.FirstIn(rule, unlike: null);

        public List<SigmaRule> Variants { get; } = [];

        public string? Placeholder { get; private set; }

        public RuleProblem? Failure { get; set; }

        public void Add(SigmaRule variant)
        {
            // What a pipeline has left alone needs no second look when there was nothing in the rule.
            if (Placeholders.FirstIn(variant, unlike: placeholderOfRule is null ? rule : null) is { } name)
                Placeholder ??= name;
            else if (!Variants.Exists(v => VariantComparer.Same(v, variant)))
                Variants.Add(variant);
        }
    }
}
