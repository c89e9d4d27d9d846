using System.Globalization;

namespace HueSoc.Storage.Queries;

/// <summary>
/// The grammar: <c>or := and (OR and)*</c>, <c>and := unary (AND? unary)*</c>, <c>unary := NOT unary | ( or ) | field : value | value</c>.
/// Inside <c>field:( … )</c> every value belongs to the field. After a fault every method returns null.
/// </summary>
internal sealed class QueryGrammar(QueryScanner scanner)
{
    private const string ExpectedSearch = "expected something to search for";

    private readonly QueryClauses clauses = new(scanner);
    private int depth;

    /// <summary>Reads everything.</summary>
    public QueryNode? ParseAll()
    {
        QueryNode? query = ParseOr(field: null);
        if (query is not null && !scanner.IsAtEnd)
            return scanner.Fail(scanner.Position, "expected an operator, a further condition or the end; no '(' is open here");
        return query;
    }

    private QueryNode? ParseOr(string? field)
    {
        List<QueryNode> parts = [];
        do
        {
            if (ParseAnd(field) is not { } part)
                return null;
            parts.Add(part);
        }
        while (TryTakeOperator("or", "||"));
        return parts.Count == 1 ? parts[0] : new OrNode([.. parts]);
    }

    private QueryNode? ParseAnd(string? field)
    {
        List<QueryNode> parts = [];
        do
        {
            if (ParseUnary(field) is not { } part)
                return null;
            parts.Add(part);
        }
        while (TryTakeOperator("and", "&&") || StartsAnother());
        return parts.Count == 1 ? parts[0] : new AndNode([.. parts]);
    }

    private QueryNode? ParseUnary(string? field)
    {
        scanner.SkipSpace();
        int start = scanner.Position;
        bool isOptional = scanner.Here is '+' or '-' && scanner.Peek(1) is not '\0' && !char.IsWhiteSpace(scanner.Peek(1));
        bool isNegated = (isOptional && scanner.Here == '-') || (scanner.Here == '!' && scanner.Peek(1) != '\0');
        if (isOptional || isNegated)
            scanner.Position++;
        else
            isNegated = TryTakeOperator("not", symbol: null);
        if (!isOptional && !isNegated)
            return ParsePrimary(field);
        if (Enter(start) && ParseUnary(field) is { } part)
        {
            depth--;
            return isNegated ? new NotNode(part) : part;
        }

        return null;
    }

    private QueryNode? ParsePrimary(string? field)
    {
        if (scanner.IsAtEnd)
            return scanner.Fail(scanner.Position, $"{ExpectedSearch}, found the end");
        if (scanner.Here == '(')
            return ParseGroup(field);
        if (scanner.Here == ')')
            return scanner.Fail(scanner.Position, $"{ExpectedSearch} before ')'");
        return field is null ? ParseClause() : ParseGroupedValue(field);
    }

    private QueryNode? ParseGroup(string? field)
    {
        int start = scanner.Position++;
        if (!Enter(start) || ParseOr(field) is not { } inside)
            return null;
        depth--;
        scanner.SkipSpace();
        return scanner.TryTake(")") ? inside : scanner.Fail(scanner.Position, "expected ')'");
    }

    private QueryNode? ParseGroupedValue(string field)
    {
        int start = scanner.Position;
        QueryTerm term = scanner.ReadBare(string.Empty);
        if (IsKeyword(term))
            return FailAtKeyword(term);
        scanner.Position = start;
        return ParseValue(field);
    }

    private QueryNode? FailAtKeyword(QueryTerm term) =>
        scanner.Fail(term.Start, $"{ExpectedSearch} before '{term.Literal}'; write \"{term.Literal}\" to search for the word");

    private QueryNode? ParseClause()
    {
        if (scanner.Here == '"')
            return clauses.FreeText(scanner.ReadQuoted());
        QueryTerm term = scanner.ReadBare(":<>");
        if (IsKeyword(term) && scanner.Here != ':')
            return FailAtKeyword(term);
        int end = scanner.Position;
        scanner.SkipSpace();
        if (scanner.Here is not (':' or '<' or '>'))
        {
            scanner.Position = end;
            return clauses.FreeText(term);
        }

        if (term.Literal.Length == 0)
            return scanner.Fail(scanner.Position, $"expected a field's name before '{scanner.Here}'; text that holds it is written in quotes");
        if (term.IsPattern && !(term.IsAnything && scanner.Here == ':'))
            return scanner.Fail(term.Start, "expected a field's name without wildcards");
        return ParseFieldClause(term);
    }

    private QueryNode? ParseFieldClause(QueryTerm field)
    {
        if (scanner.TryTake(":"))
            scanner.SkipSpace();
        if (string.Equals(field.Literal, "_exists_", StringComparison.Ordinal))
            return ParseExists();
        if (field.IsPattern)
            return scanner.ReadBare(string.Empty).IsAnything ? new EverythingNode() : scanner.Fail(field.Start, "expected a field's name without wildcards");
        if (scanner.Here == '(')
            return clauses.TryName(field) ? ParseGroup(field.Literal) : null;
        if (scanner.IsAtEnd || scanner.Here == ')')
            return scanner.Fail(scanner.Position, $"expected a value after '{field.Literal}:'");
        return clauses.TryName(field) ? ParseValue(field.Literal) : null;
    }

    private QueryNode? ParseExists()
    {
        QueryTerm name = scanner.Here == '"' ? scanner.ReadQuoted() : scanner.ReadBare(":");
        if (name.Literal.Length == 0 || name.IsPattern)
            return scanner.Fail(name.Start, "expected a field's name after '_exists_:'");
        return clauses.TryName(name) ? clauses.Exists(name) : null;
    }

    private QueryNode? ParseValue(string field)
    {
        int start = scanner.Position;
        switch (scanner.Here)
        {
            case '"':
                return clauses.Field(field, scanner.ReadQuoted());
            case '[' or '{':
                return ParseRange(field);
            case '<' or '>':
                bool isLower = scanner.Here == '>';
                scanner.Position++;
                bool includes = scanner.TryTake("=");
                scanner.SkipSpace();
                QueryTerm bound = scanner.Here == '"' ? scanner.ReadQuoted() : scanner.ReadBare(string.Empty);
                if (bound.Literal.Length == 0 || bound.IsPattern)
                    return scanner.Fail(bound.Start, "expected a number, a time, an address or a text to compare with");
                return isLower
                    ? clauses.Range(field, start, bound, includes, upper: null, includesUpper: false)
                    : clauses.Range(field, start, lower: null, includesLower: false, bound, includes);
            default:
                return clauses.Field(field, scanner.ReadBare(string.Empty));
        }
    }

    private QueryNode? ParseRange(string field)
    {
        int start = scanner.Position;
        bool includesLower = scanner.Here == '[';
        scanner.Position++;
        if (!TryReadBound("expected the lower bound of a range, or *; a value that begins with a bracket is written in quotes", out QueryTerm lower))
            return null;
        scanner.SkipSpace();
        QueryTerm to = scanner.ReadBare("]}");
        if (!to.Is("to"))
            return scanner.Fail(to.Start, "expected TO between the bounds of a range; a value that begins with a bracket is written in quotes");
        if (!TryReadBound("expected the upper bound of a range, or *", out QueryTerm upper))
            return null;
        scanner.SkipSpace();
        bool includesUpper = scanner.Here == ']';
        if (scanner.Here is not (']' or '}'))
            return scanner.Fail(scanner.Position, "expected ']' or '}' at the end of the range");
        scanner.Position++;
        return clauses.Range(
            field, start, lower.IsAnything ? null : lower, includesLower && !lower.IsAnything, upper.IsAnything ? null : upper, includesUpper && !upper.IsAnything);
    }

    private bool TryReadBound(string expected, out QueryTerm bound)
    {
        scanner.SkipSpace();
        bound = scanner.Here == '"' ? scanner.ReadQuoted() : scanner.ReadBare("]}");
        if ((bound.Literal.Length > 0 || bound.IsQuoted) && (!bound.IsPattern || bound.IsAnything))
            return scanner.Error is null;
        scanner.Fail(bound.Start, expected);
        return false;
    }

    /// <summary>Whether a further condition begins here, to be joined by an AND that nobody wrote.</summary>
    private bool StartsAnother()
    {
        scanner.SkipSpace();
        if (scanner.IsAtEnd || scanner.Here == ')')
            return false;
        int here = scanner.Position;
        bool endsAnd = TryTakeOperator("or", "||");
        scanner.Position = here;
        return !endsAnd;
    }

    private bool TryTakeOperator(string word, string? symbol)
    {
        scanner.SkipSpace();
        if (symbol is not null && scanner.TryTake(symbol))
            return true;
        int here = scanner.Position;
        if (scanner.ReadBare(":<>").Is(word) && scanner.Here is not (':' or '<' or '>'))
            return true;
        scanner.Position = here;
        return false;
    }

    private static bool IsKeyword(QueryTerm term) => term.Is("and") || term.Is("or") || term.Is("not") || term.Is("&&") || term.Is("||");

    private bool Enter(int position)
    {
        if (++depth <= QueryLimits.Depth)
            return true;
        scanner.Fail(position, string.Create(CultureInfo.InvariantCulture, $"expected at most {QueryLimits.Depth} levels of parentheses and negations"));
        return false;
    }
}
