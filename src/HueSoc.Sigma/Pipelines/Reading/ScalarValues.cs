using System.Globalization;
using HueSoc.Sigma.Detections;
using HueSoc.Sigma.Rules;
using HueSoc.Sigma.Yaml;

namespace HueSoc.Sigma.Pipelines.Reading;

/// <summary>Single values of a pipeline file, read as a rule's would be.</summary>
internal static class ScalarValues
{
    /// <summary>The value of a scalar: null, truth values and numbers when written plainly, else a text with wildcards.</summary>
    public static SigmaValue Read(YamlScalar scalar) => DetectionReader.Plain(scalar);

    /// <summary>Whether a text is a decimal number.</summary>
    public static bool IsNumber(string text) =>
        text.Length > 0 && (char.IsAsciiDigit(text[0]) || text[0] is '-' or '.') && char.IsAsciiDigit(text[^1])
        && double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
            CultureInfo.InvariantCulture, out double number) && double.IsFinite(number);

    /// <summary>Whether two values mean the same: 5 and "5" do, whatever else is of one type and equal does.</summary>
    public static bool Same(SigmaValue left, SigmaValue right) => (left, right) switch
    {
        (StringValue a, StringValue b) => a.Text.Equals(b.Text),
        (NumberValue or BooleanValue, StringValue { Text.Literal: { } b }) => string.Equals(Text(left), b, StringComparison.Ordinal),
        (StringValue { Text.Literal: { } a }, NumberValue or BooleanValue) => string.Equals(a, Text(right), StringComparison.Ordinal),
        _ => left.Equals(right),
    };

    /// <summary>A single value as text.</summary>
    public static string Text(SigmaValue value) => value switch
    {
        StringValue text => PlainText.Show(text.Text),
        NumberValue number => number.Text,
        BooleanValue flag => flag.Value ? "true" : "false",
        _ => string.Empty,
    };
}
