namespace HueSoc.Agent.Collectors;

/// <summary>What is kept of a source over a restart.</summary>
/// <param name="Source">The source's id, such as <c>file:2049:131077</c>; a part of the ids of its events.</param>
/// <param name="Generation">Counts what stood at that place one after the other (a file that was truncated, an inode that was given again), from 1.</param>
/// <param name="Position">Where reading goes on.</param>
/// <param name="Details">What only its collector understands, in UTF-8 JSON on one line; may be older than the position. Empty for nothing.</param>
internal sealed record SourceState(string Source, int Generation, SourcePosition Position, ReadOnlyMemory<byte> Details);
