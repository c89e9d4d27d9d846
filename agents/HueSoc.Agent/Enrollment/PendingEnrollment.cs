namespace HueSoc.Agent.Enrollment;

/// <summary>An enrollment that was begun. When its answer does not come, it is asked for again as the same attempt, and the token is not used twice.</summary>
/// <param name="Attempt">The attempt.</param>
/// <param name="TokenHash">The SHA-256 of the token it was begun with.</param>
internal sealed record PendingEnrollment(string Attempt, string TokenHash);
