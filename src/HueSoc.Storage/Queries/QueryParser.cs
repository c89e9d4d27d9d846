using System.Globalization;

namespace HueSoc.Storage.Queries;

/// <summary>Reads the query language of analysts: a subset of Lucene's and Kibana's, described in the README.</summary>
public static class QueryParser
{
    /// <summary>Reads a query. Never throws for what the text holds.</summary>
    /// <param name="text">What the analyst wrote; empty for everything.</param>
    public static QueryParse Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > QueryLimits.Length)
            return new(Query: null, new(1, string.Create(CultureInfo.InvariantCulture, $"expected at most {QueryLimits.Length} characters")));
        QueryScanner scanner = new(text);
        scanner.SkipSpace();
        if (scanner.IsAtEnd)
            return QueryParse.Everything;
        QueryNode? query = new QueryGrammar(scanner).ParseAll();
        if (scanner.Error is { } error)
            return new(Query: null, error);
        return query is EverythingNode ? QueryParse.Everything : new(query, Error: null);
    }
}
