namespace HueSoc.Server.Ingest;

/// <summary>A document as it was received.</summary>
/// <param name="Body">The JSON. The memory must not change until the append is answered.</param>
/// <param name="Id">The id it came with; null to have one made. At most 512 bytes in UTF-8.</param>
/// <param name="Index">The index or data stream it was meant for, which selects its dataset; null for none.</param>
public readonly record struct IngestDocument(ReadOnlyMemory<byte> Body, string? Id, string? Index);
