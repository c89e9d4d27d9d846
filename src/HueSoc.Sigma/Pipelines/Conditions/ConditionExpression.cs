using System.Collections.Immutable;

namespace HueSoc.Sigma.Pipelines.Conditions;

/// <summary>
/// Reads <c>rule_cond_expr</c> and its siblings: names of conditions with <c>not</c>, <c>and</c>, <c>or</c> (binding in
/// that order) and parentheses.
/// </summary>
internal sealed class ConditionExpression<TSubject>
{
    private const int MaxDepth = 32;

    private readonly List<string> tokens;
    private readonly IReadOnlyDictionary<string, IPipelineCondition<TSubject>> conditions;
    private int next;
    private int depth;

    private ConditionExpression(List<string> tokens, IReadOnlyDictionary<string, IPipelineCondition<TSubject>> conditions) =>
        (this.tokens, this.conditions) = (tokens, conditions);

    /// <summary>Reads an expression.</summary>
    /// <param name="text">The expression.</param>
    /// <param name="conditions">The conditions by name; each must be used.</param>
    /// <param name="fault">What is wrong; null when nothing is.</param>
    public static IPipelineCondition<TSubject>? Parse(
        string text, IReadOnlyDictionary<string, IPipelineCondition<TSubject>> conditions, out string? fault)
    {
        List<string> written = Tokenise(text);
        try
        {
            ConditionExpression<TSubject> reader = new(written, conditions);
            IPipelineCondition<TSubject> tree = reader.Or();
            if (reader.next < written.Count)
                throw new FormatException($"'{written[reader.next]}' was not expected");
            string? unused = conditions.Keys.FirstOrDefault(k => !written.Contains(k, StringComparer.Ordinal));
            fault = unused is null ? null : $"does not use the condition '{unused}'";
            return tree;
        }
        catch (FormatException e)
        {
            fault = e.Message;
            return null;
        }
    }

    private static List<string> Tokenise(string text)
    {
        List<string> found = [];
        for (int i = 0; i < text.Length;)
        {
            int start = i;
            while (i < text.Length && (char.IsAsciiLetterOrDigit(text[i]) || text[i] is '_' or '-'))
                i++;
            if (i == start)
                i++;
            string token = text[start..i];
            if (!string.IsNullOrWhiteSpace(token))
                found.Add(token);
        }

        return found;
    }

    private IPipelineCondition<TSubject> Or()
    {
        if (++depth > MaxDepth)
            throw new FormatException($"is nested deeper than {MaxDepth} levels");
        ImmutableArray<IPipelineCondition<TSubject>>.Builder parts = ImmutableArray.CreateBuilder<IPipelineCondition<TSubject>>();
        do
            parts.Add(And());
        while (Take("or"));
        depth--;
        return parts.Count == 1 ? parts[0] : new AnyCondition<TSubject>(parts.ToImmutable());
    }

    private IPipelineCondition<TSubject> And()
    {
        ImmutableArray<IPipelineCondition<TSubject>>.Builder parts = ImmutableArray.CreateBuilder<IPipelineCondition<TSubject>>();
        do
            parts.Add(Not());
        while (Take("and"));
        return parts.Count == 1 ? parts[0] : new AllConditions<TSubject>(parts.ToImmutable());
    }

    private IPipelineCondition<TSubject> Not()
    {
        bool negated = false;
        while (Take("not"))
            negated = !negated;
        IPipelineCondition<TSubject> operand = Operand();
        return negated ? new NotCondition<TSubject>(operand) : operand;
    }

    private IPipelineCondition<TSubject> Operand()
    {
        if (Take("("))
        {
            IPipelineCondition<TSubject> inner = Or();
            return Take(")") ? inner : throw new FormatException("a ')' is missing");
        }

        if (next >= tokens.Count)
            throw new FormatException("ends where a condition was expected");
        string name = tokens[next++];
        return conditions.TryGetValue(name, out IPipelineCondition<TSubject>? condition)
            ? condition
            : throw new FormatException($"names '{name}', which is no condition of this item");
    }

    private bool Take(string token)
    {
        if (next >= tokens.Count || !string.Equals(tokens[next], token, StringComparison.OrdinalIgnoreCase))
            return false;
        next++;
        return true;
    }
}
