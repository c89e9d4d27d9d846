namespace HueSoc.Sigma.Yaml;

/// <summary>
/// Reads the plain block style that nearly all rules are written in, several times faster than the YAML library: block
/// maps and lists, scalars on one line, literal blocks. Whatever goes beyond that, and whatever is wrong, it leaves to the
/// library by giving up: it never decides that something is an error. A test holds it to the library's reading.
/// </summary>
internal sealed partial class PlainYaml
{
    private readonly string text;
    private readonly List<Line> lines = [];
    private int next;
    private int nodes;

    private PlainYaml(string text) => this.text = text;

    /// <summary>The documents of a text; null when it is not in the plain style throughout.</summary>
    /// <param name="text">The YAML.</param>
    public static List<YamlNode>? TryRead(string text)
    {
        PlainYaml reader = new(text);
        try
        {
            return reader.SplitLines() ? reader.Documents() : null;
        }
        catch (NotPlainException)
        {
            return null;
        }
    }

    private static NotPlainException NotPlain() => new();

    /// <summary>Whether all that is left of a line is space or a comment.</summary>
    private static bool IsRest(ReadOnlySpan<char> rest)
    {
        ReadOnlySpan<char> trimmed = rest.TrimStart(' ');
        return trimmed.IsEmpty || (trimmed[0] == '#' && trimmed.Length < rest.Length);
    }

    private bool SplitLines()
    {
        int start = 0;
        while (start < text.Length)
        {
            int end = text.IndexOf('\n', start);
            if (end < 0)
                end = text.Length;
            int stop = end > start && text[end - 1] == '\r' ? end - 1 : end;
            int indent = 0;
            while (start + indent < stop && text[start + indent] == ' ')
                indent++;
            foreach (char c in text.AsSpan(start, stop - start))
            {
                if ((c < ' ' && c != '\t') || c is '\u007F' or '\u0085' or '\u2028' or '\u2029' or '\uFEFF' || char.IsSurrogate(c))
                    return false;
            }

            lines.Add(new(start, stop, indent));
            start = end + 1;
        }

        return true;
    }

    private List<YamlNode> Documents()
    {
        List<YamlNode> documents = [];
        while (SkipToContent())
        {
            ReadOnlySpan<char> line = Content(lines[next]);
            if (lines[next].Indent == 0 && line.SequenceEqual("---"))
            {
                next++;
                if (!SkipToContent())
                    break;
                if (Content(lines[next]).SequenceEqual("---"))
                    continue;
            }
            else if (documents.Count > 0)
            {
                throw NotPlain();
            }

            YamlNode node = Block(lines[next].Indent, 0);
            documents.Add(node);
            if (SkipToContent() && (lines[next].Indent != 0 || !Content(lines[next]).SequenceEqual("---")))
                throw NotPlain();
        }

        return documents;
    }

    /// <summary>Moves to the next line that is neither empty nor a comment.</summary>
    private bool SkipToContent()
    {
        for (; next < lines.Count; next++)
        {
            ReadOnlySpan<char> content = Content(lines[next]);
            if (!content.IsEmpty && content[0] != '#')
                return true;
        }

        return false;
    }

    private ReadOnlySpan<char> Content(Line line) => text.AsSpan(line.Start + line.Indent, line.End - line.Start - line.Indent).TrimEnd(' ');

    private bool AtDocumentEnd() => lines[next].Indent == 0 && Content(lines[next]) is "---" or "...";

    private static bool IsItem(ReadOnlySpan<char> content) => content[0] == '-' && (content.Length == 1 || content[1] == ' ');

    private YamlNode Block(int indent, int depth)
    {
        if (depth > YamlDocuments.MaxDepth - 2 || ++nodes > YamlDocuments.MaxNodes / 2)
            throw NotPlain();
        return IsItem(Content(lines[next])) ? Sequence(indent, depth) : Mapping(indent, lines[next].Start + lines[next].Indent, depth);
    }

    private YamlSequence Sequence(int indent, int depth)
    {
        int first = next;
        List<YamlNode> items = [];
        while (SkipToContent() && lines[next].Indent == indent && !AtDocumentEnd() && IsItem(Content(lines[next])))
        {
            Line line = lines[next];
            ReadOnlySpan<char> item = Content(line)[1..];
            ReadOnlySpan<char> value = item.TrimStart(' ');
            if (IsRest(item))
            {
                next++;
                items.Add(Nested(indent, first: next - 1, depth));
                continue;
            }

            if (value.Contains('\t') || IsItem(value))
                throw NotPlain();
            int column = line.Indent + 1 + (item.Length - value.Length);
            items.Add(KeyLength(value) > 0
                ? Mapping(column, line.Start + column, depth + 1)
                : Scalar(value, indent));
        }

        if (next < lines.Count && lines[next].Indent > indent)
            throw NotPlain();
        return new(items, first + 1);
    }

    /// <summary>Reads a map whose keys stand at a column; the first of them begins at an index, maybe behind a dash.</summary>
    private YamlMapping Mapping(int indent, int start, int depth)
    {
        if (depth > YamlDocuments.MaxDepth - 2)
            throw NotPlain();
        int first = next;
        List<KeyValuePair<YamlScalar, YamlNode>> entries = [];
        while (true)
        {
            ReadOnlySpan<char> content = text.AsSpan(start, lines[next].End - start).TrimEnd(' ');
            int length = KeyLength(content);
            if (length <= 0 || ++nodes > YamlDocuments.MaxNodes / 2)
                throw NotPlain();
            YamlScalar key = Key(content[..length]);
            foreach (KeyValuePair<YamlScalar, YamlNode> entry in entries)
            {
                if (entry.Key.Text == key.Text)
                    throw NotPlain();
            }

            ReadOnlySpan<char> rest = content[(length + 1)..];
            ReadOnlySpan<char> value = rest.TrimStart(' ');
            if (IsRest(rest))
            {
                next++;
                entries.Add(new(key, Nested(indent, first: next - 1, depth, sequenceAtSameIndent: true)));
            }
            else
            {
                if (value.Contains('\t'))
                    throw NotPlain();
                entries.Add(new(key, Scalar(value, indent)));
            }

            if (!SkipToContent() || lines[next].Indent < indent || AtDocumentEnd())
                break;
            if (lines[next].Indent > indent)
                throw NotPlain();
            if (IsItem(Content(lines[next])))
                break; // the list that this map is an item of goes on
            start = lines[next].Start + indent;
        }

        return new(entries, first + 1);
    }

    /// <summary>What stands below a key or a dash: a block that is indented further, or nothing.</summary>
    private YamlNode Nested(int indent, int first, int depth, bool sequenceAtSameIndent = false)
    {
        if (SkipToContent() && !AtDocumentEnd()
            && (lines[next].Indent > indent || (sequenceAtSameIndent && lines[next].Indent == indent && IsItem(Content(lines[next])))))
            return Block(lines[next].Indent, depth + 1);
        return new YamlScalar(string.Empty, plain: true, first + 1);
    }

    /// <summary>The length of the key that a text begins with, the colon not counted; 0 when it is not one, as of a plain scalar.</summary>
    private static int KeyLength(ReadOnlySpan<char> content)
    {
        if (content[0] is '\'' or '"')
        {
            int close = content[1..].IndexOf(content[0]) + 1;
            return close > 0 && close + 1 < content.Length && content[close + 1] == ':' && (close + 2 == content.Length || content[close + 2] == ' ')
                ? close + 1
                : 0;
        }

        for (int i = 0; i < content.Length; i++)
        {
            if (content[i] == ':' && (i + 1 == content.Length || content[i + 1] == ' '))
                return i;
            if (content[i] == '#' && i > 0 && content[i - 1] == ' ')
                return 0;
        }

        return 0;
    }

    private YamlScalar Key(ReadOnlySpan<char> key)
    {
        if (key[0] is '\'' or '"')
        {
            ReadOnlySpan<char> inner = key[1..^1];
            if (inner.ContainsAny('\\', '\'', '"'))
                throw NotPlain();
            return new(inner.ToString(), plain: false, next + 1);
        }

        if (!char.IsAsciiLetterOrDigit(key[0]) && key[0] != '_')
            throw NotPlain();
        if (key[^1] == ' ' || key.ContainsAny('\t', '"', '\'') || key.Contains(" #", StringComparison.Ordinal))
            throw NotPlain();
        return new(key.ToString(), plain: true, next + 1);
    }

    private static bool IsBlank(Line line) => line.Start + line.Indent == line.End;

    private readonly record struct Line(int Start, int End, int Indent);

    /// <summary>Not an error: the text is left to the library.</summary>
    private sealed class NotPlainException : Exception;
}
