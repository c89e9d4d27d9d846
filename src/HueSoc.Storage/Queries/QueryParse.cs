namespace HueSoc.Storage.Queries;

/// <summary>What became of a text that was to be a query: a query, or an error, or neither when it asks for everything.</summary>
/// <param name="Query">The query; null when the text asks for everything, or is none.</param>
/// <param name="Error">Why it is no query; null when it is one.</param>
public sealed record QueryParse(QueryNode? Query, QueryError? Error)
{
    /// <summary>A text that asks for everything.</summary>
    public static QueryParse Everything { get; } = new(Query: null, Error: null);
}
