using System.Text;
using HueSoc.Events.Normalisers;

namespace HueSoc.Server.Ingest;

/// <summary>Writes the answer to a bulk request as Elasticsearch does, item by item.</summary>
/// <param name="sink">What it is written to.</param>
/// <param name="version">The version the client asks to be compatible with; 0 when it asks for none. From 8 on there are no types.</param>
/// <param name="refreshed">Whether the client asked for a refresh.</param>
internal sealed class BulkAnswer(ByteSink sink, int version, bool refreshed)
{
    private readonly byte[] buffer = new byte[1024];
    private bool first = true;

    public void Begin(long tookMilliseconds, bool errors)
    {
        sink.Write("{\"took\":"u8);
        sink.Write(JsonStrings.Number(tookMilliseconds, stackalloc byte[24]));
        sink.Write(errors ? ",\"errors\":true,\"items\":["u8 : ",\"errors\":false,\"items\":["u8);
    }

    public void End() => sink.Write("]}"u8);

    /// <summary>Writes the item of an operation that went through the pipeline.</summary>
    public void Item(in BulkOperation operation, in IngestResult result)
    {
        switch (result.Outcome)
        {
            case IngestOutcome.Stored:
                Done(operation, result, "created"u8, "201"u8);
                break;
            case IngestOutcome.Duplicate when operation.Action == BulkAction.Index && result.SameBytes:
                Done(operation, result, "noop"u8, "200"u8);
                break;
            case IngestOutcome.Duplicate:
                Failed(
                    operation, result.Id, "409"u8, "version_conflict_engine_exception"u8,
                    $"[{result.Id}]: version conflict, document already exists (current version [1])");
                sink.Write(",\"index_uuid\":\"_na_\",\"shard\":\"0\",\"index\":"u8);
                Text(operation.Index);
                sink.Write("}}}"u8);
                break;
            case IngestOutcome.Retry:
                Failed(operation, result.Id, "429"u8, "es_rejected_execution_exception"u8, result.Reason ?? "the event store is busy");
                sink.Write("}}}"u8);
                break;
            default:
                // As Elasticsearch nests it: shippers show the outer reason, people look for the inner one.
                Failed(operation, result.Id, "400"u8, "mapper_parsing_exception"u8, "failed to parse");
                sink.Write(",\"caused_by\":{\"type\":\"illegal_argument_exception\",\"reason\":"u8);
                Text(result.Reason ?? "refused");
                sink.Write("}}}}"u8);
                break;
        }
    }

    /// <summary>Writes the item of an operation that is refused for what it asks.</summary>
    public void Refused(in BulkOperation operation)
    {
        Failed(operation, operation.Id, "400"u8, "illegal_argument_exception"u8, operation.Problem!);
        sink.Write("}}}"u8);
    }

    private void Done(in BulkOperation operation, in IngestResult result, ReadOnlySpan<byte> word, ReadOnlySpan<byte> status)
    {
        Start(operation, result.Id);
        sink.Write(",\"_version\":1,\"result\":\""u8);
        sink.Write(word);
        sink.Write(refreshed ? "\",\"forced_refresh\":true,\"_shards\":"u8 : "\",\"_shards\":"u8);
        sink.Write("{\"total\":1,\"successful\":1,\"failed\":0},\"_seq_no\":"u8);
        sink.Write(JsonStrings.Number(result.Sequence, stackalloc byte[24]));
        sink.Write(",\"_primary_term\":1,\"status\":"u8);
        sink.Write(status);
        sink.Write("}}"u8);
    }

    private void Failed(in BulkOperation operation, string? id, ReadOnlySpan<byte> status, ReadOnlySpan<byte> type, string reason)
    {
        Start(operation, id);
        sink.Write(",\"status\":"u8);
        sink.Write(status);
        sink.Write(",\"error\":{\"type\":\""u8);
        sink.Write(type);
        sink.Write("\",\"reason\":"u8);
        Text(reason);
    }

    private void Start(in BulkOperation operation, string? id)
    {
        sink.Write(first ? "{\""u8 : ",{\""u8);
        first = false;
        sink.Write(operation.Action switch
        {
            BulkAction.Create => "create"u8,
            BulkAction.Index => "index"u8,
            BulkAction.Update => "update"u8,
            _ => "delete"u8,
        });
        sink.Write("\":{\"_index\":"u8);
        Text(operation.Index);
        sink.Write(version >= 8 ? ",\"_id\":"u8 : ",\"_type\":\"_doc\",\"_id\":"u8);
        if (id is null)
            sink.Write("null"u8);
        else
            Text(id);
    }

    private void Text(string text)
    {
        sink.Write((byte)'"');
        if (text.Length <= buffer.Length / 3)
            JsonStrings.Escape(sink, buffer.AsSpan(0, Encoding.UTF8.GetBytes(text, buffer)));
        else
            JsonStrings.Escape(sink, Encoding.UTF8.GetBytes(text));
        sink.Write((byte)'"');
    }
}
