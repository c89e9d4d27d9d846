namespace HueSoc.Fleet.Enrollment;

/// <summary>How the server stands to an agent.</summary>
public enum AgentState
{
    /// <summary>It is what it says.</summary>
    Active,

    /// <summary>Two may be using its key: its events are taken and marked, and it protects nothing until it is released.</summary>
    Quarantined,

    /// <summary>Its key is not taken any more.</summary>
    Revoked,
}
