using System.Collections.Immutable;

namespace HueSoc.Sigma.Pipelines.Conditions;

/// <summary>Every part must hold.</summary>
#pragma warning disable MA0048 // The three ways to combine conditions are one small thing.
internal sealed class AllConditions<TSubject>(ImmutableArray<IPipelineCondition<TSubject>> parts) : IPipelineCondition<TSubject>
{
    /// <inheritdoc/>
    public bool Holds(TSubject subject)
    {
        foreach (IPipelineCondition<TSubject> part in parts)
        {
            if (!part.Holds(subject))
                return false;
        }

        return true;
    }

    /// <inheritdoc/>
    public void Visit(bool positive, Action<IPipelineCondition<TSubject>, bool> visit)
    {
        foreach (IPipelineCondition<TSubject> part in parts)
            part.Visit(positive, visit);
    }
}

/// <summary>One part must hold.</summary>
internal sealed class AnyCondition<TSubject>(ImmutableArray<IPipelineCondition<TSubject>> parts) : IPipelineCondition<TSubject>
{
    /// <inheritdoc/>
    public bool Holds(TSubject subject)
    {
        foreach (IPipelineCondition<TSubject> part in parts)
        {
            if (part.Holds(subject))
                return true;
        }

        return false;
    }

    /// <inheritdoc/>
    public void Visit(bool positive, Action<IPipelineCondition<TSubject>, bool> visit)
    {
        foreach (IPipelineCondition<TSubject> part in parts)
            part.Visit(positive, visit);
    }
}

/// <summary>The part must not hold.</summary>
internal sealed class NotCondition<TSubject>(IPipelineCondition<TSubject> part) : IPipelineCondition<TSubject>
{
    /// <inheritdoc/>
    public bool Holds(TSubject subject) => !part.Holds(subject);

    /// <inheritdoc/>
    public void Visit(bool positive, Action<IPipelineCondition<TSubject>, bool> visit) => part.Visit(!positive, visit);
}
