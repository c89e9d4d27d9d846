namespace HueSoc.Agent.Spool;

/// <summary>What a frame holds: its first byte.</summary>
internal enum FrameKind : byte
{
    /// <summary>Not a frame.</summary>
    None = 0,

    /// <summary>The beginning of a segment: number, number and length of the segment before, ordinal of the first event, time.</summary>
    Segment = 1,

    /// <summary>The beginning of what was committed together: number, ordinal of the first event, length, time.</summary>
    Batch = 2,

    /// <summary>An event: source, generation, position after it, index in the batch, id, data stream, document.</summary>
    Event = 3,

    /// <summary>A source: source, generation, position, details.</summary>
    State = 4,

    /// <summary>A source that is forgotten.</summary>
    Forget = 5,

    /// <summary>The beginning of a file of positions: its number, the place it covers.</summary>
    Snapshot = 6,

    /// <summary>The end of a file of positions: how many sources it has.</summary>
    SnapshotEnd = 7,

    /// <summary>The acknowledged place.</summary>
    Acknowledged = 8,
}
