using System.Text.Json;

namespace HueSoc.Agent.Shipping;

/// <summary>Reads the answer to a <c>_bulk</c> request item by item, without holding it whole.</summary>
internal sealed class BulkAnswer
{
    private const int InitialBuffer = 16 << 10;
    private const int MaxBuffer = 1 << 20;
    private const int MaxReason = 2_000;
    private const int ItemDepth = 2;

    private readonly List<ItemResult> _results = [];
    private byte[] _buffer = new byte[InitialBuffer];
    private BulkBody _body = null!;
    private Field _field;
    private bool _isInItems;
    private bool _isInError;
    private bool _isDone;
    private bool _sawItems;
    private int _status;
    private string? _type;
    private string? _reason;
    private string? _fault;

    private enum Field
    {
        None,
        Id,
        Status,
        Error,
        Type,
        Reason,
        Items,
    }

    /// <summary>What was said of each event of the body; right when <see cref="ReadAsync"/> gave null.</summary>
    public IReadOnlyList<ItemResult> Results => _results;

    /// <summary>Reads an answer.</summary>
    /// <param name="answer">The answer's body.</param>
    /// <param name="body">What was asked.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>Null when there is one right item for each event; else what is wrong.</returns>
    /// <exception cref="IOException">The connection broke.</exception>
    public async Task<string?> ReadAsync(Stream answer, BulkBody body, CancellationToken cancellationToken)
    {
        Begin(body);
        long left = (1L << 20) + (4_096L * body.Items.Count);
        int length = 0;
        JsonReaderState state = default;
        while (true)
        {
            int read = await answer.ReadAsync(_buffer.AsMemory(length), cancellationToken);
            left -= read;
            if (left < 0)
                return "the answer is too long";

            length += read;
            int used;
            try
            {
                used = Take(_buffer.AsSpan(0, length), isLast: read == 0, ref state);
            }
            catch (Exception exception) when (exception is JsonException or InvalidOperationException)
            {
                return "the answer is no JSON";
            }

            if (_fault is not null)
                return _fault;

            if (read == 0)
                return !_isDone || !_sawItems ? "the answer has no items" : _results.Count == body.Items.Count ? null : $"{_results.Count} items for {body.Items.Count} events";

            _buffer.AsSpan(used, length - used).CopyTo(_buffer);
            length -= used;
            if (length == _buffer.Length)
            {
                if (length >= MaxBuffer)
                    return "the answer has too long a text";

                Array.Resize(ref _buffer, 2 * length);
            }
        }
    }

    private void Begin(BulkBody body)
    {
        _body = body;
        _results.Clear();
        _field = Field.None;
        _isInItems = _isInError = _isDone = _sawItems = false;
        _fault = null;
        if (_buffer.Length > 8 * InitialBuffer)
            _buffer = new byte[InitialBuffer];
    }

    private int Take(ReadOnlySpan<byte> bytes, bool isLast, ref JsonReaderState state)
    {
        // An empty answer is not given to the reader: it would throw, and is told apart by having no items.
        if (isLast && bytes.IsEmpty && !_sawItems)
            return 0;

        Utf8JsonReader reader = new(bytes, isLast, state);
        while (_fault is null && reader.Read())
            Take(ref reader);

        state = reader.CurrentState;
        return (int)reader.BytesConsumed;
    }

    private void Take(ref Utf8JsonReader reader)
    {
        int depth = reader.CurrentDepth;
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                _field = FieldOf(ref reader, depth);
                return;
            case JsonTokenType.StartArray when depth == 1 && _field == Field.Items:
                _isInItems = _sawItems = true;
                break;
            case JsonTokenType.EndArray when depth == 1:
                _isInItems = false;
                break;
            case JsonTokenType.StartObject when _isInItems && depth == ItemDepth:
                _status = 0;
                _type = _reason = null;
                break;
            case JsonTokenType.StartObject when _field == Field.Error:
                _isInError = true;
                break;
            case JsonTokenType.EndObject when _isInError && depth == ItemDepth + 2:
                _isInError = false;
                break;
            case JsonTokenType.EndObject when _isInItems && depth == ItemDepth:
                EndItem();
                break;
            case JsonTokenType.EndObject when depth == 0:
                _isDone = true;
                break;
            case JsonTokenType.Number when _field == Field.Status:
                _status = reader.TryGetInt32(out int status) ? status : 0;
                break;
            case JsonTokenType.String:
                TakeText(ref reader);
                break;
            default:
                break;
        }

        _field = Field.None;
    }

    private void TakeText(ref Utf8JsonReader reader)
    {
        if (_field == Field.Id && _results.Count < _body.Items.Count && !reader.ValueTextEquals(_body.IdOf(_results.Count)))
            _fault = "the items are not those that were sent, or in another order";
        else if (_field == Field.Type)
            _type = Shorten(reader.GetString());
        else if (_field is Field.Reason or Field.Error)
            _reason = Shorten(reader.GetString());
    }

    private void EndItem()
    {
        if (_results.Count >= _body.Items.Count)
            _fault = $"more items than {_body.Items.Count} events";
        else if (_status is < 100 or > 599)
            _fault = "an item has no status";
        else
            _results.Add(new ItemResult(_status, _type, _reason));
    }

    private Field FieldOf(ref Utf8JsonReader reader, int depth)
    {
        if (depth == 1)
            return reader.ValueTextEquals("items"u8) ? Field.Items : Field.None;

        if (!_isInItems)
            return Field.None;

        if (depth == ItemDepth + 2)
            return reader.ValueTextEquals("status"u8) ? Field.Status : reader.ValueTextEquals("_id"u8) ? Field.Id : reader.ValueTextEquals("error"u8) ? Field.Error : Field.None;

        return !_isInError || depth != ItemDepth + 3 ? Field.None : reader.ValueTextEquals("type"u8) ? Field.Type : reader.ValueTextEquals("reason"u8) ? Field.Reason : Field.None;
    }

    private static string? Shorten(string? text) => text is { Length: > MaxReason } ? text[..MaxReason] : text;
}
