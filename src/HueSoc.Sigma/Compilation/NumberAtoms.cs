using System.Globalization;
using HueSoc.Sigma.Detections;
using HueSoc.Sigma.Matching;

namespace HueSoc.Sigma.Compilation;

/// <summary>A comparison with a number.</summary>
#pragma warning disable MA0048 // The two comparisons of numbers.
internal sealed class ComparisonAtom(ComparisonValue comparison) : Atom
{
    private const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <inheritdoc/>
    public override string Key { get; } =
        string.Create(CultureInfo.InvariantCulture, $"cmp:{comparison.Operator}:{comparison.Number:R}:{comparison.Exact}");

    /// <inheritdoc/>
    public override bool TestText(FieldValues values, int value)
    {
        ReadOnlySpan<byte> text = values.Decoded(value);

        // Integers of 64 bits and money are compared exactly; what has no place in a decimal, as a double.
        if (comparison.Exact is { } exact && decimal.TryParse(text, Style, CultureInfo.InvariantCulture, out decimal precise) && !HasExponent(text))
            return Holds(precise.CompareTo(exact), comparison.Operator);
        return double.TryParse(text, Style, CultureInfo.InvariantCulture, out double number)
            && !text.ContainsAny((byte)'n', (byte)'N') // "Infinity" and "NaN" are words
            && Holds(number.CompareTo(comparison.Number), comparison.Operator);
    }

    /// <summary>Whether a comparison holds.</summary>
    /// <param name="order">Less than 0 when the left side is less, 0 when both are equal, more than 0 otherwise.</param>
    /// <param name="comparison">The comparison.</param>
    internal static bool Holds(int order, Comparison comparison) => comparison switch
    {
        Comparison.Less => order < 0,
        Comparison.LessOrEqual => order <= 0,
        Comparison.Greater => order > 0,
        Comparison.GreaterOrEqual => order >= 0,
        Comparison.NotEqual => order != 0,
        _ => order == 0,
    };

    private static bool HasExponent(ReadOnlySpan<byte> text) => text.ContainsAny((byte)'e', (byte)'E');
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
        && ComparisonAtom.Holds(((double)part).CompareTo(comparison.Number), comparison.Operator);
}
