using System.Collections.Immutable;

namespace HueSoc.Sigma.Conditions;

/// <summary>
/// Parses a condition by recursive descent, or &lt; and &lt; not &lt; x of &lt; ( ), and resolves quantifiers against the
/// names of the rule.
/// </summary>
internal sealed class ConditionParser
{
    /// <summary>The longest condition in characters.</summary>
    public const int MaxLength = 16 * 1024;

    /// <summary>The deepest nesting of parentheses and <c>not</c>.</summary>
    public const int MaxDepth = 100;

    private readonly List<(string Text, int Column)> tokens;
    private readonly IReadOnlyList<string> names;
    private readonly int end;
    private int next;
    private int depth;

    private ConditionParser(List<(string Text, int Column)> tokens, IReadOnlyList<string> names, int end)
    {
        this.tokens = tokens;
        this.names = names;
        this.end = end;
    }

    /// <summary>Parses a condition.</summary>
    /// <param name="text">The condition.</param>
    /// <param name="names">The search identifiers of the rule, in its order.</param>
    /// <param name="error">What is wrong, with the column, when null is returned.</param>
    public static ConditionNode? Parse(string text, IReadOnlyList<string> names, out string? error)
    {
        error = null;
        if (text.Length > MaxLength)
        {
            error = $"the condition has {text.Length} characters, more than {MaxLength}";
            return null;
        }

        try
        {
            ConditionParser parser = new(Tokens(text), names, text.Length + 1);
            ConditionNode node = parser.Or();
            if (parser.next < parser.tokens.Count)
                throw parser.Unexpected("'and', 'or' or the end");
            return node;
        }
        catch (ConditionSyntaxException e)
        {
            error = e.Message;
            return null;
        }
    }

    private static List<(string Text, int Column)> Tokens(string text)
    {
        List<(string, int)> found = [];
        for (int i = 0; i < text.Length;)
        {
            if (char.IsWhiteSpace(text[i]))
            {
                i++;
                continue;
            }

            int start = i;
            if (text[i] is '(' or ')')
            {
                i++;
            }
            else if (IsNameCharacter(text[i]))
            {
                while (i < text.Length && IsNameCharacter(text[i]))
                    i++;
            }
            else
            {
                throw new ConditionSyntaxException(text[i] == '|'
                    ? $"condition, column {i + 1}: aggregations after '|' are not part of Sigma 2; use a correlation rule"
                    : $"condition, column {i + 1}: the character '{text[i]}' does not belong there");
            }

            found.Add((text[start..i], start + 1));
        }

        return found;
    }

    private static bool IsNameCharacter(char c) => char.IsLetterOrDigit(c) || c is '_' or '*' or '-' or '.' or '?';

    private ConditionNode Or() => Chain("or", And, parts => new ConditionOr(parts));

    private ConditionNode And() => Chain("and", Not, parts => new ConditionAnd(parts));

    private ConditionNode Chain(string word, Func<ConditionNode> operand, Func<ImmutableArray<ConditionNode>, ConditionNode> join)
    {
        ConditionNode first = operand();
        if (!Is(word))
            return first;
        ImmutableArray<ConditionNode>.Builder parts = ImmutableArray.CreateBuilder<ConditionNode>();
        parts.Add(first);
        while (Is(word))
        {
            next++;
            parts.Add(operand());
        }

        return join(parts.ToImmutable());
    }

    private ConditionNode Not()
    {
        if (!Is("not"))
            return Primary();
        Enter();
        next++;
        ConditionNot node = new(Not());
        depth--;
        return node;
    }

    private ConditionNode Primary()
    {
        if (next >= tokens.Count)
            throw Unexpected("a name");
        (string text, int column) = tokens[next];
        if (text == "(")
        {
            Enter();
            next++;
            ConditionNode inner = Or();
            if (!Is(")"))
                throw Unexpected("')'");
            next++;
            depth--;
            return inner;
        }

        if (text == ")" || IsWord(text, "and") || IsWord(text, "or") || IsWord(text, "of"))
            throw Unexpected("a name");
        if (next + 1 < tokens.Count && IsWord(tokens[next + 1].Text, "of"))
            return Quantified(text, column);
        next++;
        if (IsWord(text, "them"))
            throw new ConditionSyntaxException($"condition, column {column}: 'them' needs '1 of' or 'all of' before it");
        if (text.Contains('*', StringComparison.Ordinal))
            throw new ConditionSyntaxException($"condition, column {column}: '{text}' needs '1 of' or 'all of' before it");
        if (!names.Contains(text, StringComparer.Ordinal))
            throw new ConditionSyntaxException($"condition, column {column}: there is no search identifier '{text}'");
        return new ConditionIdentifier(text);
    }

    private ConditionNode Quantified(string quantifier, int column)
    {
        bool all = IsWord(quantifier, "all");
        if (!all && !IsWord(quantifier, "any") && quantifier != "1")
            throw new ConditionSyntaxException($"condition, column {column}: '{quantifier} of' is not known; it is '1 of', 'any of' or 'all of'");
        next += 2;
        if (next >= tokens.Count || tokens[next].Text is "(" or ")")
            throw Unexpected("a name, a pattern or 'them'");
        string pattern = tokens[next++].Text;
        ImmutableArray<ConditionNode> parts = [.. Matching(pattern).Select(name => new ConditionIdentifier(name))];
        if (parts.Length == 0)
            throw new ConditionSyntaxException($"condition, column {column}: no search identifier fits '{pattern}'");
        if (parts.Length == 1)
            return parts[0];
        return all ? new ConditionAnd(parts) : new ConditionOr(parts);
    }

    private IEnumerable<string> Matching(string pattern)
    {
        if (IsWord(pattern, "them"))
            return names.Where(n => !n.StartsWith('_'));
        if (!pattern.Contains('*', StringComparison.Ordinal))
            return names.Where(n => string.Equals(n, pattern, StringComparison.Ordinal));
        return names.Where(n => (!n.StartsWith('_') || pattern.StartsWith('_')) && Fits(n, pattern));
    }

    private static bool Fits(ReadOnlySpan<char> name, ReadOnlySpan<char> pattern)
    {
        int n = 0, p = 0, star = -1, mark = 0;
        while (n < name.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                mark = n;
            }
            else if (p < pattern.Length && pattern[p] == name[n])
            {
                p++;
                n++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                n = ++mark;
            }
            else
            {
                return false;
            }
        }

        return pattern[p..].Trim('*').IsEmpty;
    }

    private void Enter()
    {
        if (++depth > MaxDepth)
            throw new ConditionSyntaxException($"condition, column {tokens[next].Column}: nested deeper than {MaxDepth} levels");
    }

    private bool Is(string word) => next < tokens.Count && IsWord(tokens[next].Text, word);

    private static bool IsWord(string token, string word) => string.Equals(token, word, StringComparison.OrdinalIgnoreCase);

    private ConditionSyntaxException Unexpected(string wanted) => next < tokens.Count
        ? new($"condition, column {tokens[next].Column}: '{tokens[next].Text}' stands where {wanted} was expected")
        : new($"condition, column {end}: it ends where {wanted} was expected");

    private sealed class ConditionSyntaxException(string message) : Exception(message);
}
