using HueSoc.Sigma.Detections;

namespace HueSoc.Sigma.Pipelines;

/// <summary>
/// Remembers which steps have changed which detection items and field names, for <c>processing_item_applied</c>. Costs
/// nothing unless a pipeline asks.
/// </summary>
internal sealed class ChangeTracking
{
    private readonly Dictionary<DetectionItem, HashSet<string>>? items;
    private readonly Dictionary<string, HashSet<string>>? fields;

    /// <summary>Begins without changes.</summary>
    /// <param name="enabled">Whether anything is remembered.</param>
    public ChangeTracking(bool enabled)
    {
        if (!enabled)
            return;
        items = new(ReferenceEqualityComparer.Instance);
        fields = new(StringComparer.Ordinal);
    }

    /// <summary>A copy.</summary>
    public ChangeTracking(ChangeTracking other)
    {
        if (other.items is null || other.fields is null)
            return;
        items = new(other.items.Select(p => KeyValuePair.Create(p.Key, new HashSet<string>(p.Value, StringComparer.Ordinal))), ReferenceEqualityComparer.Instance);
        fields = new(other.fields.Select(p => KeyValuePair.Create(p.Key, new HashSet<string>(p.Value, StringComparer.Ordinal))), StringComparer.Ordinal);
    }

    /// <summary>Whether a step has changed, or made, a detection item.</summary>
    public bool Has(DetectionItem item, string id) => items?.GetValueOrDefault(item)?.Contains(id) == true;

    /// <summary>Whether a step has mapped a field name, or led to it.</summary>
    public bool Has(string field, string id) => fields?.GetValueOrDefault(field)?.Contains(id) == true;

    /// <summary>A step has put something in the place of a detection item.</summary>
    /// <param name="before">The item; null for something new.</param>
    /// <param name="after">What stands there now.</param>
    /// <param name="id">The step.</param>
    public void Replaced(DetectionItem? before, DetectionNode after, string? id)
    {
        if (items is null)
            return;
        switch (after)
        {
            case DetectionItem item:
                HashSet<string> ids = before is not null && items.TryGetValue(before, out HashSet<string>? earlier)
                    ? new(earlier, StringComparer.Ordinal)
                    : new(StringComparer.Ordinal);
                if (id is not null)
                    ids.Add(id);
                items[item] = ids;
                break;
            case DetectionAll all:
                foreach (DetectionNode part in all.Parts)
                    Replaced(before, part, id);
                break;
            case DetectionAny any:
                foreach (DetectionNode part in any.Parts)
                    Replaced(before, part, id);
                break;
        }
    }

    /// <summary>A step has mapped a field name.</summary>
    public void Mapped(string before, IEnumerable<string> after, string? id)
    {
        if (fields is null || id is null)
            return;
        HashSet<string> ids = fields.TryGetValue(before, out HashSet<string>? earlier) ? new(earlier, StringComparer.Ordinal) : new(StringComparer.Ordinal);
        ids.Add(id);
        foreach (string field in after)
        {
            if (fields.TryGetValue(field, out HashSet<string>? existing))
                existing.UnionWith(ids);
            else
                fields[field] = new(ids, StringComparer.Ordinal);
        }
    }
}
