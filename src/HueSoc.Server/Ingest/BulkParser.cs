using System.Globalization;
using System.Text;
using HueSoc.Events.Normalisers;

namespace HueSoc.Server.Ingest;

/// <summary>
/// Reads the body of a bulk request, whole, before anything of it is stored. What refuses the whole request is what refuses it
/// in Elasticsearch: a bad action line, no newline at the end, no index, an id that is too long. A bad document is its item's
/// affair. Used again and again by one thread.
/// </summary>
internal sealed class BulkParser
{
    private const int LongestId = 512;
    private const int MostFaults = 100;

    private static readonly JsonBounds ActionBounds = new(Depth: 16, Values: 100, StringBytes: 16 << 10);

    private readonly JsonTape tape = new();
    private readonly List<string> faults = [];
    private string lastIndex = string.Empty;
    private int unknownLine;
    private string? unknownAction;

    /// <summary>The operations.</summary>
    public List<BulkOperation> Operations { get; } = [];

    /// <summary>Whether there were more operations than are taken.</summary>
    public bool TooMany { get; private set; }

    /// <summary>Reads a body.</summary>
    /// <param name="body">The body.</param>
    /// <param name="pathIndex">The index named in the address; null when there is none.</param>
    /// <param name="maxItems">How many operations are taken.</param>
    /// <returns>Why the request is refused whole; null when it is not.</returns>
    public BulkRefusal? Read(ReadOnlyMemory<byte> body, string? pathIndex, int maxItems)
    {
        Operations.Clear();
        faults.Clear();
        unknownAction = null;
        TooMany = false;
        ReadOnlySpan<byte> bytes = body.Span;
        if (bytes.IsEmpty)
            return new BulkRefusal("parse_exception", "request body is required");

        int at = bytes.StartsWith("\uFEFF"u8) ? 3 : 0;
        int line = 0;
        while (at < bytes.Length)
        {
            int end = bytes[at..].IndexOf((byte)'\n');
            if (end < 0)
                return new BulkRefusal("illegal_argument_exception", "The bulk request must be terminated by a newline [\\n]");
            ReadOnlyMemory<byte> actionLine = body.Slice(at, end);
            at += end + 1;
            line++;
            if (actionLine.Span.IndexOfAnyExcept(" \t\r\0"u8) < 0)
                continue;
            if (ReadAction(actionLine, line, pathIndex, out BulkOperation operation) is { } refusal)
                return refusal;
            if (operation.Action != BulkAction.Delete || unknownAction is not null)
            {
                // An action that lost its document at the end of the body is no action.
                int length = at < bytes.Length ? bytes[at..].IndexOf((byte)'\n') : -1;
                if (length < 0 && at < bytes.Length)
                    return new BulkRefusal("illegal_argument_exception", "The bulk request must be terminated by a newline [\\n]");
                if (length < 0)
                    break;
                line++;
                operation = operation with { Start = at, Length = length > 0 && bytes[at + length - 1] == '\r' ? length - 1 : length };
                at += length + 1;
            }

            if (unknownAction is not null)
                break;
            if (Operations.Count == maxItems)
            {
                TooMany = true;
                return null;
            }

            Operations.Add(operation);
        }

        if (unknownAction is not null && (Operations.Count > 0 || at < bytes.Length))
        {
            return new BulkRefusal(
                "illegal_argument_exception",
                $"Malformed action/metadata line [{unknownLine}], expected field [create], [delete], [index] or [update] but found [{unknownAction}]");
        }

        if (Operations.Count == 0)
            faults.Insert(0, "no requests added");
        return faults.Count == 0 ? null : new BulkRefusal("action_request_validation_exception", Validation());
    }

    private BulkRefusal? ReadAction(ReadOnlyMemory<byte> text, int line, string? pathIndex, out BulkOperation operation)
    {
        operation = default;
        if (!tape.TryRead(text, ActionBounds))
        {
            return new BulkRefusal(
                tape.EndedEarly ? "json_e_o_f_exception" : "json_parse_exception",
                $"{tape.Problem}\n at [Source: bulk request; line: {line}, column: {tape.ProblemAt + 1}]");
        }

        if (tape[0].Kind != JsonKind.Object)
            return Malformed(line, $"expected START_OBJECT but found [{Token(tape[0].Kind)}]");
        if (tape.Count == 1)
            return Malformed(line, "expected FIELD_NAME but found [END_OBJECT]");
        ReadOnlySpan<byte> name = tape.Key(tape[1]);
        BulkAction? action = ActionOf(name);
        if (action is null)
        {
            unknownAction = Encoding.UTF8.GetString(name);
            unknownLine = line;
            return null;
        }

        if (tape[1].Kind != JsonKind.Object)
            return Malformed(line, $"expected START_OBJECT but found [{Token(tape[1].Kind)}]");
        if (tape[1].Next != tape.Count)
            return Malformed(line, "expected END_OBJECT but found [FIELD_NAME]");
        return ReadMetadata(line, action.Value, pathIndex, out operation);
    }

    private BulkRefusal? ReadMetadata(int line, BulkAction action, string? pathIndex, out BulkOperation operation)
    {
        operation = default;
        string? index = pathIndex;
        string? id = null;
        string? problem = action is BulkAction.Update or BulkAction.Delete ? "events are not changed: only create and index are taken" : null;
        for (int i = 2; i < tape.Count; i = tape[i].Next)
        {
            ref JsonEntry entry = ref tape[i];
            ReadOnlySpan<byte> key = tape.Key(entry);
            if (entry.Kind is JsonKind.Object or JsonKind.Array && !key.SequenceEqual("_source"u8) && !key.SequenceEqual("dynamic_templates"u8))
            {
                return Malformed(
                    line, $"expected a simple value for field [{Encoding.UTF8.GetString(key)}] but found [{Token(entry.Kind)}]");
            }

            bool isNull = entry.Kind == JsonKind.Null;
            if (key.SequenceEqual("_index"u8))
                index = isNull ? index : Index(tape.Text(entry));
            else if (key.SequenceEqual("_id"u8))
                id = isNull ? null : Encoding.UTF8.GetString(tape.Text(entry));
            else if (key.SequenceEqual("op_type"u8) && action == BulkAction.Index && tape.Text(entry).SequenceEqual("create"u8))
                action = BulkAction.Create;
            else if (IsCondition(key) && !isNull)
                problem ??= $"[{Encoding.UTF8.GetString(key)}] is not supported: events are not changed";
            else if (!IsKnown(key))
                return new BulkRefusal("illegal_argument_exception", $"Action/metadata line [{line}] contains an unknown parameter [{Encoding.UTF8.GetString(key)}]");
        }

        if (string.IsNullOrEmpty(index))
            Fault("index is missing");
        if (id is { Length: 0 })
        {
            problem ??= "if _id is specified it must not be empty";
        }
        else if (id is not null && Encoding.UTF8.GetByteCount(id) > LongestId)
        {
            Fault(string.Create(
                CultureInfo.InvariantCulture,
                $"id [{id}] is too long, must be no longer than {LongestId} bytes but was: {Encoding.UTF8.GetByteCount(id)}"));
        }

        operation = new BulkOperation(action, index ?? string.Empty, id, 0, 0, problem);
        return null;
    }

    // Requests name the same index again and again.
    private string Index(ReadOnlySpan<byte> text)
    {
        if (lastIndex.Length != text.Length || !Ascii.Equals(text, lastIndex))
            lastIndex = Encoding.UTF8.GetString(text);
        return lastIndex;
    }

    private void Fault(string fault)
    {
        if (faults.Count < MostFaults)
            faults.Add(fault);
    }

    private string Validation()
    {
        StringBuilder text = new("Validation Failed: ");
        for (int i = 0; i < faults.Count; i++)
            text.Append(CultureInfo.InvariantCulture, $"{i + 1}: {faults[i]};");
        return text.ToString();
    }

    private static BulkRefusal Malformed(int line, string what) =>
        new("illegal_argument_exception", $"Malformed action/metadata line [{line}], {what}");

    private static BulkAction? ActionOf(ReadOnlySpan<byte> name) => name switch
    {
        _ when name.SequenceEqual("create"u8) => BulkAction.Create,
        _ when name.SequenceEqual("index"u8) => BulkAction.Index,
        _ when name.SequenceEqual("update"u8) => BulkAction.Update,
        _ when name.SequenceEqual("delete"u8) => BulkAction.Delete,
        _ => null,
    };

    private static bool IsCondition(ReadOnlySpan<byte> key) =>
        key.SequenceEqual("if_seq_no"u8) || key.SequenceEqual("if_primary_term"u8) || key.SequenceEqual("version"u8) || key.SequenceEqual("_version"u8);

    private static bool IsKnown(ReadOnlySpan<byte> key) =>
        key.SequenceEqual("_type"u8) || key.SequenceEqual("routing"u8) || key.SequenceEqual("_routing"u8) || key.SequenceEqual("op_type"u8)
        || key.SequenceEqual("version"u8) || key.SequenceEqual("_version"u8) || key.SequenceEqual("if_seq_no"u8) || key.SequenceEqual("if_primary_term"u8)
        || key.SequenceEqual("version_type"u8) || key.SequenceEqual("_version_type"u8) || key.SequenceEqual("retry_on_conflict"u8)
        || key.SequenceEqual("_retry_on_conflict"u8) || key.SequenceEqual("pipeline"u8) || key.SequenceEqual("_source"u8)
        || key.SequenceEqual("require_alias"u8) || key.SequenceEqual("require_data_stream"u8) || key.SequenceEqual("dynamic_templates"u8)
        || key.SequenceEqual("list_executed_pipelines"u8);

    private static string Token(JsonKind kind) => kind switch
    {
        JsonKind.Object => "START_OBJECT",
        JsonKind.Array => "START_ARRAY",
        JsonKind.Text => "VALUE_STRING",
        JsonKind.Number => "VALUE_NUMBER",
        JsonKind.Null => "VALUE_NULL",
        _ => "VALUE_BOOLEAN",
    };
}
