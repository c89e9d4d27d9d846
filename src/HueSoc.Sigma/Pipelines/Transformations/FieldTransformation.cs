using System.Collections.Immutable;
using HueSoc.Sigma.Detections;
using HueSoc.Sigma.Rules;

namespace HueSoc.Sigma.Pipelines.Transformations;

/// <summary>A transformation of field names: those of detection items, and those that values refer to.</summary>
internal abstract class FieldTransformation : ItemTransformation
{
    /// <summary>The names a field gets; the default array when it keeps its own.</summary>
    protected abstract ImmutableArray<string> Map(string field);

    /// <inheritdoc/>
    public sealed override void Apply(RuleDraft draft, PipelineItem step)
    {
        base.Apply(draft, step);
        if (!draft.Watched.IsEmpty)
            draft.Watched = MapWatched(draft, step);
    }

    /// <inheritdoc/>
    protected sealed override DetectionNode Transform(RuleDraft draft, PipelineItem step, DetectionItem item)
    {
        DetectionItem mapped = MapReferences(draft, step, item);
        if (item.Field is null || !step.SelectsField(draft, item.Field, item))
            return mapped;
        ImmutableArray<string> names = Map(item.Field);
        if (names.IsDefaultOrEmpty)
            return mapped;
        draft.Changes.Mapped(item.Field, names, step.Id);
        if (names.Length == 1)
            return mapped with { Field = names[0] };

        // One of the fields must match. What must not match, or must not be there, must do so in none of them.
        ImmutableArray<DetectionNode> parts = [.. names.Select(DetectionNode (name) => mapped with { Field = name })];
        return item.Negated != AsksForAbsence(item) ? new DetectionAll(parts) : new DetectionAny(parts);
    }

    private static bool HasReferences(DetectionItem item)
    {
        foreach (SigmaValue value in item.Values)
        {
            if (value is FieldReferenceValue)
                return true;
        }

        return false;
    }

    private ImmutableArray<WatchedField> MapWatched(RuleDraft draft, PipelineItem step)
    {
        bool changed = false;
        ImmutableArray<WatchedField>.Builder watched = ImmutableArray.CreateBuilder<WatchedField>(draft.Watched.Length);
        foreach (WatchedField field in draft.Watched)
        {
            List<string> names = [];
            bool mapped = false;
            foreach (string name in field.Fields)
            {
                if (step.SelectsField(draft, name, item: null) && Map(name) is { IsDefaultOrEmpty: false } others)
                {
                    names.AddRange(others);
                    draft.Changes.Mapped(name, others, step.Id);
                    mapped = true;
                }
                else
                {
                    names.Add(name);
                }
            }

            changed |= mapped;
            watched.Add(mapped ? field with { Fields = [.. names.Distinct(StringComparer.Ordinal)] } : field);
        }

        return changed ? watched.MoveToImmutable() : draft.Watched;
    }

    private static bool AsksForAbsence(DetectionItem item) =>
        item.Values.Length > 0 && item.Values.All(v => v is NullValue or ExistsValue { Expected: false });

    private DetectionItem MapReferences(RuleDraft draft, PipelineItem step, DetectionItem item)
    {
        if (!HasReferences(item))
            return item;
        ImmutableArray<SigmaValue>.Builder values = ImmutableArray.CreateBuilder<SigmaValue>(item.Values.Length);
        bool changed = false;
        foreach (SigmaValue value in item.Values)
        {
            if (value is not FieldReferenceValue reference || !step.SelectsField(draft, reference.Field, item: null)
                || Map(reference.Field) is not { IsDefaultOrEmpty: false } names)
            {
                values.Add(value);
                continue;
            }

            changed = true;
            draft.Changes.Mapped(reference.Field, names, step.Id);
            values.AddRange(ValueTransformation.AsOneValue(item, [.. names.Select(SigmaValue (name) => reference with { Field = name })]));
        }

        return changed ? item with { Values = values.ToImmutable() } : item;
    }
}
