namespace HueSoc.Sigma.Regexes;

/// <summary>What a pattern uses that only a backtracking engine can do.</summary>
[Flags]
internal enum RegexFeatures
{
    /// <summary>Nothing of the kind.</summary>
    None = 0,

    /// <summary>A look ahead or behind.</summary>
    Look = 1,

    /// <summary>An atomic group or a possessive quantifier.</summary>
    Atomic = 2,

    /// <summary>A backreference.</summary>
    Backreference = 4,
}
