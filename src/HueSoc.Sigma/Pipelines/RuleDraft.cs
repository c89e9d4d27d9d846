using System.Collections.Immutable;
using HueSoc.Sigma.Conditions;
using HueSoc.Sigma.Detections;
using HueSoc.Sigma.Rules;

namespace HueSoc.Sigma.Pipelines;

/// <summary>A rule on its way through a pipeline. What is not changed stays the rule's own object.</summary>
internal sealed class RuleDraft
{
    /// <summary>How many forms a value list may grow to: placeholders multiply.</summary>
    public const int MaxForms = 100_000;

    private ImmutableDictionary<string, SigmaValue> state = ImmutableDictionary<string, SigmaValue>.Empty;
    private ImmutableDictionary<string, SigmaValue> attributes = ImmutableDictionary<string, SigmaValue>.Empty;
    private ImmutableHashSet<string> applied = [];
    private ImmutableList<ConditionNode> gates = [];
    private ImmutableHashSet<string> dropped = [];

    /// <summary>Begins with a rule as it was written.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="tracksChanges">Whether a pipeline asks what was done to single items or fields.</param>
    public RuleDraft(SigmaRule rule, bool tracksChanges)
    {
        Rule = rule;
        LogSource = rule.LogSource;
        Detections = rule.Detections;
        Watched = rule.Watched;
        Changes = new(tracksChanges);
    }

    private RuleDraft(RuleDraft other)
    {
        (Rule, LogSource, Detections, Watched, Changes) = (other.Rule, other.LogSource, other.Detections, other.Watched, new(other.Changes));
        (state, attributes, applied, gates, dropped) = (other.state, other.attributes, other.applied, other.gates, other.dropped);
    }

    /// <summary>The rule as it was written.</summary>
    public SigmaRule Rule { get; }

    /// <summary>The log source by now.</summary>
    public LogSource LogSource { get; set; }

    /// <summary>The search identifiers by now, with those that were added.</summary>
    public ImmutableArray<NamedDetection> Detections { get; set; }

    /// <summary>The watched fields by now.</summary>
    public ImmutableArray<WatchedField> Watched { get; set; }

    /// <summary>Whether a step with a log-source condition has worked on the rule.</summary>
    public bool IsMapped { get; set; }

    /// <summary>Why the pipeline refuses the rule; null as long as it does not.</summary>
    public RuleProblem? Failure { get; private set; }

    /// <summary>What was done to single items and fields.</summary>
    public ChangeTracking Changes { get; }

    /// <summary>A copy to go through a pipeline of its own.</summary>
    public RuleDraft Fork() => new(this);

    /// <summary>Refuses the rule; the first reason counts.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="line">The line of the rule file; 0 for the whole rule.</param>
    public void Fail(string reason, int line = 0) =>
        Failure ??= new(line > 0 ? Rule.Location with { Line = line } : Rule.Location, reason);

    /// <summary>Remembers that a step has worked on the rule.</summary>
    public void MarkApplied(string? id)
    {
        if (id is not null)
            applied = applied.Add(id);
    }

    /// <summary>Whether a step has worked on the rule.</summary>
    public bool WasApplied(string id) => applied.Contains(id);

    /// <summary>A state, or null when it was not set.</summary>
    public SigmaValue? State(string key) => state.GetValueOrDefault(key);

    /// <summary>Sets a state.</summary>
    public void SetState(string key, SigmaValue value) => state = state.SetItem(key, value);

    /// <summary>A custom attribute, or null when it was not set.</summary>
    public SigmaValue? Attribute(string key) => attributes.GetValueOrDefault(key);

    /// <summary>Sets a custom attribute.</summary>
    public void SetAttribute(string key, SigmaValue value) => attributes = attributes.SetItem(key, value);

    /// <summary>Demands one thing more of every event, whatever the rule's conditions say.</summary>
    /// <param name="root">What must hold.</param>
    /// <param name="negated">Whether it must not hold instead.</param>
    /// <returns>The search identifier it became.</returns>
    public NamedDetection AddGate(DetectionNode root, bool negated)
    {
        // A colon cannot be written in a condition, so no condition of a rule can mean this name; a rule may still have it.
        int number = gates.Count;
        while (HasDetection(GateName(number)))
            number++;
        NamedDetection detection = new(GateName(number), root);
        ConditionIdentifier identifier = new(detection.Name);
        gates = gates.Add(negated ? new ConditionNot(identifier) : identifier);
        Detections = Detections.Add(detection);
        return detection;

        static string GateName(int number) => number == 0 ? "_pipeline:0" : $"_pipeline:{number}";
    }

    /// <summary>Remembers that nothing is left of a search identifier: conditions go on without it.</summary>
    public void MarkDropped(string name) => dropped = dropped.Add(name);

    /// <summary>Whether any detection item passes a test.</summary>
    public bool AnyItem(Func<DetectionItem, bool> test)
    {
        foreach (NamedDetection detection in Detections)
        {
            if (Any(detection.Root))
                return true;
        }

        return false;

        bool Any(DetectionNode node) => node switch
        {
            DetectionItem item => test(item),
            DetectionAll all => all.Parts.Any(Any),
            DetectionAny any => any.Parts.Any(Any),
            _ => false,
        };
    }

    /// <summary>The rule as it is now; the very rule it was when nothing was changed. Null, with a failure, when no condition is left.</summary>
    public SigmaRule? Finish()
    {
        if (Detections == Rule.Detections && Watched == Rule.Watched && dropped.IsEmpty && ReferenceEquals(LogSource, Rule.LogSource))
            return Rule;
        SigmaRule changed = Rule with { LogSource = LogSource, Detections = Detections, Watched = Watched };
        if (gates.IsEmpty && dropped.IsEmpty)
            return changed;
        List<ConditionNode> demanded = [];
        foreach (ConditionNode gate in gates)
        {
            if (ConditionPruning.Without(gate, dropped) is { } kept)
                demanded.Add(kept);
        }

        ImmutableArray<ConditionNode>.Builder conditions = ImmutableArray.CreateBuilder<ConditionNode>();
        foreach (ConditionNode condition in Rule.Conditions)
        {
            if (ConditionPruning.Without(condition, dropped) is { } kept)
                conditions.Add(demanded.Count == 0 ? kept : new ConditionAnd([.. demanded, kept]));
        }

        if (conditions.Count > 0)
            return changed with { Conditions = conditions.ToImmutable() };
        Fail("nothing is left to look for after detection items were dropped");
        return null;
    }

    private bool HasDetection(string name)
    {
        foreach (NamedDetection detection in Detections)
        {
            if (detection.Name == name)
                return true;
        }

        return false;
    }
}
