using HueSoc.Sigma.Detections;
using HueSoc.Sigma.Pipelines.Reading;

namespace HueSoc.Sigma.Pipelines.Conditions;

/// <summary>Looks at the values of a detection item: any or all of them must pass a test.</summary>
internal sealed class ItemValuesCondition(bool all, Func<SigmaValue, bool> test) : IPipelineCondition<ItemSubject>
{
    /// <summary>Reads <c>match_string</c>: a text value matches a pattern from its beginning.</summary>
    public static ItemValuesCondition ReadMatchString(Parameters parameters)
    {
        PipelineRegex pattern = parameters.Pattern("pattern");
        bool negate = parameters.Flag("negate");
        return new(ReadAll(parameters), value => (value is StringValue text && pattern.MatchesStart(PlainText.Show(text.Text))) != negate);
    }

    /// <summary>Reads <c>match_value</c>: a value equals another.</summary>
    public static ItemValuesCondition ReadMatchValue(Parameters parameters)
    {
        SigmaValue wanted = parameters.Scalar("value");
        return new(ReadAll(parameters), value => ScalarValues.Same(value, wanted));
    }

    /// <summary>Reads <c>is_null</c>.</summary>
    public static ItemValuesCondition ReadIsNull(Parameters parameters) => new(ReadAll(parameters), value => value is NullValue);

    /// <summary>Reads <c>contains_wildcard</c>.</summary>
    public static ItemValuesCondition ReadContainsWildcard(Parameters parameters) =>
        new(ReadAll(parameters), value => value is StringValue { Text.HasWildcards: true });

    /// <inheritdoc/>
    public bool Holds(ItemSubject subject)
    {
        foreach (SigmaValue value in subject.Item.Values)
        {
            if (Passes(value) != all)
                return !all;
        }

        return all;
    }

    private static bool ReadAll(Parameters parameters) => parameters.Choice("cond", fallback: false, ("any", false), ("all", true));

    private bool Passes(SigmaValue value)
    {
        if (value is not AnyOfValue forms)
            return test(value);
        foreach (SigmaValue form in forms.Values)
        {
            if (Passes(form))
                return true;
        }

        return false;
    }
}
