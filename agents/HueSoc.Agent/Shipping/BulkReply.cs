namespace HueSoc.Agent.Shipping;

/// <summary>What came of a request.</summary>
/// <param name="Verdict">What is to be done.</param>
/// <param name="Error">What was wrong, in one sentence; null when nothing was.</param>
internal sealed record BulkReply(BulkVerdict Verdict, string? Error)
{
    /// <summary>The status of the answer; 0 when there was none.</summary>
    public int Status { get; init; }

    /// <summary>How long the server asks to wait; null when it does not.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether quick tries do not help.</summary>
    public bool IsSlow { get; init; }
}
