using System.Collections.Immutable;
using HueSoc.Sigma.Detections;
using HueSoc.Sigma.Pipelines.Reading;

namespace HueSoc.Sigma.Pipelines.Transformations;

/// <summary>
/// <c>replace_string</c>: what matches a regular expression is replaced, in the plain form of a value
/// (<see cref="PlainText"/>) or, with <c>skip_special</c>, in each stretch between wildcards and placeholders.
/// </summary>
internal sealed class ReplaceString(PipelineRegex regex, ReplacementTemplate replacement, bool skipSpecial, bool interpretSpecial) : ValueTransformation
{
    /// <summary>Reads the transformation.</summary>
    public static ReplaceString Read(Parameters parameters)
    {
        PipelineRegex regex = parameters.Pattern("regex");
        ReplacementTemplate replacement = ReplacementTemplate.Read(parameters.Text("replacement"), regex, out string? fault);
        if (fault is not null && !ReferenceEquals(regex, PipelineRegex.Never))
            parameters.Report("replacement", $"'replacement' of replace_string {fault}");
        return new(regex, replacement, parameters.Flag("skip_special"), parameters.Flag("interpret_special"));
    }

    /// <inheritdoc/>
    protected override ImmutableArray<SigmaValue> Forms(RuleDraft draft, DetectionItem item, SigmaValue value)
    {
        if (value is NumberValue number)
        {
            string text = regex.Replace(number.Text, replacement);
            return string.Equals(text, number.Text, StringComparison.Ordinal) ? default : [new StringValue(PlainText.Read(text, SigmaString.Empty))];
        }

        if (value is not StringValue before)
            return default;
        SigmaString after = skipSpecial ? InStretches(before.Text) : InWhole(before.Text);
        return after.Equals(before.Text) ? default : [before with { Text = after }];
    }

    private SigmaString InWhole(SigmaString text)
    {
        string before = PlainText.Write(text);
        string after = regex.Replace(before, replacement);
        return string.Equals(before, after, StringComparison.Ordinal) ? text : PlainText.Read(after, text);
    }

    private SigmaString InStretches(SigmaString text) => new(text.Parts.SelectMany(IEnumerable<SigmaStringPart> (part) =>
    {
        if (part.Kind != SigmaStringPartKind.Literal)
            return [part];
        SigmaString after = InWhole(SigmaString.OfLiteral(part.Text));
        return interpretSpecial ? after.Parts : [new(SigmaStringPartKind.Literal, AsLiteral(after))];
    }));

    private static string AsLiteral(SigmaString text) => string.Concat(text.Parts.Select(p => p.Kind switch
    {
        SigmaStringPartKind.AnyRun => "*",
        SigmaStringPartKind.AnyOne => "?",
        _ => p.Text,
    }));
}
