using System.Collections.Immutable;
using System.Diagnostics;

namespace HueSoc.Sigma.Matching;

/// <summary>
/// Matches events against the rules of one <see cref="SigmaEngine"/>. Not safe for use by several threads at once.
/// No memory is allocated for an event that matches nothing, once its buffers have grown to the size of the events.
/// </summary>
public sealed class EventMatcher
{
    /// <summary>The deepest nesting of an event that is read.</summary>
    public const int MaxDepth = 64;

    private readonly CompiledRules rules;
    private readonly EventValues kept;
    private readonly JsonWalker walker;
    private readonly KnownForms forms;
    private readonly EventTexts texts;
    private readonly RuleEvaluation evaluation;

    internal EventMatcher(CompiledRules rules)
    {
        this.rules = rules;
        PathSteps steps = new(rules.Paths, rules.DropsSpacesInKeys);
        kept = new(rules.Paths, rules.HasKeywords);
        walker = new(kept, steps);
        forms = new(rules.Paths, steps, rules.HasKeywords);
        texts = new(kept);
        evaluation = new(rules, kept, texts);
    }

    /// <summary>The rules that matched the last event, as indices into <see cref="SigmaEngine.Rules"/>, rising. Valid until the next event.</summary>
    public ReadOnlySpan<int> Matches => evaluation.Matches;

    /// <summary>The time the last event says it happened at, as written; empty when it says none. Valid until the next call.</summary>
    public ReadOnlySpan<byte> Timestamp => FirstText(rules.TimestampSlots);

    /// <summary>The machine the last event is about, as written; empty when it names none. Valid until the next call.</summary>
    public ReadOnlySpan<byte> Host => FirstText(rules.HostSlots);

    /// <summary>The number the source itself gave the last event, as written; empty when it gave none. Valid until the next call.</summary>
    public ReadOnlySpan<byte> SourceRecord => FirstText(rules.RecordSlots);

    /// <summary>
    /// Rule evaluations that were cut off, such as a regular expression that took too long, since the matcher was made:
    /// rule index and how often.
    /// </summary>
    public IReadOnlyDictionary<int, long> CutOff => evaluation.CutOff;

    /// <summary>How many evaluations were cut off since the matcher was made, over all rules.</summary>
    public long CutOffs => evaluation.CutOffs;

    /// <summary>Where the time of the events to come is measured; null, as at first, to measure nothing.</summary>
    public RuleTimes? Times
    {
        get => evaluation.Times;
        set => evaluation.Times = value;
    }

    /// <summary>Evaluates all rules on one event.</summary>
    /// <param name="json">One JSON object in UTF-8. It must not change until the next call; invalid UTF-8 reads as U+FFFD.</param>
    /// <returns>What kept the event from being read, if anything; then nothing matches.</returns>
    public EventFault Match(ReadOnlyMemory<byte> json)
    {
        long began = Begin(json);
        EventFault fault = End(walker.Walk(json.Span));
        Times?.AddEvent(Stopwatch.GetTimestamp() - began);
        return fault;
    }

    /// <summary>Evaluates all rules on one event of which it is known where its values stand. The outcome is the same.</summary>
    /// <param name="json">One JSON object in UTF-8. It must not change until the next call.</param>
    /// <param name="places">Where its values stand; they must not change either. They are trusted: they come from the writer of the event.</param>
    /// <returns>What kept the event from being read, if anything; then nothing matches.</returns>
    /// <exception cref="IndexOutOfRangeException">A value that was looked at begins outside the event, or has no place.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value that was looked at ends outside the event.</exception>
    public EventFault Match(ReadOnlyMemory<byte> json, in EventPlaces places)
    {
        long began = Begin(json);
        kept.Take(json, forms.Get(places), places.Values);
        EventFault fault = End(EventFault.None);
        Times?.AddEvent(Stopwatch.GetTimestamp() - began);
        return fault;
    }

    /// <summary>Says which rules are not evaluated from now on.</summary>
    /// <param name="rules">For each rule of the engine whether it is left out; null to evaluate all.</param>
    /// <exception cref="ArgumentException">There are fewer than the engine has rules.</exception>
    public void LeaveOut(bool[]? rules)
    {
        if (rules is not null && rules.Length < this.rules.Variants.Length)
            throw new ArgumentException("there must be an answer for every rule", nameof(rules));
        evaluation.Off = rules;
    }

    /// <summary>The fields that made a rule match the last event, in the order of the rule.</summary>
    /// <param name="rule">An index out of <see cref="Matches"/>.</param>
    public IReadOnlyList<MatchedField> Explain(int rule) => new MatchExplainer(evaluation, rules).Explain(rule);

    /// <summary>
    /// The values the last event has of the fields that are watched for a rule, by field: texts, numbers and truth values,
    /// of an array every element. A field that the event does not have, or that is null, is left out.
    /// </summary>
    /// <param name="rule">An index out of <see cref="Matches"/>.</param>
    public ImmutableDictionary<string, ImmutableArray<string>> WatchedValues(int rule) => new MatchExplainer(evaluation, rules).WatchedValues(rule);

    private long Begin(ReadOnlyMemory<byte> json)
    {
        evaluation.Begin(json);
        return Times is null ? 0 : Stopwatch.GetTimestamp();
    }

    private EventFault End(EventFault fault)
    {
        if (fault == EventFault.None)
            evaluation.Run();
        return fault;
    }

    private ReadOnlySpan<byte> FirstText(int[][] slots)
    {
        int value = kept.Count == 0 ? -1 : kept.First(slots[evaluation.Layout]);
        while (value >= 0 && !kept.Values[value].IsText)
            value = kept.Values[value].Next;
        return value < 0 ? [] : texts.Decoded(value);
    }
}
