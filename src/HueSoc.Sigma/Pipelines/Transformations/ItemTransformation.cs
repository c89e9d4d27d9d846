using System.Collections.Immutable;
using HueSoc.Sigma.Detections;

namespace HueSoc.Sigma.Pipelines.Transformations;

/// <summary>A transformation of detection items. Whatever holds no changed item stays the object it was.</summary>
internal abstract class ItemTransformation : ITransformation
{
    /// <inheritdoc/>
    public virtual void Apply(RuleDraft draft, PipelineItem step)
    {
        ImmutableArray<NamedDetection> before = draft.Detections;
        ImmutableArray<NamedDetection>.Builder? after = null;
        for (int i = 0; i < before.Length; i++)
        {
            NamedDetection detection = before[i];
            DetectionNode? root = Rewrite(draft, step, detection.Root);
            if (after is null && !ReferenceEquals(root, detection.Root))
            {
                after = ImmutableArray.CreateBuilder<NamedDetection>(before.Length);
                after.AddRange(before, i);
            }

            if (root is null)
                draft.MarkDropped(detection.Name);
            else
                after?.Add(ReferenceEquals(root, detection.Root) ? detection : detection with { Root = root });
        }

        if (after is not null)
            draft.Detections = after.DrainToImmutable();
    }

    /// <summary>Transforms an item that is meant.</summary>
    /// <returns>What stands in its place; the item itself when nothing changes, null to take it out.</returns>
    protected abstract DetectionNode? Transform(RuleDraft draft, PipelineItem step, DetectionItem item);

    private DetectionNode? Rewrite(RuleDraft draft, PipelineItem step, DetectionNode node)
    {
        switch (node)
        {
            case DetectionItem item:
                if (!step.Selects(draft, item))
                    return item;
                DetectionNode? changed = Transform(draft, step, item);
                if (changed is not null && !ReferenceEquals(changed, item))
                    draft.Changes.Replaced(item, changed, step.Id);
                return changed;
            case DetectionAll all:
                ImmutableArray<DetectionNode> demanded = RewriteParts(draft, step, all.Parts);
                return demanded == all.Parts ? all : demanded.IsEmpty ? null : new DetectionAll(demanded);
            case DetectionAny any:
                ImmutableArray<DetectionNode> alternatives = RewriteParts(draft, step, any.Parts);
                return alternatives == any.Parts ? any : alternatives.IsEmpty ? null : new DetectionAny(alternatives);
            default:
                return node;
        }
    }

    private ImmutableArray<DetectionNode> RewriteParts(RuleDraft draft, PipelineItem step, ImmutableArray<DetectionNode> before)
    {
        ImmutableArray<DetectionNode>.Builder? after = null;
        for (int i = 0; i < before.Length; i++)
        {
            DetectionNode? part = Rewrite(draft, step, before[i]);
            if (after is null && !ReferenceEquals(part, before[i]))
            {
                after = ImmutableArray.CreateBuilder<DetectionNode>(before.Length);
                after.AddRange(before, i);
            }

            if (part is not null)
                after?.Add(part);
        }

        return after?.DrainToImmutable() ?? before;
    }
}
