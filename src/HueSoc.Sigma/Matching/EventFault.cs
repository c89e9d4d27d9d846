namespace HueSoc.Sigma.Matching;

/// <summary>Why an event could not be read.</summary>
public enum EventFault
{
    /// <summary>It was read.</summary>
    None,

    /// <summary>It is not one JSON object.</summary>
    NotJson,

    /// <summary>It is nested deeper than <see cref="EventMatcher.MaxDepth"/>.</summary>
    TooDeep,
}
