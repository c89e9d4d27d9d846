using HueSoc.Sigma.Pipelines.Reading;

namespace HueSoc.Sigma.Pipelines.Conditions;

/// <summary>Reads and applies a <see cref="Relation"/>.</summary>
internal static class Relations
{
    private static readonly (string, Relation)[] Ordered =
    [
        ("eq", Relation.Equal), ("ne", Relation.NotEqual), ("gte", Relation.GreaterOrEqual), ("gt", Relation.Greater),
        ("lte", Relation.LessOrEqual), ("lt", Relation.Less),
    ];

    private static readonly (string, Relation)[] WithLists = [.. Ordered, ("in", Relation.In), ("not_in", Relation.NotIn)];

    /// <summary>Reads the parameter <c>op</c>.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="lists">Whether lists can be asked about.</param>
    public static Relation Read(Parameters parameters, bool lists) => parameters.Choice("op", Relation.Equal, lists ? WithLists : Ordered);

    /// <summary>Whether the outcome of a comparison (below, at or above zero) is what the relation asks for.</summary>
    public static bool Accepts(this Relation relation, int order) => relation switch
    {
        Relation.Equal => order == 0,
        Relation.NotEqual => order != 0,
        Relation.GreaterOrEqual => order >= 0,
        Relation.Greater => order > 0,
        Relation.LessOrEqual => order <= 0,
        Relation.Less => order < 0,
        _ => false,
    };
}
