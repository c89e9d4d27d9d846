using HueSoc.Sigma.Pipelines;
using HueSoc.Sigma.Rules;

namespace HueSoc.Sigma.Tests.Pipelines;

/// <summary>Pipelines out of texts.</summary>
internal static class PipelineText
{
    /// <summary>A pipeline that must be good.</summary>
    public static ProcessingPipeline Parse(string yaml, string path = "p.yml")
    {
        List<RuleProblem> problems = [];
        ProcessingPipeline? pipeline = ProcessingPipeline.Parse(path, yaml, problems);
        problems.ShouldBeEmpty();
        return pipeline.ShouldNotBeNull();
    }

    /// <summary>A set of pipelines for events of Windows.</summary>
    public static PipelineSet Set(params string[] yaml) => new([.. yaml.Select(y => Parse(y))], ["windows"]);

    /// <summary>What one pipeline makes of a rule.</summary>
    public static PipelineOutcome Apply(string yaml, SigmaRule rule) => new PipelineSet([Parse(yaml)], []).Apply(rule);

    /// <summary>The one variant that the steps of a pipeline make of a rule.</summary>
    /// <param name="steps">The list below <c>transformations</c>.</param>
    /// <param name="rule">The rule.</param>
    public static SigmaRule Transform(string steps, SigmaRule rule)
    {
        PipelineOutcome outcome = Apply($"vars:\n  admins: [root, adm*]\n  hosts: [a, b]\n  none: []\ntransformations:\n{steps}", rule);
        outcome.Failure.ShouldBeNull();
        outcome.NotApplicable.ShouldBeNull();
        return outcome.Variants.ShouldHaveSingleItem();
    }
}
