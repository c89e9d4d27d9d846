namespace HueSoc.Agent.Shipping;

/// <summary>What came of a request.</summary>
internal enum BulkVerdict
{
    /// <summary>Every event has its result.</summary>
    Items,

    /// <summary>The request as a whole was refused because of something in it (400) or its size (413): it is split.</summary>
    Split,

    /// <summary>The server has too much to do (429): the same again, later.</summary>
    Busy,

    /// <summary>The server does not let us in (401, 403): the same again, much later.</summary>
    Refused,

    /// <summary>It did not arrive, or what came back is no answer: the same again, elsewhere.</summary>
    Failed,
}
