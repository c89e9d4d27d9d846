namespace HueSoc.Sigma.Matching;

/// <summary>Why an event could not be read.</summary>
#pragma warning disable MA0048 // The matcher and what it says are one contract.
public enum EventFault
{
    /// <summary>It was read.</summary>
    None,

    /// <summary>It is not one JSON object.</summary>
    NotJson,

    /// <summary>It is nested deeper than <see cref="EventMatcher.MaxDepth"/>.</summary>
    TooDeep,
}

/// <summary>A field that contributed to a match.</summary>
/// <param name="Field">The field as the rule names it; for a keyword the path of the field it was found in.</param>
/// <param name="Value">The field's value as text; of an array the element that matched.</param>
public readonly record struct MatchedField(string Field, string Value);

/// <summary>
/// Matches events against the rules of one <see cref="SigmaEngine"/>. Not safe for use by several threads at once.
/// No memory is allocated for an event that matches nothing.
/// </summary>
public sealed class EventMatcher
{
    /// <summary>The deepest nesting of an event that is read.</summary>
    public const int MaxDepth = 64;

    internal EventMatcher()
    {
    }

    /// <summary>The rules that matched the last event, as indices into <see cref="SigmaEngine.Rules"/>, rising. Valid until the next event.</summary>
    public ReadOnlySpan<int> Matches => throw new NotSupportedException();

    /// <summary>The time the last event says it happened at, as written; empty when it says none. Valid until the next event.</summary>
    public ReadOnlySpan<byte> Timestamp => throw new NotSupportedException();

    /// <summary>The machine the last event is about, as written; empty when it names none. Valid until the next event.</summary>
    public ReadOnlySpan<byte> Host => throw new NotSupportedException();

    /// <summary>
    /// Rule evaluations that were cut off, such as a regular expression that took too long, since the matcher was made:
    /// rule index and how often.
    /// </summary>
    public IReadOnlyDictionary<int, long> CutOff => throw new NotSupportedException();

    /// <summary>Evaluates all rules on one event.</summary>
    /// <param name="json">One JSON object in UTF-8. It must not change until the next call; invalid UTF-8 reads as U+FFFD.</param>
    /// <returns>What kept the event from being read, if anything; then nothing matches.</returns>
    public EventFault Match(ReadOnlyMemory<byte> json) => throw new NotSupportedException();

    /// <summary>The fields that made a rule match the last event, in the order of the rule.</summary>
    /// <param name="rule">An index out of <see cref="Matches"/>.</param>
    public IReadOnlyList<MatchedField> Explain(int rule) => throw new NotSupportedException();
}
