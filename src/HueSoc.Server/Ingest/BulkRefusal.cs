namespace HueSoc.Server.Ingest;

/// <summary>Why a bulk request is refused whole.</summary>
/// <param name="Type">The kind of fault, in Elasticsearch's words.</param>
/// <param name="Reason">The fault.</param>
internal sealed record BulkRefusal(string Type, string Reason);
