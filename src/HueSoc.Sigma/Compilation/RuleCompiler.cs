using System.Collections.Immutable;
using HueSoc.Sigma.Conditions;
using HueSoc.Sigma.Detections;
using HueSoc.Sigma.Rules;

namespace HueSoc.Sigma.Compilation;

/// <summary>A part of a rule that can explain a match: it does where its condition holds.</summary>
/// <param name="Condition">When it explains anything.</param>
/// <param name="Parts">What it consists of, in the order of the rule.</param>
/// <param name="Field">The field of an item; null for keywords, and for what is no item.</param>
/// <param name="Predicates">The predicates of an item.</param>
#pragma warning disable MA0048 // What the compiler makes of a rule.
internal sealed record Explanation(
    Expression Condition, ImmutableArray<Explanation> Parts, string? Field, ImmutableArray<Predicate> Predicates);

/// <summary>A variant of a rule, compiled.</summary>
/// <param name="Condition">When it matches.</param>
/// <param name="Explanations">The rule's own search identifiers that stand in its condition without a negation, in the order of the condition.</param>
/// <param name="Watched">The watched fields: the name they are wanted by, and the numbers of what they are called, the first present of which counts.</param>
internal sealed record CompiledVariant(
    Expression Condition, ImmutableArray<Explanation> Explanations, ImmutableArray<(string Name, ImmutableArray<int> Fields)> Watched);

/// <summary>Turns rules into expressions over predicates that are shared by all rules.</summary>
/// <param name="fields">Numbers the fields.</param>
internal sealed class RuleCompiler(FieldCatalog fields)
{
    private readonly Dictionary<PredicateKey, Predicate> byKey = [];
    private readonly Dictionary<string, Atom> atoms = new(StringComparer.Ordinal);
    private readonly List<Predicate> predicates = [];
    private ValueAtoms made = ValueAtoms.None;

    /// <summary>All predicates by their number.</summary>
    public IReadOnlyList<Predicate> Predicates => predicates;

    /// <summary>Compiles a variant.</summary>
    /// <param name="rule">The variant.</param>
    /// <param name="ownDetections">How many of its detections, from the first, are the rule's own: the others come from pipelines and explain nothing.</param>
    /// <param name="values">The atoms of the variant's values.</param>
    public CompiledVariant Compile(SigmaRule rule, int ownDetections, ValueAtoms values)
    {
        made = values;
        Dictionary<string, Expression> detections = new(StringComparer.Ordinal);
        Dictionary<string, Explanation> explanations = new(StringComparer.Ordinal);
        for (int d = 0; d < rule.Detections.Length; d++)
        {
            NamedDetection detection = rule.Detections[d];
            Explanation compiled = Compile(detection.Root);
            detections[detection.Name] = compiled.Condition;
            if (d < ownDetections)
                explanations[detection.Name] = compiled;
        }

        List<string> positive = [];
        Expression condition = Expression.Or(rule.Conditions.Select(c => Compile(c, detections, positive, negated: false)).ToArray());
        return new(
            condition,
            [.. positive.Distinct(StringComparer.Ordinal).Where(explanations.ContainsKey).Select(n => explanations[n])],
            [.. rule.Watched.Select(w => (w.Name, (ImmutableArray<int>)[.. w.Fields.Select(fields.Number)]))]);
    }

    private static Expression Compile(ConditionNode node, Dictionary<string, Expression> detections, List<string> positive, bool negated)
    {
        switch (node)
        {
            case ConditionAnd and:
                return Expression.And(and.Parts.Select(p => Compile(p, detections, positive, negated)).ToArray());
            case ConditionOr or:
                return Expression.Or(or.Parts.Select(p => Compile(p, detections, positive, negated)).ToArray());
            case ConditionNot not:
                return Expression.Not(Compile(not.Part, detections, positive, !negated));
            case ConditionIdentifier identifier:
                if (!negated)
                    positive.Add(identifier.Name);
                return detections[identifier.Name];
            default:
                throw new ArgumentException($"an unknown condition {node.GetType().Name}", nameof(node));
        }
    }

    private Explanation Compile(DetectionNode node)
    {
        switch (node)
        {
            case DetectionAll all:
                Explanation[] every = [.. all.Parts.Select(Compile)];
                return new(Expression.And(every.Select(p => p.Condition)), [.. every], null, []);
            case DetectionAny any:
                Explanation[] some = [.. any.Parts.Select(Compile)];
                return new(Expression.Or(some.Select(p => p.Condition)), [.. some], null, []);
            case DetectionItem item:
                return Compile(item);
            default:
                throw new ArgumentException($"an unknown detection {node.GetType().Name}", nameof(node));
        }
    }

    private Explanation Compile(DetectionItem item)
    {
        int field = fields.Number(item.Field);
        List<Predicate> own = [];
        Expression all = item switch
        {
            { Values.IsEmpty: true } => Expression.False,
            { MatchAll: true } => Expression.And(item.Values.Select(v => AnyOf(field, Atoms(v), own)).ToArray()),
            _ => AnyOf(field, item.Values.SelectMany(Atoms), own),
        };
        return item.Negated
            ? new(Expression.Not(all), [], null, [])
            : new(all, [], item.Field, [.. own]);
    }

    /// <summary>
    /// One of several atoms. An atom that is dear to test and needs several literals gets them put before it, each as a
    /// predicate that other rules may share.
    /// </summary>
    private Expression AnyOf(int field, IEnumerable<Atom> alternatives, List<Predicate> own)
    {
        List<Atom> together = [];
        List<Expression> parts = [];
        foreach (Atom atom in alternatives)
        {
            if (atom.Needs.Count < 2)
            {
                together.Add(atom);
                continue;
            }

            Predicate predicate = Intern(field, [atom]);
            own.Add(predicate);
            parts.Add(Expression.And(
            [
                .. atom.Needs.Select(n => new Leaf(Intern(field, n.Select(l => Intern(new LiteralAtom(l)))))),
                new Leaf(predicate),
            ]));
        }

        if (together.Count > 0)
        {
            Predicate predicate = Intern(field, together);
            own.Add(predicate);
            parts.Insert(0, new Leaf(predicate));
        }

        return Expression.Or(parts);
    }

    private Predicate Intern(int field, IEnumerable<Atom> alternatives)
    {
        Atom[] distinct = [.. alternatives.Distinct()];
        Array.Sort(distinct, static (a, b) => a.Number.CompareTo(b.Number));
        PredicateKey key = new(field, distinct);
        if (byKey.TryGetValue(key, out Predicate? predicate))
            return predicate;
        predicate = new(predicates.Count, field, distinct);
        predicates.Add(predicate);
        byKey.Add(key, predicate);
        return predicate;
    }

    private IEnumerable<Atom> Atoms(SigmaValue value) => made.Of(value).Select(Intern);

    private Atom Intern(Atom atom)
    {
        if (atoms.TryGetValue(atom.Key, out Atom? known))
            return known;
        atom.Number = atoms.Count;
        atoms.Add(atom.Key, atom);
        if (atom is FieldReferenceAtom reference)
            reference.Bind(fields);
        return atom;
    }

    /// <summary>A field and its atoms: interned and sorted, so that equal tests have equal keys.</summary>
    private readonly struct PredicateKey(int field, Atom[] atoms) : IEquatable<PredicateKey>
    {
        private readonly int field = field;
        private readonly Atom[] atoms = atoms;

        public bool Equals(PredicateKey other) => field == other.field && atoms.AsSpan().SequenceEqual(other.atoms);

        public override bool Equals(object? obj) => obj is PredicateKey other && Equals(other);

        public override int GetHashCode()
        {
            HashCode hash = default;
            hash.Add(field);
            foreach (Atom atom in atoms)
                hash.Add(atom.Number);
            return hash.ToHashCode();
        }
    }
}
