namespace HueSoc.EndToEnd.Tests.Agents;

/// <summary>A line that was written to a log.</summary>
/// <param name="Log">Which log.</param>
/// <param name="Number">Its number there; the first is 0.</param>
/// <param name="Life">Which of the file's lives it was written in: truncating begins another.</param>
/// <param name="Offset">Where in the file it begins.</param>
/// <param name="End">Where in the file it ends.</param>
internal readonly record struct NumberedLine(string Log, int Number, int Life, long Offset, long End);
