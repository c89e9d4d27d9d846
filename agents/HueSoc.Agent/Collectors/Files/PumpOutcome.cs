namespace HueSoc.Agent.Collectors.Files;

/// <summary>How a piece of a content was read.</summary>
internal enum PumpOutcome
{
    /// <summary>There may be more.</summary>
    More,

    /// <summary>There is nothing more that is whole, or it could not be read now.</summary>
    End,

    /// <summary>There is more, but much must be decompressed first: that is for another turn.</summary>
    Later,

    /// <summary>The spool is full.</summary>
    Full,

    /// <summary>The file has something else by now.</summary>
    Replaced,
}
