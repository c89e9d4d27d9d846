namespace HueSoc.Agent.Enrollment;

/// <summary>What became of an enrollment.</summary>
/// <param name="Identity">Who the agent is now; null when it was not enrolled.</param>
/// <param name="Reason">Why it was not, in words; null when it was.</param>
/// <param name="MayTryAgain">Whether the same may work later: the server was not reached, or is busy.</param>
/// <param name="IsNewIdentity">Whether a new key was made in place of one that was there (the state folder came from another machine): what lies in the spool is another agent's.</param>
/// <param name="Note">What else is to be said; null for nothing.</param>
internal sealed record EnrollmentOutcome(AgentIdentity? Identity, string? Reason, bool MayTryAgain, bool IsNewIdentity, string? Note)
{
    public static EnrollmentOutcome Refused(string reason, bool mayTryAgain = false) => new(null, reason, mayTryAgain, IsNewIdentity: false, null);
}
