namespace HueSoc.Server.Ingest;

/// <summary>Takes what was refused for good.</summary>
public interface IDeadLetterBox
{
    /// <summary>Keeps a refused document. Does not throw; what cannot be kept is counted.</summary>
    /// <param name="sender">Who sent it.</param>
    /// <param name="id">The id it came with; null when it had none.</param>
    /// <param name="index">The index it was meant for; null when none was named.</param>
    /// <param name="reason">Why it was refused.</param>
    /// <param name="document">What was received. The memory is only valid during the call.</param>
    void Add(IngestSender sender, string? id, string? index, string reason, ReadOnlySpan<byte> document);
}
