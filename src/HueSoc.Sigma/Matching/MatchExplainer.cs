using System.Collections.Immutable;
using System.Text;
using HueSoc.Sigma.Compilation;

namespace HueSoc.Sigma.Matching;

/// <summary>
/// Says which fields made a rule match the event a matcher has at hand. It evaluates the rule anew, apart from any plan:
/// matches are few, and an explanation must not depend on what was looked at first.
/// </summary>
/// <param name="evaluation">Who has the event.</param>
/// <param name="rules">The rules.</param>
internal sealed class MatchExplainer(RuleEvaluation evaluation, CompiledRules rules)
{
    /// <summary>The fields, in the order of the rule.</summary>
    /// <param name="rule">The rule's index.</param>
    public IReadOnlyList<MatchedField> Explain(int rule)
    {
        List<MatchedField> fields = [];
        foreach (CompiledVariant variant in rules.Variants[rule])
        {
            if (!Holds(variant.Condition))
                continue;
            foreach (Explanation part in variant.Explanations)
                Explain(part, fields);
        }

        return [.. fields.Distinct()];
    }

    /// <summary>The values of the fields that are watched for a rule, by field, without those that have none.</summary>
    /// <param name="rule">The rule's index; it matched.</param>
    public ImmutableDictionary<string, ImmutableArray<string>> WatchedValues(int rule)
    {
        CompiledVariant variant = VariantOf(rule);
        if (variant.Watched.IsEmpty)
            return ImmutableDictionary<string, ImmutableArray<string>>.Empty;
        ImmutableDictionary<string, ImmutableArray<string>>.Builder values =
            ImmutableDictionary.CreateBuilder<string, ImmutableArray<string>>(StringComparer.Ordinal);
        foreach ((string name, ImmutableArray<int> fields) in variant.Watched)
        {
            foreach (int field in fields)
            {
                if (TextsOf(evaluation.ValuesOf(field)) is { IsEmpty: false } present)
                {
                    values.Add(name, present);
                    break;
                }
            }
        }

        return values.ToImmutable();
    }

    private static ImmutableArray<string> TextsOf(FieldValues values)
    {
        ImmutableArray<string>.Builder? read = null;
        for (int v = values.First; v >= 0; v = values.Next(v))
        {
            if (values.IsText(v))
                (read ??= ImmutableArray.CreateBuilder<string>()).Add(Encoding.UTF8.GetString(values.Decoded(v)));
        }

        return read?.ToImmutable() ?? [];
    }

    /// <summary>The first variant of a rule that matched; the rule did.</summary>
    private CompiledVariant VariantOf(int rule)
    {
        ImmutableArray<CompiledVariant> variants = rules.Variants[rule];
        if (variants.Length == 1)
            return variants[0];
        foreach (CompiledVariant variant in variants)
        {
            if (Holds(variant.Condition))
                return variant;
        }

        return variants[0];
    }

    private void Explain(Explanation part, List<MatchedField> fields)
    {
        if (!Holds(part.Condition))
            return;
        foreach (Explanation inner in part.Parts)
            Explain(inner, fields);
        foreach (Predicate predicate in part.Predicates)
        {
            if (Holds(predicate) && FindValue(predicate) is >= 0 and int value)
                fields.Add(new(part.Field ?? JsonPath.Of(evaluation.Json.Span, evaluation.Value(value).Start), Encoding.UTF8.GetString(evaluation.Texts.Decoded(value))));
        }
    }

    /// <summary>Evaluates an expression on the last event apart from any plan: for explanations.</summary>
    private bool Holds(Expression expression) => expression switch
    {
        Leaf leaf => Holds(leaf.Predicate),
        ProductLeaf product => product.Product == rules.Layouts[evaluation.Layout].Product,
        Negation negation => !Holds(negation.Part),
        Junction { IsAnd: true } and => and.Parts.All(Holds),
        Junction or => or.Parts.Any(Holds),
        _ => ReferenceEquals(expression, Expression.True),
    };

    private bool Holds(Predicate predicate)
    {
        FieldValues values = evaluation.ValuesOf(predicate.Field);
        foreach (Atom atom in predicate.Atoms)
        {
            if (atom.Test(values))
                return true;
        }

        return false;
    }

    /// <summary>The first value that makes a predicate hold; -1 when it holds for want of one.</summary>
    private int FindValue(Predicate predicate)
    {
        FieldValues values = evaluation.ValuesOf(predicate.Field);
        for (int v = values.First; v >= 0; v = values.Next(v))
        {
            if (values.IsText(v) && Array.Exists(predicate.Atoms, a => a.TestText(values, v)))
                return v;
        }

        return -1;
    }
}
