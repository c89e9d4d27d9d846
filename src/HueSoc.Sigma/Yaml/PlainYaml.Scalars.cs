using System.Text;

namespace HueSoc.Sigma.Yaml;

/// <content>Scalars: plain, quoted and literal.</content>
internal sealed partial class PlainYaml
{
    /// <summary>Reads a scalar that begins on the line at hand and moves past it.</summary>
    private YamlScalar Scalar(ReadOnlySpan<char> value, int indent)
    {
        if (++nodes > YamlDocuments.MaxNodes / 2)
            throw NotPlain();
        int line = next++;
        YamlScalar scalar = value[0] switch
        {
            '\'' => SingleQuoted(value, line),
            '"' => DoubleQuoted(value, line),
            '|' => Literal(value, indent, line),
            _ => Plain(value, line),
        };

        // A further line that is indented more would go on with the scalar: folding is left to the library.
        if (value[0] != '|' && SkipToContent() && lines[next].Indent > indent && !AtDocumentEnd())
            throw NotPlain();
        return scalar;
    }

    private static YamlScalar Plain(ReadOnlySpan<char> value, int line)
    {
        bool indicator = value[0] is ',' or '[' or ']' or '{' or '}' or '#' or '&' or '*' or '!' or '>' or '%' or '@' or '`';
        if (indicator || (value[0] is '-' or '?' or ':' && (value.Length == 1 || value[1] == ' ')))
            throw NotPlain();
        int comment = value.IndexOf(" #", StringComparison.Ordinal);
        if (comment >= 0)
            value = value[..comment].TrimEnd(' ');
        if (value.Contains(": ", StringComparison.Ordinal) || value[^1] == ':')
            throw NotPlain();
        return new(value.ToString(), plain: true, line + 1);
    }

    private static YamlScalar SingleQuoted(ReadOnlySpan<char> value, int line)
    {
        int i = 1;
        while (true)
        {
            int quote = value[i..].IndexOf('\'');
            if (quote < 0)
                throw NotPlain();
            i += quote + 1;
            if (i == value.Length || value[i] != '\'')
                break;
            i++;
        }

        if (!IsRest(value[i..]))
            throw NotPlain();
        string inner = value[1..(i - 1)].ToString();
        return new(inner.Replace("''", "'", StringComparison.Ordinal), plain: false, line + 1);
    }

    private static YamlScalar DoubleQuoted(ReadOnlySpan<char> value, int line)
    {
        StringBuilder unescaped = new(value.Length);
        for (int i = 1; i < value.Length; i++)
        {
            char c = value[i];
            if (c == '"')
            {
                if (!IsRest(value[(i + 1)..]))
                    throw NotPlain();
                return new(unescaped.ToString(), plain: false, line + 1);
            }

            if (c != '\\')
            {
                unescaped.Append(c);
                continue;
            }

            unescaped.Append((++i < value.Length ? value[i] : ' ') switch
            {
                '\\' => '\\',
                '"' => '"',
                'n' => '\n',
                't' => '\t',
                'r' => '\r',
                _ => throw NotPlain(),
            });
        }

        throw NotPlain();
    }

    private YamlScalar Literal(ReadOnlySpan<char> header, int indent, int line)
    {
        if (header is not ("|" or "|-"))
            throw NotPlain();
        int first = next;
        while (first < lines.Count && IsBlank(lines[first]))
            first++;
        if (first == lines.Count || lines[first].Indent <= indent)
            throw NotPlain();
        int column = lines[first].Indent;
        StringBuilder block = new();
        int pending = 0;
        for (; next < lines.Count; next++)
        {
            Line at = lines[next];
            if (IsBlank(at))
            {
                if (at.End - at.Start > column)
                    throw NotPlain();
                pending++;
                continue;
            }

            if (at.Indent <= indent)
                break;
            if (at.Indent < column)
                throw NotPlain();
            block.Append('\n', pending).Append(text, at.Start + column, at.End - at.Start - column).Append('\n');
            pending = 0;
        }

        if (header.Length == 2)
            block.Length--;
        return new(block.ToString(), plain: false, line + 1);
    }
}
