namespace HueSoc.Events.Normalisers;

/// <summary>How much one document may hold.</summary>
/// <param name="Depth">Levels of objects and arrays, 1 to 64.</param>
/// <param name="Values">Values on all levels: fields and elements of arrays.</param>
/// <param name="StringBytes">Bytes of one string as it is written, without its quotes.</param>
public sealed record JsonBounds(int Depth = 64, int Values = 10_000, int StringBytes = 512 << 10);
