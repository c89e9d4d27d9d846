using System.Collections.Immutable;
using HueSoc.Sigma.Detections;
using HueSoc.Sigma.Rules;

namespace HueSoc.Sigma.Pipelines;

/// <summary>Finds placeholders that nothing was put in the place of.</summary>
internal static class Placeholders
{
    /// <summary>The name of the first placeholder of a rule, or null when there is none.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="unlike">A rule whose search identifiers need not be looked at again where the rule still has them; null for none.</param>
    public static string? FirstIn(SigmaRule rule, SigmaRule? unlike)
    {
        if (ReferenceEquals(rule, unlike))
            return null;
        for (int i = 0; i < rule.Detections.Length; i++)
        {
            NamedDetection detection = rule.Detections[i];
            if (unlike is not null && i < unlike.Detections.Length && ReferenceEquals(unlike.Detections[i], detection))
                continue;
            if (FirstIn(detection.Root) is { } name)
                return name;
        }

        return null;
    }

    private static string? FirstIn(DetectionNode node) => node switch
    {
        DetectionItem item => FirstIn(item.Values),
        DetectionAll all => FirstIn(all.Parts),
        DetectionAny any => FirstIn(any.Parts),
        _ => null,
    };

    private static string? FirstIn(ImmutableArray<DetectionNode> nodes)
    {
        foreach (DetectionNode node in nodes)
        {
            if (FirstIn(node) is { } name)
                return name;
        }

        return null;
    }

    private static string? FirstIn(ImmutableArray<SigmaValue> values)
    {
        foreach (SigmaValue value in values)
        {
            if (FirstIn(value) is { } name)
                return name;
        }

        return null;
    }

    private static string? FirstIn(SigmaValue value)
    {
        if (value is AnyOfValue several)
            return FirstIn(several.Values);
        if (value is not StringValue text)
            return null;
        foreach (SigmaStringPart part in text.Text.Parts)
        {
            if (part.Kind == SigmaStringPartKind.Placeholder)
                return part.Text;
        }

        return null;
    }
}
