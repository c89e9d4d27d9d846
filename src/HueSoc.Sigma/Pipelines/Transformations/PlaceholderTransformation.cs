using System.Collections.Immutable;
using HueSoc.Sigma.Detections;
using HueSoc.Sigma.Pipelines.Reading;

namespace HueSoc.Sigma.Pipelines.Transformations;

/// <summary>A transformation of placeholders. One that gets no replacement stays, for a later step.</summary>
internal abstract class PlaceholderTransformation : ValueTransformation
{
    private readonly ImmutableArray<string> include;
    private readonly ImmutableArray<string> exclude;

    /// <summary>Reads which placeholders are meant.</summary>
    protected PlaceholderTransformation(Parameters parameters)
    {
        include = parameters.TextsOrDefault("include");
        exclude = parameters.TextsOrDefault("exclude");
        if (!include.IsDefault && !exclude.IsDefault)
            parameters.Report("exclude", "'include' and 'exclude' exclude each other");
    }

    /// <summary>What a placeholder may stand for; empty when that is not known.</summary>
    protected abstract ImmutableArray<SigmaString> Replacements(string name);

    /// <inheritdoc/>
    protected sealed override ImmutableArray<SigmaValue> Forms(RuleDraft draft, DetectionItem item, SigmaValue value)
    {
        if (value is not StringValue { Text.HasPlaceholders: true } text)
            return default;
        List<ImmutableArray<SigmaStringPart>> forms = [[]];
        foreach (SigmaStringPart part in text.Text.Parts)
        {
            ImmutableArray<SigmaString> replacements = part.Kind == SigmaStringPartKind.Placeholder && IsMeant(part.Text) ? Replacements(part.Text) : [];
            if (replacements.Length * (long)forms.Count > RuleDraft.MaxForms)
            {
                draft.Fail($"the placeholders of one value stand for more than {RuleDraft.MaxForms} texts", item.Line);
                return default;
            }

            forms = replacements.IsEmpty
                ? [.. forms.Select(f => f.Add(part))]
                : [.. forms.SelectMany(f => replacements.Select(r => f.AddRange(r.Parts)))];
        }

        return [.. forms.Select(f => text with { Text = new SigmaString(f) })];
    }

    private bool IsMeant(string name) =>
        include.IsDefault
            ? exclude.IsDefault || !exclude.Contains(name, StringComparer.Ordinal)
            : include.Contains(name, StringComparer.Ordinal);
}
