namespace HueSoc.Sigma.Matching;

/// <summary>The values of one field, or of all of them, in the event at hand.</summary>
internal readonly struct FieldValues
{
    private readonly RuleEvaluation evaluation;
    private readonly bool everything;

    /// <param name="evaluation">Who has the event.</param>
    /// <param name="first">The field's first value, or -1.</param>
    /// <param name="everything">Whether all values of the event are meant: keywords.</param>
    public FieldValues(RuleEvaluation evaluation, int first, bool everything)
    {
        this.evaluation = evaluation;
        this.everything = everything;
        First = first;
    }

    /// <summary>The first value, or -1 when the field is absent.</summary>
    public int First { get; }

    /// <summary>The value after another one, or -1.</summary>
    public int Next(int value)
    {
        if (!everything)
            return evaluation.Value(value).Next;
        return value + 1 < evaluation.ValueCount ? value + 1 : -1;
    }

    /// <summary>Whether a value has a text: strings, numbers and truth values do.</summary>
    public bool IsText(int value) => evaluation.Value(value).IsText;

    /// <summary>Whether a value is JSON null.</summary>
    public bool IsNull(int value) => evaluation.Value(value).Kind == ValueKind.Null;

    /// <summary>A value's text, unescaped and folded. Valid until the next event.</summary>
    public ReadOnlySpan<byte> Folded(int value) => evaluation.Texts.Folded(value);

    /// <summary>A value's text, unescaped. Valid until another value's is asked for.</summary>
    public ReadOnlySpan<byte> Decoded(int value) => evaluation.Texts.Decoded(value);

    /// <summary>A value's text as UTF-16. Valid until another value's is asked for.</summary>
    public ReadOnlySpan<char> Characters(int value) => evaluation.Texts.Characters(value);

    /// <summary>The values of another field of the same event.</summary>
    public FieldValues OfField(int field) => evaluation.ValuesOf(field);

    /// <summary>Says that the test at hand was cut off.</summary>
    public void ReportCutOff() => evaluation.ReportCutOff();
}
