namespace HueSoc.Agent.Enrollment;

/// <summary>What the server said.</summary>
/// <param name="Status">The HTTP status; 0 when it could not be reached, or said more than is read.</param>
/// <param name="Body">The body.</param>
/// <param name="RetryAfter">How long it wants to be left alone; null when it did not say.</param>
/// <param name="Fault">Why it could not be reached, or what it said is wrong; null when neither.</param>
internal sealed record FleetAnswer(int Status, ReadOnlyMemory<byte> Body, TimeSpan? RetryAfter, string? Fault)
{
    /// <summary>Whether it did what it was asked for.</summary>
    public bool IsDone => Status == 200;
}
