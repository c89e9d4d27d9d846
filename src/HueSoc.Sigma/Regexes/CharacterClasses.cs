using System.Globalization;

namespace HueSoc.Sigma.Regexes;

/// <summary>The named sets of characters of a pattern: <c>\d</c> and its like, POSIX classes, Unicode general categories.</summary>
internal static class CharacterClasses
{
    /// <summary><c>\d</c>, ASCII only.</summary>
    public static CodePointSet Digit { get; } = CodePointSet.Of([('0', '9')]);

    /// <summary><c>\w</c>, ASCII only.</summary>
    public static CodePointSet Word { get; } = CodePointSet.Of([('0', '9'), ('A', 'Z'), ('a', 'z'), ('_', '_')]);

    /// <summary><c>\s</c>, ASCII only; with the vertical tab.</summary>
    public static CodePointSet Space { get; } = CodePointSet.Of([('\t', '\r'), (' ', ' ')]);

    /// <summary><c>\h</c>: horizontal white space.</summary>
    public static CodePointSet Horizontal { get; } = CodePointSet.Of(
        [('\t', '\t'), (' ', ' '), (0xA0, 0xA0), (0x1680, 0x1680), (0x180E, 0x180E), (0x2000, 0x200A), (0x202F, 0x202F), (0x205F, 0x205F), (0x3000, 0x3000)]);

    /// <summary><c>\v</c>: vertical white space.</summary>
    public static CodePointSet Vertical { get; } = CodePointSet.Of([('\n', '\r'), (0x85, 0x85), (0x2028, 0x2029)]);

    /// <summary><c>.</c> and <c>\N</c>: everything but a newline.</summary>
    public static CodePointSet NotNewline { get; } = CodePointSet.Of('\n').Complement();

    private static readonly Dictionary<string, CodePointSet> PosixClasses = new(StringComparer.Ordinal)
    {
        ["alpha"] = CodePointSet.Of([('A', 'Z'), ('a', 'z')]),
        ["lower"] = CodePointSet.Of([('a', 'z')]),
        ["upper"] = CodePointSet.Of([('A', 'Z')]),
        ["alnum"] = CodePointSet.Of([('0', '9'), ('A', 'Z'), ('a', 'z')]),
        ["ascii"] = CodePointSet.Of([(0, 0x7F)]),
        ["blank"] = CodePointSet.OfCharacters(" \t"),
        ["cntrl"] = CodePointSet.Of([(0, 0x1F), (0x7F, 0x7F)]),
        ["digit"] = Digit,
        ["graph"] = CodePointSet.Of([(0x21, 0x7E)]),
        ["print"] = CodePointSet.Of([(0x20, 0x7E)]),
        ["punct"] = CodePointSet.Of([(0x21, 0x2F), (0x3A, 0x40), (0x5B, 0x60), (0x7B, 0x7E)]),
        ["space"] = Space,
        ["word"] = Word,
        ["xdigit"] = CodePointSet.Of([('0', '9'), ('A', 'F'), ('a', 'f')]),
    };

    // In the order of UnicodeCategory.
    private static readonly string[] CategoryNames =
    [
        "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Co",
        "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Sm", "Sc", "Sk", "So", "Cn",
    ];

    private static readonly Lazy<CodePointSet[]> Categories = new(BuildCategories);

    /// <summary>A class as in <c>[[:alpha:]]</c>; ASCII only.</summary>
    /// <param name="name">The name, without <c>^</c>.</param>
    /// <param name="ignoreCase">Whether upper and lower case are the same.</param>
    /// <returns>Null when there is no such class.</returns>
    public static CodePointSet? Posix(string name, bool ignoreCase) =>
        PosixClasses.GetValueOrDefault(ignoreCase && (name is "upper" or "lower") ? "alpha" : name);

    /// <summary>A Unicode general category or a group of them, as in <c>\p{Lu}</c> or <c>\p{L}</c>.</summary>
    /// <param name="name">The name.</param>
    /// <param name="ignoreCase">Whether upper, lower and title case are the same.</param>
    /// <returns>Null when there is no such category.</returns>
    public static CodePointSet? Category(string name, bool ignoreCase)
    {
        if (string.Equals(name, "Any", StringComparison.Ordinal))
            return CodePointSet.All;
        if (ignoreCase && (name is "Lu" or "Ll" or "Lt"))
            name = "L&";
        Func<string, bool> belongs = name switch
        {
            "L&" => c => c is "Lu" or "Ll" or "Lt",
            { Length: 1 } => c => c[0] == name[0],
            _ => c => string.Equals(c, name, StringComparison.Ordinal),
        };
        int[] chosen = [.. Enumerable.Range(0, CategoryNames.Length).Where(i => belongs(CategoryNames[i]))];
        return chosen.Length == 0 ? null : CodePointSet.Of(chosen.SelectMany(i => Categories.Value[i].Ranges));
    }

    private static CodePointSet[] BuildCategories()
    {
        List<(int First, int Last)>[] ranges = [.. CategoryNames.Select(_ => new List<(int First, int Last)>())];
        int first = 0;
        UnicodeCategory current = CharUnicodeInfo.GetUnicodeCategory(0);
        for (int codePoint = 1; codePoint <= CodePointSet.Last + 1; codePoint++)
        {
            UnicodeCategory next = codePoint <= CodePointSet.Last ? CharUnicodeInfo.GetUnicodeCategory(codePoint) : (UnicodeCategory)(-1);
            if (next == current)
                continue;
            ranges[(int)current].Add((first, codePoint - 1));
            (first, current) = (codePoint, next);
        }

        return [.. ranges.Select(CodePointSet.Of)];
    }
}
