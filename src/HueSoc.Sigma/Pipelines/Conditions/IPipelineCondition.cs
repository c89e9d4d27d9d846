namespace HueSoc.Sigma.Pipelines.Conditions;

/// <summary>A condition of a pipeline item. One class and one line in a <see cref="ConditionRegistry{TSubject}"/> make a new one.</summary>
/// <typeparam name="TSubject">What is looked at: a rule, a detection item or a field name.</typeparam>
internal interface IPipelineCondition<TSubject>
{
    /// <summary>Whether the condition holds.</summary>
    public bool Holds(TSubject subject);

    /// <summary>Visits the conditions at the leaves with whether they count for (true) or, below a "not", against the outcome.</summary>
    public void Visit(bool positive, Action<IPipelineCondition<TSubject>, bool> visit) => visit(this, positive);
}
