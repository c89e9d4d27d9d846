using System.Collections.Concurrent;
using System.Collections.Immutable;
using HueSoc.Sigma.Compilation;
using HueSoc.Sigma.Detections;
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
    /// <param name="buildRegexes">Whether every regular expression is built at once, so that one that cannot be is a failure now and not when it is first needed.</param>
    /// <param name="watchedFields">Fields whose values are wanted of the events a rule matches, by rule id, named as the rule would name them; see <see cref="EventMatcher.WatchedValues"/>.</param>
    /// <exception cref="ArgumentException">There are no layouts.</exception>
    public static SigmaEngine Compile(
        ImmutableArray<SigmaRule> rules, ImmutableArray<ProcessingPipeline> pipelines, ImmutableArray<EventLayout> layouts, bool buildRegexes = false,
        ImmutableDictionary<string, ImmutableArray<string>>? watchedFields = null)
    {
        if (layouts.IsEmpty)
            throw new ArgumentException("at least one layout is needed", nameof(layouts));
        PathTree.Builder paths = new();
        FieldCatalog fields = new(layouts, paths);
        RuleCompiler compiler = new(fields);
        PipelineSet set = new(pipelines, [.. layouts.Select(l => l.Product).OfType<string>().Distinct()]);
        ImmutableArray<SigmaRule>.Builder kept = ImmutableArray.CreateBuilder<SigmaRule>();
        List<ImmutableArray<CompiledVariant>> variants = [];
        List<RuleProblem> notApplicable = [], failures = [.. set.Problems];
        (PipelineOutcome Outcome, ValueAtoms? Atoms, RuleProblem? Problem)[] prepared = new (PipelineOutcome, ValueAtoms?, RuleProblem?)[rules.Length];
        ConcurrentDictionary<RegexValue, Atom> regexes = [];
        Parallel.For(0, rules.Length, i =>
        {
            PipelineOutcome outcome = set.Apply(
                watchedFields is not null && watchedFields.TryGetValue(rules[i].Id, out ImmutableArray<string> watched)
                    ? rules[i] with { Watched = [.. watched.Select(f => new WatchedField(f, [f]))] }
                    : rules[i]);
            prepared[i] = (outcome, ValueAtoms.Create(outcome.Variants, regexes, buildRegexes, out RuleProblem? problem), problem);
        });
        for (int i = 0; i < rules.Length; i++)
        {
            (PipelineOutcome outcome, ValueAtoms? atoms, RuleProblem? problem) = prepared[i];
            if ((outcome.Failure ?? problem) is { } failure)
                failures.Add(failure);
            else if (outcome.NotApplicable is not null)
                notApplicable.Add(new(rules[i].Location, outcome.NotApplicable));
            else
            {
                kept.Add(rules[i]);
                variants.Add([.. outcome.Variants.Select(v => Compile(rules[i], v, atoms!, compiler, set))]);
            }
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

    private static CompiledVariant Compile(SigmaRule rule, SigmaRule variant, ValueAtoms atoms, RuleCompiler compiler, PipelineSet set)
    {
        CompiledVariant compiledVariant = compiler.Compile(variant, rule.Detections.Length, atoms);

        // What no pipeline has touched applies by its product alone: only events of that product are meant.
        bool byProduct = rule.LogSource.IsProductAlone && set.KnownProducts.Contains(rule.LogSource.Product!)
            && variant.Detections == rule.Detections;
        return byProduct
            ? compiledVariant with { Condition = Expression.And([new ProductLeaf(rule.LogSource.Product!), compiledVariant.Condition]) }
            : compiledVariant;
    }
}
