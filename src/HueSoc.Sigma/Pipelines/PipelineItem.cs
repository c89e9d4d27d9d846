using System.Collections.Immutable;
using HueSoc.Sigma.Detections;
using HueSoc.Sigma.Pipelines.Conditions;
using HueSoc.Sigma.Pipelines.Transformations;
using HueSoc.Sigma.Rules;

namespace HueSoc.Sigma.Pipelines;

/// <summary>One step of a pipeline: a transformation and the conditions under which it works.</summary>
internal sealed class PipelineItem
{
    private readonly IPipelineCondition<RuleDraft>? ruleCondition;
    private readonly IPipelineCondition<ItemSubject>? itemCondition;
    private readonly IPipelineCondition<FieldSubject>? fieldCondition;
    private readonly ITransformation transformation;
    private readonly ImmutableArray<LogSourceCondition> sources;
    private readonly ImmutableArray<PipelineItem> inner;
    private readonly bool asksOnlyForLogSource;

    /// <summary>Makes a step.</summary>
    /// <param name="id">The id that later steps may ask for.</param>
    /// <param name="ruleCondition">Which rules are meant; null for all.</param>
    /// <param name="itemCondition">Which of their detection items are meant; null for all.</param>
    /// <param name="fieldCondition">Which of their fields are meant; null for all.</param>
    /// <param name="transformation">What is done.</param>
    public PipelineItem(
        string? id, IPipelineCondition<RuleDraft>? ruleCondition, IPipelineCondition<ItemSubject>? itemCondition,
        IPipelineCondition<FieldSubject>? fieldCondition, ITransformation transformation)
    {
        Id = id;
        (this.ruleCondition, this.itemCondition, this.fieldCondition, this.transformation) =
            (ruleCondition, itemCondition, fieldCondition, transformation);
        ImmutableArray<LogSourceCondition>.Builder found = ImmutableArray.CreateBuilder<LogSourceCondition>();
        bool asks = false, asksOnly = true;
        ruleCondition?.Visit(positive: true, (condition, positive) =>
        {
            asks |= condition is LogSourceCondition;
            asksOnly &= condition is LogSourceCondition;
            if (condition is LogSourceCondition source && positive)
                found.Add(source);
        });
        sources = found.ToImmutable();
        asksOnlyForLogSource = asksOnly;
        inner = transformation.Inner;
        NamesLogSources = asks || inner.Any(i => i.NamesLogSources);
        ChangesLogSource = transformation is ChangeLogSourceTransformation || inner.Any(i => i.ChangesLogSource);
    }

    /// <summary>The id that later steps may ask for.</summary>
    public string? Id { get; }

    /// <summary>Whether a log-source condition stands in it or in a step inside it.</summary>
    public bool NamesLogSources { get; }

    /// <summary>Whether it, or a step inside it, can give a rule another log source.</summary>
    public bool ChangesLogSource { get; }

    /// <summary>Whether the step may mean a rule of this log source and so make it one the pipeline maps; no only when that is certain.</summary>
    public bool MayMap(LogSource source) => sources.Any(s => s.Matches(source)) || inner.Any(i => i.MayMap(source));

    /// <summary>Whether the step may mean a rule of the log source a draft has; no only when that is certain.</summary>
    public bool MayMean(RuleDraft draft) => !asksOnlyForLogSource || ruleCondition is null || ruleCondition.Holds(draft);

    /// <summary>Works on a rule if it is meant.</summary>
    public void Apply(RuleDraft draft)
    {
        if (ruleCondition is not null && !ruleCondition.Holds(draft))
            return;
        if (!sources.IsEmpty)
            draft.IsMapped = true;
        draft.MarkApplied(Id);
        transformation.Apply(draft, this);
    }

    /// <summary>Whether a detection item is meant: by the item conditions, and by the field conditions for its field or one it is compared with.</summary>
    public bool Selects(RuleDraft draft, DetectionItem item)
    {
        if (itemCondition is not null && !itemCondition.Holds(new(draft, item)))
            return false;
        if (fieldCondition is null || fieldCondition.Holds(new(draft, item.Field, item)))
            return true;
        foreach (SigmaValue value in item.Values)
        {
            if (value is FieldReferenceValue reference && SelectsField(draft, reference.Field, item: null))
                return true;
        }

        return false;
    }

    /// <summary>Whether a field name is meant.</summary>
    /// <param name="draft">The rule.</param>
    /// <param name="field">The name; null for keywords.</param>
    /// <param name="item">The item whose field it is, or null when it stands in a value.</param>
    public bool SelectsField(RuleDraft draft, string? field, DetectionItem? item) =>
        fieldCondition is null || fieldCondition.Holds(new(draft, field, item));
}
