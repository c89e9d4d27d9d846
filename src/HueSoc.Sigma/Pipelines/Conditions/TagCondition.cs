using System.Collections.Immutable;
using HueSoc.Sigma.Pipelines.Reading;

namespace HueSoc.Sigma.Pipelines.Conditions;

/// <summary>The rule has a tag, upper and lower case alike.</summary>
internal sealed class TagCondition(string tag) : IPipelineCondition<RuleDraft>
{
    /// <summary>Reads the condition.</summary>
    public static TagCondition Read(Parameters parameters) => new(parameters.Text("tag"));

    /// <inheritdoc/>
    public bool Holds(RuleDraft subject) => subject.Rule.Tags.Contains(tag, StringComparer.OrdinalIgnoreCase);
}
