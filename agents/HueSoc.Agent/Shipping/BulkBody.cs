using System.IO.Compression;
using System.Text;
using System.Text.Json;
using HueSoc.Agent.Spool;

namespace HueSoc.Agent.Shipping;

/// <summary>The body of a <c>_bulk</c> request: a <c>create</c> operation an event, gzip-compressed as it is made, and which events are in it.</summary>
internal sealed class BulkBody : IDisposable
{
    private const int StageBytes = 32 << 10;
    private const int MaxItems = 10_000;

    private readonly ReusedStream _compressed = new(128 << 10);
    private readonly ReusedStream _ids = new(32 << 10);
    private readonly List<int> _idEnds = [];
    private readonly List<ShipmentItem> _items = [];
    private readonly Dictionary<string, byte[]> _actions = new(StringComparer.Ordinal);
    private readonly byte[] _stage = new byte[StageBytes];
    private GZipStream? _gzip;
    private int _staged;

    /// <summary>The events, in the order of the operations.</summary>
    public IReadOnlyList<ShipmentItem> Items => _items;

    /// <summary>How many bytes it has without compression.</summary>
    public long RawBytes { get; private set; }

    /// <summary>The compressed body, when it is complete.</summary>
    public ReadOnlyMemory<byte> Compressed => _compressed.Written;

    /// <summary>When the first event was put in, as a timestamp.</summary>
    public long Started { get; private set; }

    /// <summary>Whether nothing more is put in.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>The id of an event that was put in.</summary>
    public ReadOnlySpan<byte> IdOf(int item)
    {
        int begin = item == 0 ? 0 : _idEnds[item - 1];
        return _ids.Written.Span[begin.._idEnds[item]];
    }

    /// <summary>Begins another body.</summary>
    public void Clear()
    {
        _gzip?.Dispose();
        _gzip = null;
        _compressed.Clear();
        _ids.Clear();
        _idEnds.Clear();
        _items.Clear();
        _staged = 0;
        RawBytes = 0;
        IsComplete = false;
    }

    /// <summary>Whether so large an event can be put in.</summary>
    public bool Fits(int documentBytes, long limit) => _items.Count == 0 || (_items.Count < MaxItems && RawBytes + documentBytes <= limit);

    /// <summary>Puts an event in.</summary>
    public void Add(ShipmentItem item, in SpoolRecord record, long now)
    {
        if (_items.Count == 0)
        {
            Started = now;
            _gzip = new GZipStream(_compressed, CompressionLevel.Fastest, leaveOpen: true);
        }

        Write(ActionOf(item.DataStream));
        WriteId(record.Id);
        Write("\"}}\n"u8);
        WriteLine(record.Document);
        _ids.Write(record.Id);
        _idEnds.Add((int)_ids.Length);
        _items.Add(item);
    }

    /// <summary>Completes the body.</summary>
    public void Complete()
    {
        if (IsComplete)
            return;

        Unload();
        _gzip?.Dispose();
        _gzip = null;
        IsComplete = true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _gzip?.Dispose();
        _compressed.Dispose();
        _ids.Dispose();
    }

    private byte[] ActionOf(string dataStream)
    {
        if (_actions.TryGetValue(dataStream, out byte[]? action))
            return action;

        if (_actions.Count > 1_000)
            _actions.Clear();

        action = Encoding.UTF8.GetBytes($"{{\"create\":{{\"_index\":\"{JsonEncodedText.Encode(dataStream)}\",\"_id\":\"");
        _actions.Add(dataStream, action);
        return action;
    }

    private void WriteId(ReadOnlySpan<byte> id)
    {
        if (id.IndexOfAnyExceptInRange((byte)' ', (byte)'~') < 0 && id.IndexOfAny((byte)'"', (byte)'\\') < 0)
            Write(id);
        else
            Write(JsonEncodedText.Encode(Encoding.UTF8.GetString(id)).EncodedUtf8Bytes);
    }

    // A line end can be only between the parts of a document, where a space means the same.
    private void WriteLine(ReadOnlySpan<byte> document)
    {
        while (document.IndexOfAny((byte)'\n', (byte)'\r') is >= 0 and int end)
        {
            Write(document[..end]);
            Write(" "u8);
            document = document[(end + 1)..];
        }

        Write(document);
        Write("\n"u8);
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        RawBytes += bytes.Length;
        if (bytes.Length > StageBytes - _staged)
            Unload();

        if (bytes.Length > StageBytes)
        {
            _gzip!.Write(bytes);
            return;
        }

        bytes.CopyTo(_stage.AsSpan(_staged));
        _staged += bytes.Length;
    }

    private void Unload()
    {
        _gzip?.Write(_stage.AsSpan(0, _staged));
        _staged = 0;
    }
}
