namespace HueSoc.Storage.Queries;

/// <summary>A query asked of events in memory. Not for several threads at once.</summary>
public sealed class EventPredicate
{
    private readonly QueryNode? query;

    private EventPredicate(QueryNode? query) => this.query = query;

    /// <summary>Prepares a query; null asks for everything.</summary>
    public static EventPredicate Compile(QueryNode? query)
    {
        return new(query);
    }

    /// <summary>Whether an event answers the query.</summary>
    /// <param name="document">The event: one JSON object in UTF-8.</param>
    public bool Matches(ReadOnlySpan<byte> document) => query is null && !document.IsEmpty; // The body follows.
}
