using System.Text;
using HueSoc.Sigma.Text;

namespace HueSoc.Sigma.Tests.Model;

/// <summary>
/// The words that the rules and events of one case share, so that they meet: few letters, words that overlap, letters
/// whose case is odd, and lengths around the borders of vectors.
/// </summary>
internal sealed class Vocabulary
{
    /// <summary>Fields, with common beginnings, dots, spaces (dropped in some layouts) and case.</summary>
    public static readonly string[] Fields = ["Image", "CommandLine", "Image", "CommandLine", "User", "user", "a", "a.b", "a.b.c", "ThreatName", "ThreatName", "Data", "Hashes"];

    private static readonly string[] Pieces =
    [
        "a", "b", "ab", "ba", "aba", "abab", "A", "B", "aB", "cmd", ".exe", "\\", "\\\\", "/c", "-enc", " ", "-", "/", "x", "0", "10", "true", "null",
        "k", "K", "\u212A", "s", "S", "\u017F", "ß", "ẞ", "ss", "Σ", "σ", "ς", "İ", "ı", "i", "I", "Đ", "đ", "ế", "Ế", "Ợ", "ợ", "e\u0302", "Å", "\u212B", "å",
        "😀", "😁", "𐐀", "𐐨", "\n", "\r\n", "\t", "*", "?", "%", "\"", "'", "\u0000", "\u0001", "\uFFFD", "\u00A0", "\uE000", "\uE001", "\uE002", "ﬀ", "Ꭰ", "ꭰ", "Ⅷ", "ⅷ",
    ];

    private const string Letters = "abcdEFGH0123\\/-. ";
    private static readonly int[] Lengths = [15, 16, 17, 31, 32, 33, 63, 64, 65, 66, 100, 128, 129, 257];
    private readonly Random random;
    private readonly string[] words;
    private readonly List<string> literals = [];

    /// <summary>Makes the words of a case.</summary>
    public Vocabulary(Random random)
    {
        this.random = random;

        // Half of the cases know little more than a and b: everything overlaps with everything.
        string[] pieces = random.Next(3) == 0 ? ["a", "b", "A", "ab"] : [.. Enumerable.Range(0, random.Next(4, 20)).Select(_ => Pick(Pieces))];
        words = [.. Enumerable.Range(0, random.Next(4, 24)).Select(_ => string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => Pick(pieces))))];
        for (int i = random.Next(3); i > 0; i--)
            words[random.Next(words.Length)] = Padded(Pick(words), Pick(Lengths));
    }

    /// <summary>One of several.</summary>
    public T Pick<T>(T[] choices) => choices[random.Next(choices.Length)];

    /// <summary>True in one of so many cases.</summary>
    public bool OneIn(int cases) => random.Next(cases) == 0;

    /// <summary>A number below a limit.</summary>
    public int Below(int limit) => random.Next(limit);

    /// <summary>One of the words.</summary>
    public string Word() => Pick(words);

    /// <summary>A text of which there are many different ones, short and long; events will speak of it.</summary>
    public string Literal()
    {
        string letters = string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => Letters[random.Next(Letters.Length)]));
        string text = random.Next(5) switch
        {
            0 => letters,
            1 => Padded(letters, Pick(Lengths)),
            2 => letters + Word(),
            3 => Word() + letters,
            _ => letters + Pick(Pieces) + letters,
        };
        literals.Add(text);
        return text;
    }

    /// <summary>A text for an event: a word, in other case, with something around it, several of them, or none.</summary>
    public string EventText()
    {
        if (literals.Count > 0 && random.Next(3) > 0)
        {
            string literal = Recased(literals[random.Next(literals.Count)]);
            return random.Next(6) switch
            {
                0 => literal,
                1 => literal[..random.Next(literal.Length + 1)],
                2 => Padded(string.Empty, random.Next(70)) + literal,
                3 => literal + Padded(string.Empty, random.Next(70)),
                4 => literal[random.Next(literal.Length + 1)..] + Recased(literals[random.Next(literals.Count)]),
                _ => string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => literals[random.Next(literals.Count)])),
            };
        }

        switch (random.Next(12))
        {
            case 0:
                return string.Empty;
            case 1:
                return Padded(Word(), Pick(Lengths));
            case 2:
                return Recased(Padded(string.Empty, random.Next(70)) + Word());
            case 3 or 4:
                return Word() + Pick(Pieces) + Word();
            case 5 or 6:
                return Pick(Pieces) + Recased(Word());
            case 7:
                return Recased(Word()) + Pick(Pieces);
            case 8:
                string word = Word();
                return word[..random.Next(word.Length + 1)] + Word();
            case 9:
                return string.Concat(Enumerable.Range(0, random.Next(30)).Select(_ => Word()));
            case 10 when random.Next(3) == 0:
                return Convert.ToBase64String((random.Next(3) == 0 ? Encoding.Unicode : Encoding.UTF8).GetBytes(new string('z', random.Next(4)) + Word() + Word()));
            default:
                return Recased(Word());
        }
    }

    /// <summary>A text that equals this one but for case.</summary>
    public string Recased(string text)
    {
        switch (random.Next(4))
        {
            case 0:
                return text.ToUpperInvariant();
            case 1:
                return SimpleCaseFolding.Fold(text);
            case 2:
                return string.Concat(text.EnumerateRunes().Select(r => (random.Next(2) == 0 ? Rune.ToUpperInvariant(r) : Rune.ToLowerInvariant(r)).ToString()));
            default:
                return text;
        }
    }

    // The length is in UTF-8 bytes, as far as one-byte letters reach.
    private string Padded(string text, int bytes)
    {
        int missing = Math.Max(0, bytes - Encoding.UTF8.GetByteCount(text));
        string padding = new(random.Next(4) == 0 ? 'a' : 'z', missing);
        return random.Next(2) == 0 ? padding + text : text + padding;
    }
}
