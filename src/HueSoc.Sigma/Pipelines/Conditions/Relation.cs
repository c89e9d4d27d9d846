namespace HueSoc.Sigma.Pipelines.Conditions;

/// <summary>How an attribute or a state is compared with a parameter.</summary>
internal enum Relation
{
    /// <summary>Equal.</summary>
    Equal,

    /// <summary>Not equal.</summary>
    NotEqual,

    /// <summary>Greater or equal.</summary>
    GreaterOrEqual,

    /// <summary>Greater.</summary>
    Greater,

    /// <summary>Less or equal.</summary>
    LessOrEqual,

    /// <summary>Less.</summary>
    Less,

    /// <summary>A list holds the parameter.</summary>
    In,

    /// <summary>A list does not hold the parameter.</summary>
    NotIn,
}
