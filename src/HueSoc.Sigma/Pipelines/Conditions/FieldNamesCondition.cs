using System.Collections.Immutable;
using HueSoc.Sigma.Pipelines.Reading;

namespace HueSoc.Sigma.Pipelines.Conditions;

/// <summary>The field is one of those named, or with <c>exclude_fields</c> none of them. Keywords are in no list.</summary>
internal sealed class FieldNamesCondition(ImmutableArray<string> names, ImmutableArray<PipelineRegex> patterns, bool expected)
    : IPipelineCondition<FieldSubject>
{
    private enum Mode
    {
        Plain,
        Pattern,
    }

    /// <summary>Reads the condition.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="expected">Whether the field must be in the list.</param>
    public static FieldNamesCondition Read(Parameters parameters, bool expected)
    {
        ImmutableArray<string> fields = parameters.Texts("fields");
        return parameters.Choice("mode", Mode.Plain, ("plain", Mode.Plain), ("re", Mode.Pattern)) == Mode.Plain
            ? new(fields, [], expected)
            : new([], [.. fields.Select(f => parameters.Pattern("fields", f))], expected);
    }

    /// <inheritdoc/>
    public bool Holds(FieldSubject subject) => IsNamed(subject.Field) == expected;

    private bool IsNamed(string? field)
    {
        if (field is null)
            return false;
        foreach (string name in names)
        {
            if (string.Equals(name, field, StringComparison.Ordinal))
                return true;
        }

        foreach (PipelineRegex pattern in patterns)
        {
            if (pattern.MatchesStart(field))
                return true;
        }

        return false;
    }
}
