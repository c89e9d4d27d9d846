using HueSoc.Fleet.Enrollment;

namespace HueSoc.Storage.Control.Agents;

/// <summary>How an agent is, as people are shown it.</summary>
public enum ShownState
{
    /// <summary>It reports.</summary>
    Active,

    /// <summary>It does not report, or never did. Of a workstation at night that is as it should be.</summary>
    Silent,

    /// <summary>Two may be using its key.</summary>
    Quarantined,

    /// <summary>Its key is not taken any more.</summary>
    Revoked,
}
