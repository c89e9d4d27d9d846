namespace HueSoc.Agent.Enrollment;

/// <summary>What <c>huesoc-agent enroll</c> is given.</summary>
/// <param name="Server">The server's address.</param>
/// <param name="Token">The token.</param>
/// <param name="CaPin">The SHA-256 of a certificate of the server's chain; null for what the system trusts.</param>
/// <param name="NewIdentity">Whether a new key is made even if there is one.</param>
internal sealed record EnrollmentArguments(string Server, string Token, string? CaPin, bool NewIdentity = false);
