namespace HueSoc.Agent.Collectors.Files;

/// <summary>What may be made a record of.</summary>
internal enum CutMode
{
    /// <summary>What is surely whole.</summary>
    Whole,

    /// <summary>Nothing came for a while: whole lines that only waited for others to join them too.</summary>
    Idle,

    /// <summary>Nothing more comes: everything.</summary>
    Ended,
}
