using System.Collections.Immutable;
using System.Globalization;
using HueSoc.Sigma.Detections;
using HueSoc.Sigma.Pipelines.Reading;

namespace HueSoc.Sigma.Pipelines.Transformations;

/// <summary>
/// <c>number_format</c> (an extension of this house): a value that is a whole number is written <c>to: hexadecimal</c>
/// (<c>0x1f3c</c>, as Windows writes process ids into the Security log) or <c>to: decimal</c>. It may itself be written either
/// way. With a <c>pattern</c>, a value that it matches becomes the number in the pattern's first group.
/// </summary>
internal sealed class NumberFormat(PipelineRegex? pattern, bool toHexadecimal) : ValueTransformation
{
    /// <summary>Reads the transformation.</summary>
    public static NumberFormat Read(Parameters parameters)
    {
        if (!parameters.Has("to"))
            parameters.Report("number_format needs 'to'");
        bool hexadecimal = parameters.Choice("to", fallback: false, ("decimal", false), ("hexadecimal", true));
        PipelineRegex? pattern = parameters.Has("pattern") ? parameters.Pattern("pattern") : null;
        if (pattern is not null && !ReferenceEquals(pattern, PipelineRegex.Never) && !pattern.HasGroup("1"))
            parameters.Report("pattern", "'pattern' of number_format needs a group around the number");
        return new(pattern, hexadecimal);
    }

    /// <inheritdoc/>
    protected override ImmutableArray<SigmaValue> Forms(RuleDraft draft, DetectionItem item, SigmaValue value)
    {
        if (value is not (StringValue or NumberValue))
            return default;
        string before = value is StringValue text ? PlainText.Write(text.Text) : ((NumberValue)value).Text;
        string? written = pattern is null ? before : pattern.FirstGroup(before);
        if (written is null || !TryParse(written, out ulong number))
            return default;
        string after = toHexadecimal ? string.Create(CultureInfo.InvariantCulture, $"0x{number:x}") : number.ToString(CultureInfo.InvariantCulture);
        return string.Equals(after, before, StringComparison.Ordinal) ? default : [new StringValue(SigmaString.OfLiteral(after))];
    }

    private static bool TryParse(string text, out ulong number) => text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
        ? ulong.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number)
        : ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
