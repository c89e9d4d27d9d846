using System.Collections.Immutable;
using HueSoc.Sigma.Compilation;
using HueSoc.Sigma.Matching;
using HueSoc.Sigma.Pipelines;
using HueSoc.Sigma.Rules;

namespace HueSoc.Sigma;

/// <summary>
/// A rule set compiled as a whole. Immutable and safe to share between threads; each thread matches with an
/// <see cref="EventMatcher"/> of its own. To reload, compile another engine and create new matchers from it: those of the
/// old one go on undisturbed.
/// </summary>
public sealed class SigmaEngine
{
    private readonly CompiledRules compiled;

    private SigmaEngine(CompiledRules compiled) => this.compiled = compiled;

    /// <summary>The rules that are evaluated; a match names its rule by the index in this list.</summary>
    public ImmutableArray<SigmaRule> Rules { get; private init; } = [];

    /// <summary>The rules that are valid but not applicable, and why.</summary>
    public ImmutableArray<RuleProblem> NotApplicable { get; private init; } = [];

    /// <summary>The rules that a pipeline or the compiler refused, and why.</summary>
    public ImmutableArray<RuleProblem> Failures { get; private init; } = [];

    /// <summary>Compiles rules.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="pipelines">The pipelines, which are alternatives.</param>
    /// <param name="layouts">The layouts of the events to come, in the order they are tried; the last one should fit every event.</param>
    /// <exception cref="ArgumentException">There are no layouts.</exception>
    public static SigmaEngine Compile(
        ImmutableArray<SigmaRule> rules, ImmutableArray<ProcessingPipeline> pipelines, ImmutableArray<EventLayout> layouts)
    {
        if (layouts.IsEmpty)
            throw new ArgumentException("at least one layout is needed", nameof(layouts));
        PathTree.Builder paths = new();
        FieldCatalog fields = new(layouts, paths);
        RuleCompiler compiler = new(fields);
        PipelineSet set = new(pipelines, [.. layouts.Select(l => l.Product).OfType<string>().Distinct()]);
        ImmutableArray<SigmaRule>.Builder kept = ImmutableArray.CreateBuilder<SigmaRule>();
        List<ImmutableArray<CompiledVariant>> variants = [];
        List<RuleProblem> notApplicable = [], failures = [];
        foreach (SigmaRule rule in rules)
        {
            PipelineOutcome outcome = set.Apply(rule);
            if (outcome.Failure is not null)
                failures.Add(outcome.Failure);
            else if (outcome.NotApplicable is not null)
                notApplicable.Add(new(rule.Location, outcome.NotApplicable));
            else if (Compile(rule, outcome.Variants, compiler, set, out RuleProblem? problem) is { } compiledVariants)
            {
                kept.Add(rule);
                variants.Add(compiledVariants);
            }
            else
                failures.Add(problem!);
        }

        return new(new(layouts, fields, paths, compiler.Predicates, [.. variants]))
        {
            Rules = kept.ToImmutable(),
            NotApplicable = [.. notApplicable],
            Failures = [.. failures],
        };
    }

    /// <summary>A matcher for one thread.</summary>
    public EventMatcher CreateMatcher() => new(compiled);

    private static ImmutableArray<CompiledVariant>? Compile(
        SigmaRule rule, ImmutableArray<SigmaRule> variants, RuleCompiler compiler, PipelineSet set, out RuleProblem? problem)
    {
        problem = null;
        ImmutableArray<CompiledVariant>.Builder all = ImmutableArray.CreateBuilder<CompiledVariant>();
        foreach (SigmaRule variant in variants)
        {
            if (compiler.Compile(variant, rule.Detections.Length, out problem) is not { } one)
                return null;

            // What no pipeline has touched applies by its product alone: only events of that product are meant.
            bool byProduct = rule.LogSource.IsProductAlone && set.KnownProducts.Contains(rule.LogSource.Product!)
                && variant.Detections == rule.Detections;
            all.Add(byProduct ? one with { Condition = Expression.And([new ProductLeaf(rule.LogSource.Product!), one.Condition]) } : one);
        }

        return all.ToImmutable();
    }
}
