using HueSoc.Sigma.Detections;
using HueSoc.Sigma.Rules;

namespace HueSoc.Sigma.Pipelines;

/// <summary>Finds placeholders that nothing was put in the place of.</summary>
internal static class Placeholders
{
    /// <summary>The name of the first placeholder of a rule, or null when there is none.</summary>
    public static string? FirstIn(SigmaRule rule)
    {
        foreach (NamedDetection detection in rule.Detections)
        {
            if (FirstIn(detection.Root) is { } name)
                return name;
        }

        return null;
    }

    private static string? FirstIn(DetectionNode node)
    {
        switch (node)
        {
            case DetectionItem item:
                foreach (SigmaValue value in item.Values)
                {
                    if (FirstIn(value) is { } name)
                        return name;
                }

                return null;
            case DetectionAll all:
                return all.Parts.Select(FirstIn).FirstOrDefault(n => n is not null);
            case DetectionAny any:
                return any.Parts.Select(FirstIn).FirstOrDefault(n => n is not null);
            default:
                return null;
        }
    }

    private static string? FirstIn(SigmaValue value)
    {
        if (value is AnyOfValue several)
            return several.Values.Select(FirstIn).FirstOrDefault(n => n is not null);
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
