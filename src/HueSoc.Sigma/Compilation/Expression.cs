using System.Collections.Immutable;

namespace HueSoc.Sigma.Compilation;

/// <summary>A condition over predicates.</summary>
#pragma warning disable MA0048 // One small closed hierarchy reads best in one place.
internal abstract class Expression
{
    /// <summary>Always true.</summary>
    public static readonly Expression True = new Constant(true);

    /// <summary>Never true.</summary>
    public static readonly Expression False = new Constant(false);

    /// <summary>All of some parts, simplified.</summary>
    public static Expression And(IEnumerable<Expression> parts) => Join(parts, isAnd: true);

    /// <summary>One of some parts, simplified.</summary>
    public static Expression Or(IEnumerable<Expression> parts) => Join(parts, isAnd: false);

    /// <summary>The opposite of a part, simplified.</summary>
    public static Expression Not(Expression part) => part switch
    {
        Constant c => c.Value ? False : True,
        Negation n => n.Part,
        _ => new Negation(part),
    };

    /// <summary>The expression when some of its leaves are known.</summary>
    /// <param name="known">The value of a leaf, or null when it is not known.</param>
    public abstract Expression Given(Func<Expression, bool?> known);

    private static Expression Join(IEnumerable<Expression> parts, bool isAnd)
    {
        Expression neutral = isAnd ? True : False;
        Expression absorbing = isAnd ? False : True;
        ImmutableArray<Expression>.Builder kept = ImmutableArray.CreateBuilder<Expression>();
        foreach (Expression part in parts)
        {
            if (ReferenceEquals(part, absorbing))
                return absorbing;
            if (ReferenceEquals(part, neutral))
                continue;
            if (part is Junction nested && nested.IsAnd == isAnd)
                kept.AddRange(nested.Parts);
            else
                kept.Add(part);
        }

        return kept.Count switch
        {
            0 => neutral,
            1 => kept[0],
            _ => new Junction(isAnd, kept.ToImmutable()),
        };
    }

    private sealed class Constant(bool value) : Expression
    {
        public bool Value { get; } = value;

        public override Expression Given(Func<Expression, bool?> known) => this;
    }
}

/// <summary>A predicate.</summary>
internal sealed class Leaf(Predicate predicate) : Expression
{
    /// <summary>The predicate.</summary>
    public Predicate Predicate { get; } = predicate;

    /// <inheritdoc/>
    public override Expression Given(Func<Expression, bool?> known) => known(this) is { } value ? (value ? True : False) : this;
}

/// <summary>The event has a layout of a product.</summary>
internal sealed class ProductLeaf(string product) : Expression
{
    /// <summary>The product.</summary>
    public string Product { get; } = product;

    /// <inheritdoc/>
    public override Expression Given(Func<Expression, bool?> known) => known(this) is { } value ? (value ? True : False) : this;
}

/// <summary>All, or one, of several parts.</summary>
internal sealed class Junction(bool isAnd, ImmutableArray<Expression> parts) : Expression
{
    /// <summary>Whether all parts must hold.</summary>
    public bool IsAnd { get; } = isAnd;

    /// <summary>The parts: at least two, none a junction of the same kind.</summary>
    public ImmutableArray<Expression> Parts { get; } = parts;

    /// <inheritdoc/>
    public override Expression Given(Func<Expression, bool?> known)
    {
        Expression[]? changed = null;
        for (int i = 0; i < Parts.Length; i++)
        {
            Expression part = Parts[i].Given(known);
            if (changed is null && ReferenceEquals(part, Parts[i]))
                continue;
            changed ??= [.. Parts];
            changed[i] = part;
        }

        if (changed is null)
            return this;
        return IsAnd ? And(changed) : Or(changed);
    }
}

/// <summary>The opposite of a part.</summary>
internal sealed class Negation(Expression part) : Expression
{
    /// <summary>The part: neither a constant nor a negation.</summary>
    public Expression Part { get; } = part;

    /// <inheritdoc/>
    public override Expression Given(Func<Expression, bool?> known)
    {
        Expression given = Part.Given(known);
        return ReferenceEquals(given, Part) ? this : Not(given);
    }
}
