using System.Globalization;
using System.Text;

namespace HueSoc.Storage.Queries;

/// <summary>Walks through the text of a query, character by character; keeps the first fault it is told of.</summary>
internal sealed class QueryScanner(string text)
{
    /// <summary>Where it stands, in UTF-16 units.</summary>
    public int Position { get; set; }

    /// <summary>The first fault; null when there is none.</summary>
    public QueryError? Error { get; private set; }

    /// <summary>Whether the end is reached.</summary>
    public bool IsAtEnd => Position >= text.Length;

    /// <summary>The character here; NUL at the end.</summary>
    public char Here => Peek(0);

    /// <summary>The character some places on; NUL behind the end.</summary>
    public char Peek(int ahead) => Position + ahead < text.Length ? text[Position + ahead] : '\0';

    /// <summary>Records a fault, unless there is one already. Returns null, for the caller to return.</summary>
    public QueryNode? Fail(int position, string message)
    {
        Error ??= new(ColumnOf(position), message);
        return null;
    }

    /// <summary>Passes white space.</summary>
    public void SkipSpace()
    {
        while (!IsAtEnd && char.IsWhiteSpace(text[Position]))
            Position++;
    }

    /// <summary>Passes a text if it stands here.</summary>
    public bool TryTake(string expected)
    {
        if (string.CompareOrdinal(text, Position, expected, 0, expected.Length) != 0)
            return false;
        Position += expected.Length;
        return true;
    }

    /// <summary>Reads a term up to white space, a parenthesis, a quote or one of some characters; it may be empty.</summary>
    public QueryTerm ReadBare(string alsoEndsAt)
    {
        int start = Position;
        StringBuilder literal = new();
        StringBuilder pattern = new();
        int wildcards = 0;
        while (!IsAtEnd && !char.IsWhiteSpace(Here) && Here is not ('(' or ')' or '"') && !alsoEndsAt.Contains(Here, StringComparison.Ordinal))
        {
            char unit = Here;
            Position++;
            if (unit is '*' or '?')
            {
                wildcards++;
                literal.Append(unit);
                pattern.Append(unit);
                continue;
            }

            // Before a letter or digit a backslash is itself, so that C:\Windows can be written as it is.
            if (unit == '\\' && !IsAtEnd && !char.IsLetterOrDigit(Here) && !char.IsSurrogate(Here))
            {
                unit = Here;
                Position++;
            }

            AddLiteral(unit, literal, pattern);
        }

        return new(start, literal.ToString(), pattern.ToString(), wildcards, IsQuoted: false);
    }

    /// <summary>Reads a term in quotes; the fault is recorded when they do not end.</summary>
    public QueryTerm ReadQuoted()
    {
        int start = Position++;
        StringBuilder literal = new();
        StringBuilder pattern = new();
        while (!IsAtEnd && Here != '"')
        {
            char unit = Here;
            Position++;
            if (unit == '\\' && Here is '"' or '\\')
            {
                unit = Here;
                Position++;
            }

            AddLiteral(unit, literal, pattern);
        }

        if (IsAtEnd)
            Fail(start, "expected a closing quote for this one");
        Position++;
        return new(start, literal.ToString(), pattern.ToString(), Wildcards: 0, IsQuoted: true);
    }

    private static void AddLiteral(char unit, StringBuilder literal, StringBuilder pattern)
    {
        literal.Append(unit);
        if (unit is '*' or '?' or '\\')
            pattern.Append('\\');
        pattern.Append(unit);
    }

    private int ColumnOf(int position)
    {
        int column = 1;
        int at = 0;
        while (at < text.Length && at < position)
        {
            at += StringInfo.GetNextTextElementLength(text, at);
            if (at <= position)
                column++;
        }

        return column;
    }
}
