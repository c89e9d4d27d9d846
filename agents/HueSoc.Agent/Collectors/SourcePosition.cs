namespace HueSoc.Agent.Collectors;

/// <summary>Where in a source reading goes on.</summary>
/// <param name="Offset">For what is counted in bytes: how many are before it.</param>
/// <param name="Cursor">For what has names for its places (the journal's cursors): that of the last record before it; else null.</param>
internal readonly record struct SourcePosition(long Offset, string? Cursor = null);
