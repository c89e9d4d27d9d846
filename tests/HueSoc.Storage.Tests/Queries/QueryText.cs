using HueSoc.Storage.Queries;

namespace HueSoc.Storage.Tests.Queries;

/// <summary>A query's tree as the golden files write it.</summary>
internal static class QueryText
{
    public static string Of(QueryNode? node) => node switch
    {
        null => "everything",
        EverythingNode => "(everything)",
        AndNode and => $"(and {string.Join(' ', and.Parts.Select(Of))})",
        OrNode or => $"(or {string.Join(' ', or.Parts.Select(Of))})",
        NotNode not => $"(not {Of(not.Part)})",
        FieldNode { IsPattern: true } field => $"{field.Field} ~ <{field.Value}>",
        FieldNode field => $"{field.Field} = <{field.Value}>",
        PhraseNode phrase => $"{phrase.Field ?? "text"} has <{string.Join(' ', phrase.Words)}>",
        WordPatternNode pattern => $"{pattern.Field ?? "text"} has ~ <{pattern.Pattern}>",
        RangeNode range =>
            $"{range.Field} in {(range.IncludesLower ? '[' : '(')}{range.Lower ?? "-"}, {range.Upper ?? "-"}{(range.IncludesUpper ? ']' : ')')}",
        ExistsNode exists => $"{exists.Field} exists",
        _ => throw new ArgumentException(node.ToString(), nameof(node)),
    };

    public static string Of(QueryParse parse) => parse.Error is { } error ? $"! {error.Column} {error.Message}" : $"= {Of(parse.Query)}";
}
