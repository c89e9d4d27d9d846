namespace HueSoc.Events.Evtx;

/// <summary>What is taken for a chunk.</summary>
/// <param name="Offset">Where it is in the file.</param>
/// <param name="Length">How many bytes of it there are; at most 64 KiB.</param>
/// <param name="IsSound">Whether the checksums of its header and of its records are known to be right; false when nobody has looked.</param>
internal readonly record struct EvtxPiece(long Offset, int Length, bool IsSound);
