namespace HueSoc.Sigma.Rules;

/// <summary>How severe a match is (Sigma rules specification, "Level"), in rising order.</summary>
public enum SigmaLevel
{
    /// <summary>For enrichment; never an alert by itself.</summary>
    Informational,

    /// <summary>Notable, rarely an incident.</summary>
    Low,

    /// <summary>To be reviewed. Also what a rule without a level counts as.</summary>
    Medium,

    /// <summary>To be reviewed at once.</summary>
    High,

    /// <summary>An incident.</summary>
    Critical,
}
