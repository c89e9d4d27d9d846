using HueSoc.Sigma.Rules;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace HueSoc.Sigma.Yaml;

/// <summary>
/// Reads YAML into nodes with lines. It is built on the event stream, not on object mapping, because rules come from
/// strangers: size, depth and the growth through aliases are bounded, duplicate keys are refused.
/// </summary>
internal static class YamlDocuments
{
    /// <summary>The largest file that is read, in characters.</summary>
    public const int MaxCharacters = 4 * 1024 * 1024;

    /// <summary>The deepest nesting.</summary>
    public const int MaxDepth = 32;

    /// <summary>The most nodes of one document, those that aliases repeat included.</summary>
    public const int MaxNodes = 200_000;

    /// <summary>
    /// The documents of a text. One that breaks a bound of ours is refused and the next is read; after one that is
    /// no YAML the reading goes on at the next line that begins with <c>---</c>.
    /// </summary>
    /// <param name="path">The path for messages.</param>
    /// <param name="text">The YAML.</param>
    /// <param name="problems">Receives what was wrong.</param>
    public static List<YamlNode> Read(string path, string text, ICollection<RuleProblem> problems)
    {
        List<YamlNode> documents = [];
        if (text.Length > MaxCharacters)
        {
            problems.Add(new(new(path, 0), $"the file has {text.Length} characters, more than {MaxCharacters}"));
            return documents;
        }

        text = text.TrimStart('\uFEFF');
        if (PlainYaml.TryRead(text) is { } plain)
            return plain;
        ReadWithLibrary(path, text, documents, problems);
        return documents;
    }

    /// <summary>Reads with the YAML library, which knows all of YAML.</summary>
    internal static void ReadWithLibrary(string path, string text, List<YamlNode> documents, ICollection<RuleProblem> problems)
    {
        int offset = 0;
        while (ReadUntilDamage(path, text, offset, documents, problems) is { } damaged)
        {
            // What is no YAML ends at the next line that begins a document, if there is one.
            int next = NextDocument(text, damaged - offset);
            if (next < 0)
                break;
            offset += text.AsSpan(0, next).Count('\n');
            text = text[next..];
        }
    }

    /// <summary>Reads documents up to the end, or to the line of the first damage, which is returned.</summary>
    private static int? ReadUntilDamage(string path, string text, int offset, List<YamlNode> documents, ICollection<RuleProblem> problems)
    {
        Composer composer = new(new Parser(new Scanner(new StringReader(text), skipComments: true)), path, offset, problems);
        try
        {
            while (composer.NextDocument() is { } document)
                documents.Add(document);
            return null;
        }
        catch (YamlException e)
        {
            int line = offset + LineOf(e, text);
            if (!composer.IsSkipping)
                problems.Add(new(new(path, line), $"not valid YAML: {FirstLine(e.InnerException?.Message ?? e.Message)}"));
            return line;
        }
#pragma warning disable CA1031 // The YAML library is known to throw others on hostile input; a file must not end the run.
        catch (Exception e) when (e is not OutOfMemoryException)
#pragma warning restore CA1031
        {
            problems.Add(new(new(path, offset + 1), $"not valid YAML: {FirstLine(e.Message)}"));
            return offset + 1;
        }
    }

    /// <summary>The line of the damage. Of a tab in the indentation the library only says which map it is in.</summary>
    private static int LineOf(YamlException e, string text)
    {
        int line = Math.Max(1, (int)Math.Max(e.Start.Line, e.End.Line));
        if (!e.Message.Contains("tab as indentation", StringComparison.Ordinal))
            return line;
        string[] lines = text.Split('\n');
        int tab = Array.FindIndex(lines, line - 1, l => l.AsSpan(0, l.Length - l.AsSpan().TrimStart().Length).Contains('\t'));
        return tab < 0 ? line : tab + 1;
    }

    /// <summary>The index of the first line after a given one that begins a document, or -1.</summary>
    private static int NextDocument(string text, int afterLine)
    {
        int start = 0;
        bool directive = false;
        for (int line = 1; start >= 0 && start < text.Length; line++)
        {
            // A directive belongs to the document whose beginning comes next.
            directive |= line == afterLine && text[start] == '%';
            if (line > afterLine && directive && text.AsSpan(start).StartsWith("---", StringComparison.Ordinal))
                directive = false;
            else if (line > afterLine && text.AsSpan(start).StartsWith("---", StringComparison.Ordinal))
                return start;
            int end = text.IndexOf('\n', start);
            start = end < 0 ? -1 : end + 1;
        }

        return -1;
    }

    private static string FirstLine(string message)
    {
        // YamlDotNet puts "(Line: 1, Col: 2, Idx: 3) - (…): " before the sentence; the line is already in the location.
        int sentence = message.LastIndexOf("): ", StringComparison.Ordinal);
        if (message.StartsWith('(') && sentence >= 0)
            message = message[(sentence + 3)..];
        int end = message.AsSpan().IndexOfAny('\r', '\n');
        return end < 0 ? message : message[..end];
    }

    private sealed class YamlLimitException(int line, string message) : Exception(message)
    {
        public int Line { get; } = line;
    }

    /// <summary>Puts nodes together from parser events.</summary>
    private sealed class Composer(IParser parser, string path, int offset, ICollection<RuleProblem> problems)
    {
        private readonly Dictionary<string, (YamlNode Node, int Size)> anchors = new(StringComparer.Ordinal);
        private int nodes;
        private bool started;

        /// <summary>Whether the rest of a refused document is being passed over.</summary>
        public bool IsSkipping { get; private set; }

        public YamlNode? NextDocument()
        {
            if (!started)
            {
                started = true;
                parser.MoveNext();
                if (parser.Current is StreamStart)
                    parser.MoveNext();
            }

            while (parser.Current is DocumentStart)
            {
                anchors.Clear();
                nodes = 0;
                parser.MoveNext();
                YamlNode? root = null;
                try
                {
                    root = Node(0);
                }
                catch (YamlLimitException e)
                {
                    problems.Add(new(new(path, e.Line), e.Message));
                    IsSkipping = true;
                    while (parser.Current is not (null or DocumentEnd))
                        parser.MoveNext();
                    IsSkipping = false;
                }

                if (parser.Current is DocumentEnd)
                    parser.MoveNext();
                if (root is not (null or YamlScalar { IsNull: true }))
                    return root;
            }

            return null;
        }

        private YamlNode Node(int depth)
        {
            ParsingEvent current = parser.Current ?? throw new YamlException("the document ends too early");
            int line = offset + Math.Max(1, (int)current.Start.Line);
            if (depth > MaxDepth)
                throw new YamlLimitException(line, $"nested deeper than {MaxDepth} levels");
            int before = nodes;
            Count(1, line);
            parser.MoveNext();
            YamlNode node = current switch
            {
                Scalar scalar => new YamlScalar(scalar.Value, scalar.Style == ScalarStyle.Plain && scalar.Tag.IsEmpty, line),
                SequenceStart => Sequence(depth, line),
                MappingStart => Mapping(depth, line),
                AnchorAlias alias => Alias(alias, line),
                _ => throw new YamlLimitException(line, "a value was expected"),
            };
            if (current is NodeEvent { Anchor.IsEmpty: false } anchored)
                anchors[anchored.Anchor.Value] = (node, nodes - before);
            return node;
        }

        private YamlNode Alias(AnchorAlias alias, int line)
        {
            if (!anchors.TryGetValue(alias.Value.Value, out (YamlNode Node, int Size) target))
                throw new YamlLimitException(line, $"the alias *{alias.Value.Value} has no anchor before it");
            Count(target.Size, line);
            return target.Node;
        }

        private YamlSequence Sequence(int depth, int line)
        {
            List<YamlNode> items = [];
            while (parser.Current is not SequenceEnd)
                items.Add(Node(depth + 1));
            parser.MoveNext();
            return new(items, line);
        }

        private YamlMapping Mapping(int depth, int line)
        {
            List<KeyValuePair<YamlScalar, YamlNode>> entries = [];
            HashSet<string> seen = new(StringComparer.Ordinal);
            while (parser.Current is not MappingEnd)
            {
                YamlNode key = Node(depth + 1);
                if (key is not YamlScalar name)
                    throw new YamlLimitException(key.Line, $"a key must be a single value, not {key.Kind}");
                if (!seen.Add(name.Text))
                    throw new YamlLimitException(key.Line, $"the key '{name.Text}' stands twice in one map");
                entries.Add(new(name, Node(depth + 1)));
            }

            parser.MoveNext();
            return new(entries, line);
        }

        private void Count(int more, int line)
        {
            nodes += more;
            if (nodes > MaxNodes)
                throw new YamlLimitException(line, $"more than {MaxNodes} values, those that aliases repeat included");
        }
    }
}
