namespace HueSoc.Cli.Hunting;

/// <summary>How far a hunt has come.</summary>
/// <param name="BytesDone">Bytes of the files on disk.</param>
/// <param name="Events">Events evaluated.</param>
/// <param name="Matches">Hits written.</param>
internal readonly record struct HuntPosition(long BytesDone, long Events, long Matches);
