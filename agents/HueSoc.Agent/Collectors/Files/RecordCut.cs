namespace HueSoc.Agent.Collectors.Files;

/// <summary>A record found in bytes that were read.</summary>
/// <param name="Length">How many bytes it has, without the end of its line.</param>
/// <param name="Consumed">How many bytes reading moves on by.</param>
/// <param name="Marks">What is special about it.</param>
/// <param name="Nuls">That it is no record: so many NULs that a writer left who did not notice that its file had been truncated.</param>
internal readonly record struct RecordCut(int Length, int Consumed, RecordMarks Marks, bool Nuls = false);
