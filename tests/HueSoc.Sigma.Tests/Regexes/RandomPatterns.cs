namespace HueSoc.Sigma.Tests.Regexes;

/// <summary>Makes patterns and texts over a small alphabet, so that many of them match.</summary>
internal sealed class RandomPatterns(Random random)
{
    private static readonly string[] Atoms =
    [
        "a", "b", "c", "k", "A", "K", "ế", "Ế", "s", "\u017F", "\U0001F600", "-", @"\.", " ", ".", @"\d", @"\w", @"\s", @"\W", @"\S", "[ab]", "[^a]", "[a-c]",
        "[kK]", "[^k]", @"[\w-]", @"[^\s]", "[[:alpha:]]", @"\x61", @"\x{1EBF}", @"\Qa.\E", "(?i:ab)", "1",
    ];

    private static readonly string[] Places = ["^", "$", @"\b", @"\B", @"\A", @"\z", @"\Z", "(?i)", "(?s)", "(?m)", "(?-i)"];

    private static readonly string[] Quantifiers = ["*", "+", "?", "{2}", "{1,3}", "{2,}", "*?", "+?", "??", "{0,2}"];

    private static readonly string[] Texts = ["a", "b", "c", "k", "A", "K", "\u212A", "ế", "Ế", "s", "S", "\u017F", "\U0001F600", "-", ".", " ", "\n", "1", "ab", "_"];

    /// <summary>A pattern that is valid.</summary>
    /// <param name="depth">How deep groups may be nested.</param>
    /// <param name="looks">Whether there may be looks, atomic groups and possessive quantifiers.</param>
    public string Pattern(int depth, bool looks)
    {
        int parts = random.Next(1, 5);
        string pattern = string.Concat(Enumerable.Range(0, parts).Select(_ => Part(depth, looks)));
        return random.Next(6) == 0 ? $"{pattern}|{Pattern(0, looks)}" : pattern;
    }

    /// <summary>A text.</summary>
    public string Text() => string.Concat(Enumerable.Range(0, random.Next(9)).Select(_ => Pick(Texts)));

    /// <summary>A pattern with a few characters removed, doubled, replaced or inserted.</summary>
    /// <param name="pattern">What to spoil.</param>
    public string Mutated(string pattern)
    {
        const string Marks = @"()[]{}|*+?\^$.-:=!<>#'&PQEkgpRxuKX0123456789,aế" + "\uD83D\uDE00\n\0";
        List<char> characters = [.. pattern];
        for (int i = random.Next(1, 6); i > 0; i--)
        {
            int at = random.Next(characters.Count + 1);
            switch (random.Next(4))
            {
                case 0 when at < characters.Count:
                    characters.RemoveAt(at);
                    break;
                case 1 when at < characters.Count:
                    characters[at] = Marks[random.Next(Marks.Length)];
                    break;
                case 2 when characters.Count > 0:
                    int start = random.Next(characters.Count);
                    characters.InsertRange(at, characters.GetRange(start, random.Next(characters.Count - start + 1)));
                    break;
                default:
                    characters.Insert(at, Marks[random.Next(Marks.Length)]);
                    break;
            }
        }

        return new string([.. characters]);
    }

    private string Part(int depth, bool looks)
    {
        if (random.Next(8) == 0)
            return Pick(Places);
        string atom = depth > 0 && random.Next(3) == 0 ? Group(depth - 1, looks) : Pick(Atoms);
        string quantifier = random.Next(3) == 0 ? Pick(Quantifiers) : string.Empty;
        return looks && quantifier is [not '?', .. not "?"] && random.Next(4) == 0 ? $"{atom}{quantifier.TrimEnd('?')}+" : atom + quantifier;
    }

    private string Group(int depth, bool looks)
    {
        string[] kinds = looks ? ["(", "(?:", "(?i:", "(?=", "(?!", "(?<=", "(?<!", "(?>"] : ["(", "(?:", "(?i:", "(?s:"];
        string body = Pattern(depth, looks);
        return random.Next(3) == 0 ? $"{Pick(kinds)}{body}|{Pattern(depth, looks)})" : $"{Pick(kinds)}{body})";
    }

    private string Pick(string[] choices) => choices[random.Next(choices.Length)];
}
