using System.Collections.Frozen;
using HueSoc.Sigma.Pipelines.Reading;

namespace HueSoc.Sigma.Pipelines.Conditions;

/// <summary>The condition types of one kind by the name a pipeline file calls them.</summary>
/// <param name="kind">The kind, for messages.</param>
/// <param name="types">Name → how to read the condition from its parameters.</param>
internal sealed class ConditionRegistry<TSubject>(string kind, Dictionary<string, Func<Parameters, IPipelineCondition<TSubject>>> types)
{
    private readonly FrozenDictionary<string, Func<Parameters, IPipelineCondition<TSubject>>> types =
        types.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The kind as in <c>rule condition</c>.</summary>
    public string Kind { get; } = kind;

    /// <summary>How to read a type, or null when there is none of that name.</summary>
    public Func<Parameters, IPipelineCondition<TSubject>>? Find(string type) => types.GetValueOrDefault(type);
}
