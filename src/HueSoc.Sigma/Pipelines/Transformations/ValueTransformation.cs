using System.Collections.Immutable;
using HueSoc.Sigma.Detections;

namespace HueSoc.Sigma.Pipelines.Transformations;

/// <summary>A transformation of single values, each of which may become several.</summary>
internal abstract class ValueTransformation : ItemTransformation
{
    /// <summary>Puts the several forms of one value into a value list: where all values must match, the forms are one value.</summary>
    public static ImmutableArray<SigmaValue> AsOneValue(DetectionItem item, ImmutableArray<SigmaValue> forms) =>
        item.MatchAll && forms.Length > 1 ? [new AnyOfValue(forms)] : forms;

    /// <summary>The forms of a value; the default array when it stays as it is.</summary>
    protected abstract ImmutableArray<SigmaValue> Forms(RuleDraft draft, DetectionItem item, SigmaValue value);

    /// <inheritdoc/>
    protected sealed override DetectionNode Transform(RuleDraft draft, PipelineItem step, DetectionItem item)
    {
        ImmutableArray<SigmaValue>.Builder? after = null;
        for (int i = 0; i < item.Values.Length; i++)
        {
            SigmaValue value = item.Values[i];
            ImmutableArray<SigmaValue> forms = value is AnyOfValue several ? FormsOfSeveral(draft, item, several) : Forms(draft, item, value);
            if (after is null && !forms.IsDefault)
            {
                after = ImmutableArray.CreateBuilder<SigmaValue>(item.Values.Length);
                after.AddRange(item.Values, i);
            }

            if (forms.IsDefault)
                after?.Add(value);
            else
                after!.AddRange(AsOneValue(item, forms));
            if (after?.Count > RuleDraft.MaxForms)
            {
                draft.Fail($"a list of values would grow to more than {RuleDraft.MaxForms}", item.Line);
                return item;
            }
        }

        return after is null ? item : item with { Values = after.ToImmutable() };
    }

    private ImmutableArray<SigmaValue> FormsOfSeveral(RuleDraft draft, DetectionItem item, AnyOfValue several)
    {
        ImmutableArray<SigmaValue>.Builder all = ImmutableArray.CreateBuilder<SigmaValue>(several.Values.Length);
        bool changed = false;
        foreach (SigmaValue value in several.Values)
        {
            ImmutableArray<SigmaValue> forms = value is AnyOfValue inner ? FormsOfSeveral(draft, item, inner) : Forms(draft, item, value);
            changed |= !forms.IsDefault;
            all.AddRange(forms.IsDefault ? [value] : forms);
        }

        return changed ? [new AnyOfValue(all.ToImmutable())] : default;
    }
}
