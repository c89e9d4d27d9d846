using HueSoc.Sigma.Compilation;

namespace HueSoc.Sigma.Matching;

/// <summary>The ways a field's literals are looked for, as bits; the cheap ones first.</summary>
#pragma warning disable MA0048 // The field and the words it is described with are one thing.
[Flags]
internal enum Passes : byte
{
    None = 0,
    Exact = 1,
    Prefix = 2,
    Suffix = 4,
    Contains = 8,
}

/// <summary>A field as one partition needs it: where it lies, and the literals of all the partition's rules.</summary>
internal sealed class PartitionField
{
    private readonly List<ScanLiteral>[] literals = [[], [], [], []];

    /// <param name="number">The field's number.</param>
    /// <param name="slots">Where it may lie.</param>
    public PartitionField(int number, int[] slots)
    {
        Number = number;
        Slots = slots;
    }

    /// <summary>The field's number.</summary>
    public int Number { get; }

    /// <summary>The slots it may lie in; the first present wins.</summary>
    public int[] Slots { get; }

    /// <summary>Finds equal texts.</summary>
    public ExactTable? Exact { get; private set; }

    /// <summary>Finds beginnings.</summary>
    public AffixTree? Prefixes { get; private set; }

    /// <summary>Finds endings.</summary>
    public AffixTree? Suffixes { get; private set; }

    /// <summary>What is looked for anywhere; the scanner is the plan's, since it is made anew when more is known.</summary>
    public IReadOnlyList<ScanLiteral> Contained => literals[(int)LiteralKind.Contains];

    /// <summary>All passes the field has literals for.</summary>
    public Passes All { get; private set; }

    /// <summary>The pass that looks for a kind of literal.</summary>
    public static Passes PassOf(LiteralKind kind) => kind switch
    {
        LiteralKind.Exact => Passes.Exact,
        LiteralKind.Prefix => Passes.Prefix,
        LiteralKind.Suffix => Passes.Suffix,
        _ => Passes.Contains,
    };

    /// <summary>Adds a literal.</summary>
    public void Add(AtomLiteral literal, int id)
    {
        literals[(int)literal.Kind].Add(new(literal.Bytes, id));
        All |= PassOf(literal.Kind);
    }

    /// <summary>Makes the tables, when all literals are there.</summary>
    public void Build()
    {
        if ((All & Passes.Exact) != 0)
            Exact = new(literals[(int)LiteralKind.Exact]);
        if ((All & Passes.Prefix) != 0)
            Prefixes = new(literals[(int)LiteralKind.Prefix], fromEnd: false);
        if ((All & Passes.Suffix) != 0)
            Suffixes = new(literals[(int)LiteralKind.Suffix], fromEnd: true);
    }
}
