using System.Collections.Immutable;
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
    private SigmaEngine()
    {
    }

    /// <summary>The rules that are evaluated; a match names its rule by the index in this list.</summary>
    public ImmutableArray<SigmaRule> Rules { get; private init; } = [];

    /// <summary>The rules that are valid but not applicable, and why.</summary>
    public ImmutableArray<RuleProblem> NotApplicable { get; private init; } = [];

    /// <summary>The rules that a pipeline or the compiler refused, and why.</summary>
    public ImmutableArray<RuleProblem> Failures { get; private init; } = [];

    /// <summary>Compiles rules.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="pipelines">The pipelines, which are alternatives.</param>
    /// <param name="layouts">The layouts of the events to come, in the order they are tried.</param>
    public static SigmaEngine Compile(
        ImmutableArray<SigmaRule> rules, ImmutableArray<ProcessingPipeline> pipelines, ImmutableArray<EventLayout> layouts) =>
        throw new NotSupportedException();

    /// <summary>A matcher for one thread.</summary>
    public EventMatcher CreateMatcher() => throw new NotSupportedException();
}
