using System.Collections.Immutable;
using HueSoc.Sigma.Detections;

namespace HueSoc.Sigma.Modifiers;

/// <summary>The modifiers of one item, checked against each other: which may stand together, and in which order.</summary>
internal sealed class ModifierChain
{
    /// <summary>For a modifier that changes what the value is, the kinds it goes with; any other kind is refused.</summary>
    private static readonly Dictionary<ModifierKind, ModifierKind[]> Companions = new()
    {
        [ModifierKind.Regex] = [ModifierKind.RegexFlag, ModifierKind.List, ModifierKind.Negation],
        [ModifierKind.Network] = [ModifierKind.List, ModifierKind.Negation],
        [ModifierKind.Existence] = [],
        [ModifierKind.Comparison] = [ModifierKind.TimePart, ModifierKind.List],
        [ModifierKind.TimePart] = [ModifierKind.Comparison, ModifierKind.List, ModifierKind.Negation],
        [ModifierKind.FieldReference] = [ModifierKind.Position, ModifierKind.Case, ModifierKind.List, ModifierKind.Negation],
    };

    /// <summary>Pairs of kinds of which the first must stand before the second, and why.</summary>
    private static readonly (ModifierKind First, ModifierKind Second)[] Orders =
    [
        (ModifierKind.Encoding, ModifierKind.Base64),
        (ModifierKind.Encoding, ModifierKind.Position),
        (ModifierKind.Base64, ModifierKind.Position),
        (ModifierKind.Dash, ModifierKind.Encoding),
        (ModifierKind.Dash, ModifierKind.Base64),
        (ModifierKind.Regex, ModifierKind.RegexFlag),
        (ModifierKind.TimePart, ModifierKind.Comparison),
    ];

    private readonly ImmutableArray<ValueModifier> modifiers;

    private ModifierChain(ImmutableArray<ValueModifier> modifiers) => this.modifiers = modifiers;

    /// <summary>Whether the values are regular expressions, to be read without wildcards and escapes.</summary>
    public bool IsRegex => Has(ModifierKind.Regex);

    /// <summary>Whether all values must match.</summary>
    public bool MatchAll => Has(ModifierKind.List);

    /// <summary>Whether the outcome is inverted.</summary>
    public bool Negated => Has(ModifierKind.Negation);

    /// <summary>The names as written.</summary>
    public ImmutableArray<string> Names => [.. modifiers.Select(m => m.Name)];

    /// <summary>Checks a chain.</summary>
    /// <param name="names">The modifiers as written, in order.</param>
    /// <param name="keyword">Whether the item has no field.</param>
    /// <param name="error">What is wrong when null is returned.</param>
    public static ModifierChain? Create(ReadOnlySpan<string> names, bool keyword, out string? error)
    {
        ImmutableArray<ValueModifier>.Builder chain = ImmutableArray.CreateBuilder<ValueModifier>(names.Length);
        bool bytes = false;
        foreach (string name in names)
        {
            if (!ModifierRegistry.All.TryGetValue(name, out ValueModifier? modifier))
            {
                error = $"the modifier '{name}' is not known";
                return null;
            }

            if (bytes && ModifierRegistry.OnBytes.TryGetValue(name, out ValueModifier? onBytes))
                modifier = onBytes;
            bytes |= modifier.Kind == ModifierKind.Encoding;
            chain.Add(modifier);
        }

        error = Contradiction(chain, keyword);
        return error is null ? new(chain.ToImmutable()) : null;
    }

    /// <summary>Applies the chain to one value.</summary>
    /// <param name="value">The value as written.</param>
    public Modified Apply(SigmaValue value)
    {
        Modified current = value;
        foreach (ValueModifier modifier in modifiers)
        {
            current = ApplyOne(modifier, current.Value!);
            if (current.Error is not null)
                return current;
        }

        return current;
    }

    private static Modified ApplyOne(ValueModifier modifier, SigmaValue value)
    {
        if (value is not AnyOfValue forms)
            return modifier.Apply(value);
        ImmutableArray<SigmaValue>.Builder results = ImmutableArray.CreateBuilder<SigmaValue>(forms.Values.Length);
        foreach (SigmaValue form in forms.Values)
        {
            Modified result = modifier.Apply(form);
            if (result.Error is not null)
                return result;
            if (result.Value is AnyOfValue nested)
                results.AddRange(nested.Values);
            else
                results.Add(result.Value!);
        }

        return new AnyOfValue(results.ToImmutable());
    }

    private static string? Contradiction(ImmutableArray<ValueModifier>.Builder chain, bool keyword)
    {
        for (int i = 0; i < chain.Count; i++)
        {
            for (int j = 0; j < chain.Count; j++)
            {
                if (i == j)
                    continue;
                ValueModifier a = chain[i], b = chain[j];
                if (i < j && a.Canonical == b.Canonical)
                    return a.Name == b.Name ? $"the modifier '{a.Name}' stands twice" : $"the modifiers '{a.Name}' and '{b.Name}' are the same";
                if (i < j && a.Kind == b.Kind && a.Kind != ModifierKind.RegexFlag)
                    return $"the modifiers '{a.Name}' and '{b.Name}' exclude each other";
                if (Companions.TryGetValue(a.Kind, out ModifierKind[]? companions) && !companions.Contains(b.Kind))
                    return $"the modifiers '{a.Name}' and '{b.Name}' do not go together";
                if (i > j && Orders.Contains((a.Kind, b.Kind)))
                    return $"the modifier '{a.Name}' must stand before '{b.Name}'";
            }

            if (chain[i].Kind == ModifierKind.RegexFlag && !chain.Any(m => m.Kind == ModifierKind.Regex))
                return $"the modifier '{chain[i].Name}' needs 're' before it";
            if (chain[i].Name == "utf16" && !chain.Any(m => m.Kind == ModifierKind.Base64))
                return "the modifier 'utf16' needs 'base64' or 'base64offset' after it: a byte order mark is no text";
            if (keyword && chain[i].Kind is (ModifierKind.Existence or ModifierKind.FieldReference))
                return $"the modifier '{chain[i].Name}' needs a field";
        }

        return null;
    }

    private bool Has(ModifierKind kind)
    {
        foreach (ValueModifier modifier in modifiers)
        {
            if (modifier.Kind == kind)
                return true;
        }

        return false;
    }
}
