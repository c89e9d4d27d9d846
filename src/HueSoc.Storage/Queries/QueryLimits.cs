namespace HueSoc.Storage.Queries;

/// <summary>How much a query may be. Each bound keeps the work of one query small, whoever wrote it.</summary>
public static class QueryLimits
{
    /// <summary>Its length, in UTF-16 units.</summary>
    public const int Length = 8192;

    /// <summary>How deep parentheses and negations may be nested.</summary>
    public const int Depth = 50;

    /// <summary>How many conditions it may have.</summary>
    public const int Clauses = 400;

    /// <summary>How many different fields it may name.</summary>
    public const int Fields = 30;

    /// <summary>How many wildcards one value may have.</summary>
    public const int Wildcards = 16;
}
