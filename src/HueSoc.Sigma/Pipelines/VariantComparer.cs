using System.Collections.Immutable;
using HueSoc.Sigma.Conditions;
using HueSoc.Sigma.Detections;
using HueSoc.Sigma.Rules;

namespace HueSoc.Sigma.Pipelines;

/// <summary>Whether two variants of one rule look for the same: records compare arrays by reference, which is not enough here.</summary>
internal static class VariantComparer
{
    /// <summary>Whether two variants of one rule look for the same.</summary>
    public static bool Same(SigmaRule left, SigmaRule right) =>
        ReferenceEquals(left, right)
        || left.LogSource == right.LogSource
        && Same(left.Watched, right.Watched, (a, b) => ReferenceEquals(a, b) || a.Fields.SequenceEqual(b.Fields, StringComparer.Ordinal))
        && Same(left.Detections, right.Detections, (a, b) => string.Equals(a.Name, b.Name, StringComparison.Ordinal) && Same(a.Root, b.Root))
        && Same(left.Conditions, right.Conditions, Same);

    private static bool Same(DetectionNode left, DetectionNode right) => ReferenceEquals(left, right) || (left, right) switch
    {
        (DetectionAll a, DetectionAll b) => Same(a.Parts, b.Parts, Same),
        (DetectionAny a, DetectionAny b) => Same(a.Parts, b.Parts, Same),
        (DetectionItem a, DetectionItem b) => string.Equals(a.Field, b.Field, StringComparison.Ordinal)
            && a.MatchAll == b.MatchAll && a.Negated == b.Negated && Same(a.Values, b.Values, Same),
        _ => false,
    };

    private static bool Same(SigmaValue left, SigmaValue right) => (left, right) switch
    {
        (AnyOfValue a, AnyOfValue b) => Same(a.Values, b.Values, Same),
        _ => left.Equals(right),
    };

    private static bool Same(ConditionNode left, ConditionNode right) => ReferenceEquals(left, right) || (left, right) switch
    {
        (ConditionAnd a, ConditionAnd b) => Same(a.Parts, b.Parts, Same),
        (ConditionOr a, ConditionOr b) => Same(a.Parts, b.Parts, Same),
        (ConditionNot a, ConditionNot b) => Same(a.Part, b.Part),
        (ConditionIdentifier a, ConditionIdentifier b) => string.Equals(a.Name, b.Name, StringComparison.Ordinal),
        _ => false,
    };

    private static bool Same<TPart>(ImmutableArray<TPart> left, ImmutableArray<TPart> right, Func<TPart, TPart, bool> same)
    {
        if (left == right)
            return true;
        if (left.Length != right.Length)
            return false;

        // What pipelines add stands at the end, and that is where variants differ first.
        for (int i = left.Length - 1; i >= 0; i--)
        {
            if (!same(left[i], right[i]))
                return false;
        }

        return true;
    }
}
