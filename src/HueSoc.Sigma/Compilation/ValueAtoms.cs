using System.Collections.Concurrent;
using HueSoc.Sigma.Detections;
using HueSoc.Sigma.Regexes;
using HueSoc.Sigma.Rules;

namespace HueSoc.Sigma.Compilation;

/// <summary>
/// The atoms of the values of one rule's variants. Making them is most of the work of compiling and needs nothing of the
/// other rules, so it is done for several rules at once, before the rules are put together one after the other.
/// </summary>
internal sealed class ValueAtoms
{
    private readonly Dictionary<SigmaValue, Atom[]> atoms = new(ReferenceEqualityComparer.Instance);

    private readonly ConcurrentDictionary<RegexValue, Atom> regexes;

    private readonly bool buildRegexes;

    private ValueAtoms(ConcurrentDictionary<RegexValue, Atom> regexes, bool buildRegexes)
    {
        this.regexes = regexes;
        this.buildRegexes = buildRegexes;
    }

    /// <summary>No atoms.</summary>
    public static ValueAtoms None { get; } = new([], buildRegexes: false);

    /// <summary>Makes the atoms of all values; null when one cannot be honoured.</summary>
    /// <param name="variants">The variants of a rule.</param>
    /// <param name="regexes">The regular expressions that have been compiled, for all rules: the dearest atoms are made once.</param>
    /// <param name="buildRegexes">Whether regular expressions are built at once.</param>
    /// <param name="problem">What cannot be honoured.</param>
    public static ValueAtoms? Create(IEnumerable<SigmaRule> variants, ConcurrentDictionary<RegexValue, Atom> regexes, bool buildRegexes, out RuleProblem? problem)
    {
        ValueAtoms made = new(regexes, buildRegexes);
        problem = null;
        foreach (SigmaRule variant in variants)
        {
            foreach (NamedDetection detection in variant.Detections)
            {
                if (made.Add(detection.Root, out int line) is not { } error)
                    continue;
                problem = new(variant.Location with { Line = line > 0 ? line : variant.Location.Line }, error);
                return null;
            }
        }

        return made;
    }

    /// <summary>The atoms of a value.</summary>
    /// <param name="value">The value: the very object, since the same value means something else as a keyword.</param>
    public Atom[] Of(SigmaValue value) => atoms[value];

    private string? Add(DetectionNode node, out int line)
    {
        line = 0;
        switch (node)
        {
            case DetectionAll all:
                return AddAll(all.Parts, out line);
            case DetectionAny any:
                return AddAll(any.Parts, out line);
            case DetectionItem item:
                line = item.Line;
                return Add(item);
            default:
                return $"a detection of the kind {node.GetType().Name} is not known";
        }
    }

    private string? AddAll(IEnumerable<DetectionNode> parts, out int line)
    {
        line = 0;
        foreach (DetectionNode part in parts)
        {
            if (Add(part, out line) is { } error)
                return error;
        }

        return null;
    }

    private string? Add(DetectionItem item)
    {
        foreach (SigmaValue value in item.Values)
        {
            if (atoms.ContainsKey(value))
                continue;
            List<Atom> forms = [];
            if (Add(value, item, forms) is { } error)
                return error;
            atoms.Add(value, [.. forms]);
        }

        return null;
    }

    private string? Add(SigmaValue value, DetectionItem item, List<Atom> forms)
    {
        if (value is AnyOfValue several)
        {
            foreach (SigmaValue form in several.Values)
            {
                if (Add(form, item, forms) is { } wrong)
                    return wrong;
            }

            return null;
        }

        if (Create(value, item, out string? error) is not { } atom)
            return value is RegexValue regex ? $"'{regex.Pattern}': {error}" : error;
        forms.Add(atom);
        return null;
    }

    private Atom? Create(SigmaValue value, DetectionItem item, out string? error)
    {
        error = null;
        switch (value)
        {
            case StringValue text:
                return PatternAtom.Create(Anywhere(text.Text, item), text.Cased);
            case NumberValue number:
                return PatternAtom.Create(Anywhere(SigmaString.OfLiteral(number.Text), item), cased: false);
            case BooleanValue boolean:
                return PatternAtom.Create(Anywhere(SigmaString.OfLiteral(boolean.Value ? "true" : "false"), item), cased: false);
            case NullValue:
                return new NullAtom();
            case ExistsValue exists:
                return new ExistsAtom(exists.Expected);
            case CidrValue cidr:
                return new NetworkAtom(cidr.Network);
            case ComparisonValue comparison:
                return new ComparisonAtom(comparison);
            case TimePartValue part:
                return new TimePartAtom(part);
            case FieldReferenceValue reference:
                return new FieldReferenceAtom(reference);
            case RegexValue regex:
                if (regexes.TryGetValue(regex, out Atom? known))
                    return known;
                SigmaRegex? compiled = SigmaRegex.Compile(regex, out error);
                return compiled is null || (buildRegexes && !compiled.Validate(out error)) ? null : regexes.GetOrAdd(regex, new RegexAtom(regex, compiled));
            default:
                error = $"a value of the kind {value.GetType().Name} is not known";
                return null;
        }
    }

    /// <summary>A keyword may stand anywhere in a value, unless a modifier says where.</summary>
    private static SigmaString Anywhere(SigmaString text, DetectionItem item) =>
        item.Field is null && !item.Modifiers.Contains("startswith") && !item.Modifiers.Contains("endswith")
            ? text.Widened(before: true, after: true)
            : text;
}
