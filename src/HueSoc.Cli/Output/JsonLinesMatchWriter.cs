using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using HueSoc.Sigma.Matching;

namespace HueSoc.Cli.Output;

/// <summary>
/// One JSON object a line. Keys, in this order: <c>rule_id, rule_title, level, tags, timestamp, source {file, record},
/// matched {field: value}</c>; values of <c>matched</c> are strings. Where a rule names a field twice, the first value
/// stands, so that a key stays one key.
/// </summary>
internal sealed class JsonLinesMatchWriter : IMatchWriter, IDisposable
{
    // Vietnamese titles and quotes stay readable; control characters, quotes and backslashes are escaped as JSON demands.
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    private readonly Utf8JsonWriter json = new(Stream.Null, Options);
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public bool WantsFields => true;

    /// <inheritdoc/>
    public void WriteHeader(IBufferWriter<byte> output)
    {
    }

    /// <inheritdoc/>
    public void Write(IBufferWriter<byte> output, Hit hit)
    {
        json.Reset(output);
        json.WriteStartObject();
        json.WriteString("rule_id", hit.Rule.Id);
        json.WriteString("rule_title", hit.Rule.Title);
        json.WriteString("level", LevelName.Of(hit.Rule.Level));
        json.WriteStartArray("tags");
        foreach (string tag in hit.Rule.Tags)
            json.WriteStringValue(tag);
        json.WriteEndArray();
        json.WriteString("timestamp", EventTime.Normalise(hit.Timestamp));
        json.WriteStartObject("source");
        json.WriteString("file", hit.File);
        json.WriteNumber("record", hit.Record);
        json.WriteEndObject();
        WriteMatched(hit.Fields);
        json.WriteEndObject();
        json.Flush();
        output.Write("\n"u8);
    }

    /// <inheritdoc/>
    public void Dispose() => json.Dispose();

    private void WriteMatched(IReadOnlyList<MatchedField> fields)
    {
        json.WriteStartObject("matched");
        seen.Clear();
        foreach (MatchedField field in fields)
        {
            if (seen.Add(field.Field))
                json.WriteString(field.Field, field.Value);
        }

        json.WriteEndObject();
    }
}
