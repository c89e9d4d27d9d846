namespace HueSoc.Storage.Queries;

/// <summary>Reads the query language of analysts: a subset of Lucene's and Kibana's, described in the README.</summary>
public static class QueryParser
{
    /// <summary>Reads a query. Never throws for what the text holds.</summary>
    /// <param name="text">What the analyst wrote; empty for everything.</param>
    public static QueryParse Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return QueryParse.Everything;
    }
}
