namespace HueSoc.Storage.Control.Agents;

/// <summary>What a heartbeat's nonce says about who sent it.</summary>
#pragma warning disable MA0048 // The verdict and the chain are one thing.
internal enum NonceVerdict
{
    /// <summary>It is the next one.</summary>
    Next,

    /// <summary>It is the last one once more, by the same attempt: the answer was lost.</summary>
    Repeated,

    /// <summary>It was presented before, by somebody else: two have the agent's key.</summary>
    Stale,
}

/// <summary>
/// The chain of nonces of an agent. Each heartbeat presents the nonce of the last answer, and gets the next one. An answer may be lost:
/// then the same attempt comes once more, and is given the same answer, until the nonce in that answer was presented. A copy of the
/// agent has the same nonce but makes attempts of its own; whichever of the two comes second is found out.
/// </summary>
/// <param name="Current">What the next heartbeat has to present; null when any is taken.</param>
/// <param name="Before">What the last one presented; null when none did.</param>
/// <param name="Attempt">With which attempt.</param>
internal sealed record NonceChain(string? Current, string? Before, string? Attempt)
{
    /// <summary>Judges a heartbeat.</summary>
    public NonceVerdict Judge(string nonce, string attempt)
    {
        if (Current is null || nonce == Current)
            return NonceVerdict.Next;
        return nonce == Before && attempt == Attempt ? NonceVerdict.Repeated : NonceVerdict.Stale;
    }
}
