namespace HueSoc.Storage.Control.Agents;

/// <summary>What became of a request to be enrolled.</summary>
#pragma warning disable MA0048 // The outcome and the result are one thing.
public enum EnrollmentOutcome
{
    /// <summary>The agent is enrolled.</summary>
    Enrolled,

    /// <summary>The token is not taken.</summary>
    TokenRefused,

    /// <summary>The token is taken, but not for this identity.</summary>
    IdentityRefused,
}

/// <summary>What became of a request to be enrolled.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Reason">Why it was refused, in words; null when it was not.</param>
/// <param name="Agent">The agent; null when it was refused.</param>
/// <param name="IngestKey">What it ships with, <c>ID:SECRET</c>. This is the only time it is known.</param>
/// <param name="Nonce">What its first heartbeat presents.</param>
public sealed record EnrollmentResult(EnrollmentOutcome Outcome, string? Reason, EnrolledAgent? Agent, string? IngestKey, string? Nonce)
{
    internal static EnrollmentResult TokenRefused(string reason) => new(EnrollmentOutcome.TokenRefused, reason, null, null, null);

    internal static EnrollmentResult IdentityRefused(string reason) => new(EnrollmentOutcome.IdentityRefused, reason, null, null, null);
}
