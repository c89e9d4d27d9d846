using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace HueSoc.Sigma.Tests.Model;

/// <summary>Makes events in the layouts of <see cref="ModelLayouts"/>.</summary>
/// <param name="words">What texts are made of.</param>
/// <param name="fixedSource">Whether all events come from the same channel and id, so that they meet the same rules.</param>
internal sealed class RandomEvents(Vocabulary words, bool fixedSource)
{
    /// <summary>Numbers as events write them.</summary>
    public static readonly string[] Numbers = ["0", "1", "2", "5", "10", "-1", "-0", "1.0", "1.5", "5.0", "1e1", "1E1", "10000000000000000000000", "0.1", "1e-7", "1E400", "-1e999"];

    /// <summary>What looks like a number.</summary>
    public static readonly string[] NearNumbers = [" 5", "5 ", "0x10", "1_000", "1,5", "5a", "٣", "true", "--1", "NaN", "1e", "2 000"];

    /// <summary>Addresses and what looks like one.</summary>
    public static readonly string[] Addresses =
        ["10.0.0.1", "10.1.2.3", "192.168.1.5", "127.0.0.1", "::1", "fe80::1", "FE80::ABCD", "2001:db8::5", "::ffff:10.0.0.1", "10.0.0", "10.0.0.256", "10.0.0.1:80", "010.0.0.1", "-"];

    /// <summary>Times and what looks like one.</summary>
    public static readonly string[] Times =
        ["2024-01-01T00:00:00Z", "2024-12-31 23:59:59.999", "2020-05-17T10:30:00.0000000+07:00", "2021-01-03", "2020/02/29 10:05:00", "2023-02-30", "10:30", "1589700000"];

    private readonly string[] spaces = ["", "", " ", "\n\t "];

    /// <summary>An event as JSON text.</summary>
    public Node Next()
    {
        List<(string, Node)> fields = [];
        for (int i = words.Below(7); i > 0; i--)
            Field(fields);
        (string, Node)[] source = [.. Source()];
        switch (words.Below(8))
        {
            case 0:
                fields.Add((Text("Kind"), Value(2)));
                return new Node.Map([.. fields]);
            case 1 or 2 or 3:
                return Nested(source, fields);
            default:
                return new Node.Map(words.OneIn(3) ? [.. fields, .. source] : [.. source, .. fields]);
        }
    }

    /// <summary>White space to put between tokens.</summary>
    public string Space() => words.Pick(spaces);

    private IEnumerable<(string, Node)> Source()
    {
        if (fixedSource)
            return [(Text("EventID"), new Node.Scalar("1")), (Text("Channel"), new Node.Scalar("\"Sys\""))];
        List<(string, Node)> source = [];
        if (!words.OneIn(8))
            source.Add((Text("EventID"), words.OneIn(12) ? Value(2) : new Node.Scalar(words.Pick(["1", "1", "2", "3", "\"1\"", "\"2\"", "11", "[1,2]", "null", "1.0"]))));
        if (!words.OneIn(8))
            source.Add((Text("Channel"), words.OneIn(12) ? Value(2) : new Node.Scalar(words.Pick(["\"Sys\"", "\"Sys\"", "\"SYS\"", "\"Sec\"", "\"s\\u0079s\"", "[\"Sys\",\"Sec\"]", "\"\""]))));
        return words.OneIn(2) ? source : Enumerable.Reverse(source);
    }

    private Node.Map Nested((string, Node)[] source, List<(string, Node)> fields)
    {
        if (words.OneIn(8))
            return new([.. source.Select(s => ("\"Event.System." + s.Item1[1..], s.Item2)), (Text("Event.System"), new Node.Scalar("1")), .. fields]);
        Node data = new Node.Map([.. fields]);
        if (words.OneIn(6) && fields.Count > 1)
            data = new Node.Sequence([new Node.Map([.. fields[..1]]), new Node.Scalar("7"), new Node.Map([.. fields[1..]])]);
        List<(string, Node)> inner = [(Text("System"), new Node.Map([.. source]))];
        if (words.OneIn(4))
            inner.Add((Text("UserData"), new Node.Map([(Text(words.Pick(["Any", "Other.Thing"])), data)])));
        else
            inner.Add((Text("EventData"), data));
        if (words.OneIn(5))
            inner.Add((Text("UserData"), new Node.Map([(Text("X"), new Node.Map([(Text(words.Pick(Vocabulary.Fields)), Value(2))]))])));
        List<(string, Node)> root = words.OneIn(6)
            ? [.. inner.Select(i => ("\"Event." + i.Item1[1..], i.Item2))]
            : [(Text("Event"), new Node.Map(words.OneIn(3) ? [.. Enumerable.Reverse(inner)] : [.. inner]))];
        if (words.OneIn(3))
            Field(root);
        return new([.. root]);
    }

    // A dotted field is one key, or a map in a map, or something of both.
    private void Field(List<(string, Node)> fields)
    {
        string name = words.Pick(Vocabulary.Fields);
        if (words.OneIn(20))
            name = words.EventText();
        else if (name == "ThreatName")
            name = words.Pick(["ThreatName", "Threat Name", "Threat  Name "]);
        string[] keys = name.Split('.');
        int whole = words.Below(keys.Length);
        Node value = Value(3);
        for (int i = keys.Length - 1; i > whole; i--)
            value = words.OneIn(6) ? new Node.Sequence([new Node.Map([(Text(keys[i]), value)]), new Node.Map([(Text(keys[i]), Value(1))])]) : new Node.Map([(Text(keys[i]), value)]);
        fields.Add((Text(string.Join('.', keys[..(whole + 1)])), value));
    }

    private Node Value(int depth)
    {
        switch (words.Below(depth > 0 ? 24 : 16))
        {
            case 0:
                return new Node.Scalar("null");
            case 1:
                return new Node.Scalar(words.Pick(["true", "false"]));
            case 2:
                return new Node.Scalar(words.Pick(Numbers));
            case 3:
                return new Node.Scalar(Text(words.Pick(words.OneIn(3) ? NearNumbers : Numbers)));
            case 4:
                return new Node.Scalar(Text(words.Pick(Addresses)));
            case 5:
                return new Node.Scalar(Text(words.Pick(Times)));
            case 16 or 17 or 18 or 19:
                return new Node.Sequence([.. Enumerable.Range(0, words.Below(4)).Select(_ => Value(depth - 1))]);
            case 20:
                return new Node.Map([.. Enumerable.Range(0, words.Below(3)).Select(_ => (Text(words.Pick(["b", "c", "b.c", "x"])), Value(depth - 1)))]);
            default:
                return new Node.Scalar(Text(words.EventText()));
        }
    }

    /// <summary>A JSON string; each character as it is or escaped in one of the ways there are.</summary>
    private string Text(string value)
    {
        int oneEscapedIn = words.Pick([2, 10, 1000, 1000]);
        StringBuilder written = new("\"");
        foreach (char c in value)
        {
            if (words.OneIn(oneEscapedIn) || (char.IsSurrogate(c) && words.OneIn(6)))
                written.Append("\\u").Append(((int)c).ToString(words.OneIn(2) ? "X4" : "x4", CultureInfo.InvariantCulture));
            else if (c is '"' or '\\' || (c == '/' && words.OneIn(2)))
                written.Append('\\').Append(c);
            else if (c is '\n' or '\r' or '\t' or '\b' or '\f')
                written.Append('\\').Append("btnfr"[c switch { '\b' => 0, '\t' => 1, '\n' => 2, '\f' => 3, _ => 4 }]);
            else if (c < 0x20)
                written.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else
                written.Append(c);
        }

        if (words.OneIn(200))
            written.Append(words.Pick(["\\ud83d", "\\uDE00", "\\uDE00\\uD83D", "\\ud83dx", "\\uD83D\\uD83D\\uDE00", "\\ud83d\\u0041"]));
        return WellFormed(written.Append('"').ToString());
    }

    // Half of a surrogate pair written as it is and half as an escape is no UTF-8.
    private static string WellFormed(string written) => string.Concat(written.EnumerateRunes().Select(r => r.ToString()));
}
