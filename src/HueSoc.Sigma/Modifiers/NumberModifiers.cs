using System.Globalization;
using HueSoc.Sigma.Detections;

namespace HueSoc.Sigma.Modifiers;

/// <summary>lt, lte, gt, gte: on numbers, or on the part of a time that a modifier before it takes.</summary>
#pragma warning disable MA0048 // The two kinds of modifier that read numbers.
internal sealed class ComparisonModifier(string name, Comparison comparison) : ValueModifier(name, ModifierKind.Comparison)
{
    /// <inheritdoc/>
    public override Modified Apply(SigmaValue value)
    {
        if (value is TimePartValue part)
            return part with { Operator = comparison };
        return TryReadNumber(value, out double number)
            ? new ComparisonValue(comparison, number, Exact(TextOf(value)))
            : Modified.Wrong($"'{Name}' needs a number");
    }

    /// <summary>Reads a number from a value that is one, or that is the text of one.</summary>
    internal static bool TryReadNumber(SigmaValue value, out double number)
    {
        string? text = TextOf(value);
        number = 0;
        return text is not null
            && double.TryParse(text, NumberStyles.Float & ~NumberStyles.AllowTrailingWhite & ~NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture, out number)
            && double.IsFinite(number);
    }

    private static string? TextOf(SigmaValue value) => value switch
    {
        NumberValue n => n.Text,
        StringValue s => s.Text.Literal,
        _ => null,
    };

    private static decimal? Exact(string? text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal exact) ? exact : null;
}

/// <summary>minute, hour, day, week, month, year: the number is compared with that part of the field's time.</summary>
internal sealed class TimePartModifier(string name, TimePart part) : ValueModifier(name, ModifierKind.TimePart)
{
    /// <inheritdoc/>
    public override Modified Apply(SigmaValue value) => ComparisonModifier.TryReadNumber(value, out double number)
        ? new TimePartValue(part, Comparison.Equal, number)
        : Modified.Wrong($"'{Name}' needs a number");
}
