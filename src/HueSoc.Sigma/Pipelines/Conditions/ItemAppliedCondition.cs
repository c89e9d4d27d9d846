using HueSoc.Sigma.Pipelines.Reading;

namespace HueSoc.Sigma.Pipelines.Conditions;

/// <summary>An earlier pipeline item, named by its id, has worked on the rule, the detection item or the field name.</summary>
internal sealed class ItemAppliedCondition(string id)
    : IPipelineCondition<RuleDraft>, IPipelineCondition<ItemSubject>, IPipelineCondition<FieldSubject>
{
    /// <summary>Reads the condition on a rule.</summary>
    public static IPipelineCondition<RuleDraft> ReadForRule(Parameters parameters) => new ItemAppliedCondition(parameters.Text("processing_item_id"));

    /// <summary>Reads the condition on a detection item.</summary>
    public static IPipelineCondition<ItemSubject> ReadForItem(Parameters parameters) => Tracked(parameters);

    /// <summary>Reads the condition on a field name.</summary>
    public static IPipelineCondition<FieldSubject> ReadForField(Parameters parameters) => Tracked(parameters);

    /// <inheritdoc/>
    public bool Holds(RuleDraft subject) => subject.WasApplied(id);

    /// <inheritdoc/>
    public bool Holds(ItemSubject subject) => subject.Draft.Changes.Has(subject.Item, id);

    /// <inheritdoc/>
    public bool Holds(FieldSubject subject) =>
        subject.Item is { } item && subject.Draft.Changes.Has(item, id) || subject.Field is { } field && subject.Draft.Changes.Has(field, id);

    private static ItemAppliedCondition Tracked(Parameters parameters)
    {
        parameters.Reader.TracksChanges = true;
        return new(parameters.Text("processing_item_id"));
    }
}
