using System.Globalization;
using System.IO.Enumeration;
using System.Text;
using System.Text.RegularExpressions;

namespace HueSoc.Sigma.Tests.Model;

/// <summary>Makes rules as documents, so that the reader is tried too.</summary>
/// <param name="words">What texts are made of.</param>
internal sealed class RandomRules(Vocabulary words)
{
    private static readonly string[] Sources = ["{product: windows}", "{category: one}", "{category: several}", "{category: channel}", "{category: any}", "{category: any}", "{category: any}"];
    private static readonly string[] Names = ["sel", "sel_a", "sel_b", "filter", "filter_x", "_hidden"];
    private static readonly string[] Positions = ["contains", "startswith", "endswith"];
    private static readonly string[] Networks = ["10.0.0.0/8", "10.0.0.1", "192.168.0.0/16", "::1/128", "fe80::/10", "2001:db8::/32", "0.0.0.0/0", "::/0"];

    /// <summary>A rule.</summary>
    /// <param name="number">Makes its id.</param>
    /// <param name="manyValues">How many values one of its items gets; 0 for few.</param>
    public Node Next(int number, int manyValues)
    {
        string[] names = [.. Names.Where(_ => words.OneIn(2))];
        if (names.Length == 0)
            names = ["sel"];
        List<(string, Node)> detection = [.. names.Select(n => (n, Search(2)))];
        if (manyValues > 0)
            detection[0] = (names[0], new Node.Map([(Quoted($"{words.Pick(["Image", "CommandLine"])}{words.Pick(["|contains", "|contains", "|endswith", string.Empty])}"), Values(manyValues, Literal))]));
        Node condition = words.OneIn(8)
            ? new Node.Sequence([new Node.Scalar(Quoted(Condition(names, 3))), new Node.Scalar(Quoted(Condition(names, 1)))])
            : new Node.Scalar(Quoted(Condition(names, 3)));
        detection.Add(("condition", condition));
        return new Node.Map(
        [
            ("title", new Node.Scalar($"rule {number}")),
            ("id", new Node.Scalar($"00000000-0000-4000-8000-{number:d12}")),
            ("logsource", new Node.Scalar(words.Pick(Sources))),
            ("detection", new Node.Map([.. detection])),
        ]);
    }

    private string Condition(string[] names, int depth)
    {
        switch (words.Below(depth > 0 ? 12 : 5))
        {
            case 0:
                string pattern = words.Pick(["sel*", "filter*", "*_a", "s*l_*", "_*", "them", "sel"]);
                bool fits = pattern == "them"
                    ? names.Any(n => n[0] != '_')
                    : names.Any(n => FileSystemName.MatchesSimpleExpression(pattern, n, ignoreCase: false) && (n[0] != '_' || pattern[0] == '_'));
                return fits ? $"{words.Pick(["1", "all", "any"])} of {pattern}" : names[0];
            case 5 or 6:
                return $"{Condition(names, depth - 1)} and {Condition(names, depth - 1)}";
            case 7:
                return $"{Condition(names, depth - 1)} or {Condition(names, depth - 1)}";
            case 8 or 9:
                return $"not {Condition(names, depth - 1)}";
            case 10:
                return $"({Condition(names, depth - 1)})";
            case 11:
                return $"not ({Condition(names, depth - 1)}) and {words.Pick(names)}";
            default:
                return words.Pick(names);
        }
    }

    private Node Search(int depth)
    {
        switch (words.Below(depth > 0 ? 9 : 6))
        {
            case 6 or 7:
                return new Node.Sequence([.. Enumerable.Range(0, words.Below(3) + 1).Select(_ => words.OneIn(4) ? Keyword() : Search(depth - 1))]);
            case 8:
                return words.OneIn(3) ? Keyword() : new Node.Sequence([.. Enumerable.Range(0, words.Below(4) + 1).Select(_ => Keyword())]);
            default:
                Dictionary<string, Node> items = [];
                for (int i = words.Pick([1, 1, 1, 2, 2, 3]); i > 0; i--)
                {
                    (string key, Node values) = Item();
                    items.TryAdd(Quoted(key), values);
                }

                return new Node.Map([.. items.Select(i => (i.Key, i.Value))]);
        }
    }

    private Node.Scalar Keyword() => words.OneIn(8) ? new(words.Pick(["1", "10", "true", "1.0", "''"])) : Text();

    private (string Key, Node Values) Item()
    {
        string field = words.OneIn(16) ? words.Pick(["Absent", "EventID", "Channel"]) : words.Pick(Vocabulary.Fields);
        string neq = words.OneIn(6) ? "|neq" : string.Empty;
        string all = words.OneIn(4) ? "|all" : string.Empty;
        string cased = words.OneIn(6) ? "|cased" : string.Empty;
        string position = words.OneIn(3) ? string.Empty : "|" + words.Pick(Positions);
        switch (words.Below(26))
        {
            case 0 or 1:
                return words.OneIn(2)
                    ? ("EventID" + neq, Values(words.Below(3) + 1, () => new(words.Pick(["1", "2", "3", "11", "'1'", "'*'", "'1*'", "null"]))))
                    : ("Channel" + neq + cased, Values(words.Below(2) + 1, () => new(words.Pick(["Sys", "SYS", "Sec", "'S*'", "''"]))));
            case 2:
                return ($"{field}|exists", new Node.Scalar(words.Pick(["true", "false"])));
            case 3:
                return (field + neq, new Node.Scalar(words.Pick(["null", "''", "'*'", "'?'", "'**'", "'?*'", "'*?*'"])));
            case 4:
                return (field + neq, Values(words.Below(3) + 1, () => words.OneIn(2) ? new("null") : Text()));
            case 5:
                return (field + neq + all, Values(words.Below(3) + 1, () => new(words.Pick(["true", "false", "1", "0", "10", "5", "1.0", "1e1", "-1", "'1'", "'true'"]))));
            case 6:
                return ($"{field}|{words.Pick(["lt", "lte", "gt", "gte"])}", new Node.Scalar(words.Pick(RandomEvents.Numbers[..^2])));
            case 7:
                return words.OneIn(3)
                    ? ($"{field}|{words.Pick(["minute", "hour", "day", "week", "month", "year"])}{neq}", Values(words.Below(3) + 1, () => new(words.Pick(["0", "1", "3", "5", "10", "12", "23", "53", "59", "2020", "2024"]))))
                    : ($"{field}|{words.Pick(["minute", "hour", "day", "week", "month", "year"])}|{words.Pick(["lt", "lte", "gt", "gte"])}", new Node.Scalar(words.Pick(["1", "5", "12", "20", "53", "2021"])));
            case 8:
                return ($"{field}|cidr{neq}{all}", Values(words.Below(2) + 1, () => new($"'{words.Pick(Networks)}'")));
            case 9 or 10:
                string[] modifiers = ["fieldref", .. new[] { neq, position, cased }.Where(m => m.Length > 0).Select(m => m[1..])];
                return ($"{field}|{string.Join('|', modifiers)}", new Node.Scalar(words.Pick(Vocabulary.Fields)));
            case 11 or 12:
                return ($"{field}|re{words.Pick([string.Empty, string.Empty, "|i", "|i|s", "|m", "|s"])}{neq}{all}", Values(words.Below(2) + 1, Expression));
            case 13:
                return ($"{field}|windash{position}{all}{neq}", Values(words.Below(2) + 1, () => new(Quoted(words.Pick(["-enc", "/c", " -a", "x -enc /c", "-a*b"])))));
            case 14:
                return ($"{field}{(words.OneIn(2) ? "|wide" : string.Empty)}|base64offset|contains{cased}", Values(words.Below(2) + 1, () => new(Quoted(Plain() + "ab"))));
            case 15:
                return ($"{field}|base64{position}{cased}", new Node.Scalar(Quoted(Plain() + "z")));
            case 16:
                return ($"|all{neq}{cased}", Values(words.Below(3) + 1, Keyword));
            case 17:
                return words.OneIn(8)
                    ? ($"|{words.Pick(["lt", "gte"])}", new Node.Scalar(words.Pick(["1", "5"])))
                    : words.OneIn(3)
                    ? ($"|re{(words.OneIn(2) ? "|i" : string.Empty)}{all}", Values(words.Below(2) + 1, Expression))
                    : (words.Pick(["|neq", "|cased", "|contains", "|startswith", "|endswith"]), Values(words.Below(2) + 1, Text));
            default:
                return (field + position + all + cased + neq, Values(words.Pick([1, 1, 2, 3, 5, 9]), Text));
        }
    }

    private static Node Values(int count, Func<Node.Scalar> make) =>
        count == 1 ? make() : new Node.Sequence([.. Enumerable.Range(0, count).Select(_ => make())]);

    /// <summary>A text as rules write it: wildcards here and there, escaped where it holds them itself.</summary>
    private Node.Scalar Text()
    {
        string text = words.OneIn(40) ? string.Empty : words.OneIn(5) ? words.EventText() : words.Word();
        if (words.OneIn(6))
            return new(Quoted(text));
        StringBuilder written = new();
        int oneWildcardIn = words.Pick([8, 100, 1000, 1000]);
        foreach (Rune rune in words.Recased(text).EnumerateRunes())
        {
            if (words.OneIn(oneWildcardIn))
                written.Append(words.Pick(["*", "?", "*", "??", "*?"]));
            if (words.OneIn(oneWildcardIn))
                continue;
            if (rune.Value is '*' or '?' or '\\')
                written.Append('\\');
            written.Append(rune.ToString());
        }

        if (words.OneIn(oneWildcardIn))
            written.Append('*');
        return new(Quoted(written.ToString()));
    }

    private Node.Scalar Literal()
    {
        string text = words.Literal();
        return new(Quoted(words.OneIn(10) ? $"{text}*{words.Word()}" : text.Replace("\\", "\\\\", StringComparison.Ordinal)));
    }

    private string Plain() => words.Word().Replace("\\", "x", StringComparison.Ordinal).Replace("*", "y", StringComparison.Ordinal).Replace("?", "z", StringComparison.Ordinal);

    // Only what every dialect agrees on: upper and lower case beyond ASCII is not one of these things.
    private Node.Scalar Expression()
    {
        string literal = Regex.Escape(string.Concat(words.Word().Where(char.IsAscii).Where(c => !char.IsControl(c))));
        return new(Quoted(words.Pick(
        [
            literal, literal, $"^{literal}", $"{literal}$", $"^{literal}$", $"{literal}.*{literal}", $"(?:{literal}|abab)", $"a+{literal}?", "^[ab]{2,}", "[^ab ]", @"\d+", @"\w\s", @"\bab\b", "a.b", "^$", "(?i)AB",
        ])));
    }

    private static string Quoted(string text)
    {
        StringBuilder written = new("\"");
        foreach (Rune letter in text.EnumerateRunes())
        {
            // What an event holds where these stand for something else.
            Rune rune = letter.Value switch
            {
                EventBytes.NoUtf8 => Rune.ReplacementChar,
                EventBytes.RawControl => new('\u0001'),
                EventBytes.RawNewline => new('\n'),
                _ => letter,
            };
            if (rune.Value is '"' or '\\')
                written.Append('\\').Append((char)rune.Value);
            else if (rune.Value < 0x20 || rune.Value is 0x7F or 0xA0 or 0x2028 or 0x2029 or 0xFEFF)
                written.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}");
            else
                written.Append(rune.ToString());
        }

        return written.Append('"').ToString();
    }
}
