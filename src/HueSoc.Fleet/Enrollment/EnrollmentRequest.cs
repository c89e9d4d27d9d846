namespace HueSoc.Fleet.Enrollment;

/// <summary>An agent asks to be enrolled. The request is signed with the key it names, so that nobody enrolls another's.</summary>
public sealed record EnrollmentRequest
{
    /// <summary>The enrollment token.</summary>
    public required string Token { get; init; }

    /// <summary>Tells this attempt from others: 32 lower-case hex digits. When the answer was lost, the same attempt is made again, and does not use the token twice.</summary>
    public required string Attempt { get; init; }

    /// <summary>The public key, a SubjectPublicKeyInfo in base64.</summary>
    public required string PublicKey { get; init; }

    /// <summary>What tells the machine from others: 64 lower-case hex digits, a hash from which the machine's own id cannot be told.</summary>
    public required string MachineId { get; init; }

    /// <summary>The machine's name.</summary>
    public required string HostName { get; init; }

    /// <summary>Its operating system, as in <c>Debian GNU/Linux 12 (bookworm)</c>.</summary>
    public required string Os { get; init; }

    /// <summary>The agent's version.</summary>
    public required string AgentVersion { get; init; }
}
