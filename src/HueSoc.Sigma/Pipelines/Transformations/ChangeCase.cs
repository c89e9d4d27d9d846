using System.Collections.Immutable;
using HueSoc.Sigma.Detections;
using HueSoc.Sigma.Pipelines.Reading;

namespace HueSoc.Sigma.Pipelines.Transformations;

/// <summary><c>case</c>: texts become lower or upper case. It matters only where the rule tells them apart.</summary>
internal sealed class ChangeCase(bool upper) : ValueTransformation
{
    /// <summary>Reads the transformation.</summary>
    public static ChangeCase Read(Parameters parameters) => new(parameters.Choice("method", fallback: false, ("lower", false), ("upper", true)));

    /// <inheritdoc/>
    protected override ImmutableArray<SigmaValue> Forms(RuleDraft draft, DetectionItem item, SigmaValue value)
    {
        if (value is not StringValue text)
            return default;
        SigmaString changed = new(text.Text.Parts.Select(p => p.Kind == SigmaStringPartKind.Literal
            ? p with { Text = upper ? p.Text.ToUpperInvariant() : Lower(p.Text) }
            : p));
        return changed.Equals(text.Text) ? default : [text with { Text = changed }];
    }

    private static string Lower(string text) => string.Create(text.Length, text, (span, t) => t.AsSpan().ToLowerInvariant(span));
}
