namespace HueSoc.Sigma.Regexes;

/// <summary>Whether a pattern was found in a text.</summary>
internal enum RegexOutcome
{
    /// <summary>It was not.</summary>
    No,

    /// <summary>It was.</summary>
    Yes,

    /// <summary>It is not known: the search took too long, the text was too long for it, or the pattern could not be prepared.</summary>
    CutOff,
}
