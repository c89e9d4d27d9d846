using System.Globalization;
using HueSoc.Sigma.Detections;
using HueSoc.Sigma.Matching;

namespace HueSoc.Sigma.Compilation;

/// <summary>A comparison with a number.</summary>
#pragma warning disable MA0048 // The two comparisons of numbers.
internal sealed class ComparisonAtom(ComparisonValue comparison) : Atom
{
    /// <inheritdoc/>
    public override string Key { get; } = string.Create(CultureInfo.InvariantCulture, $"cmp:{comparison.Operator}:{comparison.Number:R}");

    /// <inheritdoc/>
    public override bool TestText(FieldValues values, int value) =>
        double.TryParse(
            values.Decoded(value),
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
            CultureInfo.InvariantCulture,
            out double number)
        && Holds(number, comparison.Operator, comparison.Number);

    /// <summary>Whether a comparison holds.</summary>
    internal static bool Holds(double left, Comparison comparison, double right) => comparison switch
    {
        Comparison.Less => left < right,
        Comparison.LessOrEqual => left <= right,
        Comparison.Greater => left > right,
        Comparison.GreaterOrEqual => left >= right,
        _ => left.Equals(right),
    };
}

/// <summary>A comparison with a part of a time.</summary>
internal sealed class TimePartAtom(TimePartValue comparison) : Atom
{
    /// <inheritdoc/>
    public override string Key { get; } =
        string.Create(CultureInfo.InvariantCulture, $"time:{comparison.Part}:{comparison.Operator}:{comparison.Number:R}");

    /// <inheritdoc/>
    public override bool TestText(FieldValues values, int value) =>
        WrittenTime.TryGetPart(values.Decoded(value), comparison.Part, out int part)
        && ComparisonAtom.Holds(part, comparison.Operator, comparison.Number);
}
