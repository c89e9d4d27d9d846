using HueSoc.Agent.Spool;

namespace HueSoc.Agent.Shipping;

/// <summary>
/// Sends the events of a spool in <c>_bulk</c> requests, and acknowledges what arrived. One request is under way at a time; the next is made meanwhile.
/// Of an event that waits to be sent again only its place is kept; what is acknowledged is everything before the first that is not at its end.
/// </summary>
internal sealed class Shipper : IDisposable
{
    // While so many wait to be sent again nothing new is read.
    private const int MaxWaiting = 8_192;
    private const long LeastBatchBytes = 16 << 10;
    private static readonly TimeSpan MaintainEvery = TimeSpan.FromSeconds(5);

    private readonly EventSpool _spool;
    private readonly TimeProvider _time;
    private readonly SpoolReader _reader;
    private readonly SpoolReader _deliveryReader;
    private readonly ShipperFigures _figures;
    private readonly BulkSender _sender;
    private readonly Delivery _delivery;
    private readonly DeadLetterFile _deadLetters;
    private readonly List<ShipmentItem> _waiting = [];
    private readonly SemaphoreSlim _committed = new(0);
    private BulkBody _current = new();
    private BulkBody _next = new();
    private ShipmentItem? _held;
    private Task? _signal;
    private long _taken = long.MaxValue;
    private volatile ShipperLimits _limits;
    private volatile int _waitingCount;

    /// <param name="spool">Where the events are.</param>
    /// <param name="options">Where they go to.</param>
    /// <param name="limits">How they are sent.</param>
    /// <param name="time">The clock.</param>
    /// <param name="random">Spreads waits.</param>
    public Shipper(EventSpool spool, ShipperOptions options, ShipperLimits limits, TimeProvider time, Random random)
    {
        ArgumentOutOfRangeException.ThrowIfZero(options.Addresses.Length, nameof(options));
        _spool = spool;
        _time = time;
        _limits = limits;
        _reader = spool.OpenReader();
        _deliveryReader = spool.OpenReader();
        _figures = new ShipperFigures(time);
        _sender = new BulkSender(options, time, random, _figures);
        _deadLetters = new DeadLetterFile(options.DeadLetterFolder, options.DeadLetterBytes, time);
        _delivery = new Delivery(_sender, _deliveryReader, _deadLetters, _figures, time);
    }

    /// <summary>What it did and how it is doing. May be asked by any thread.</summary>
    public ShipperStatus Status => _figures.Status(_sender.Address, _waitingCount, _deadLetters.Dropped);

    /// <summary>Sends until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        _spool.Committed += Wake;
        try
        {
            while (!cancellationToken.IsCancellationRequested)
                await SendNextAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // What was not acknowledged is sent after the next start.
        }
        finally
        {
            _spool.Committed -= Wake;
        }
    }

    /// <summary>Changes the limits from the next request on.</summary>
    public void ChangeLimits(ShipperLimits changed) => _limits = changed;

    /// <summary>Changes the key, as after a new enrollment; a wait because of the old key ends.</summary>
    public void ChangeKey(string? apiKey) => _sender.SetKey(apiKey);

    /// <inheritdoc/>
    public void Dispose()
    {
        _delivery.Dispose();
        _sender.Dispose();
        _deadLetters.Dispose();
        _reader.Dispose();
        _deliveryReader.Dispose();
        _current.Dispose();
        _next.Dispose();
        _committed.Dispose();
    }

    private async Task SendNextAsync(CancellationToken cancellationToken)
    {
        await FillAsync(_current, until: null, cancellationToken);
        Task delivery = _delivery.RunAsync(_current, () => _limits, cancellationToken);
        await FillAsync(_next, delivery, cancellationToken);
        await delivery;
        LearnSize();
        _waiting.AddRange(_delivery.Again);
        _waitingCount = _waiting.Count;
        _current.Clear();
        (_current, _next) = (_next, _current);
        _spool.Acknowledge(FirstUnfinished());
    }

    private void LearnSize()
    {
        if (_delivery.RefusedBytes > 0)
            _taken = Math.Max(LeastBatchBytes, Math.Min(_taken, _delivery.RefusedBytes) / 2);
        else if (_taken < _limits.BatchBytes)
            _taken += 1 + (_taken / 16);
    }

    private long FirstUnfinished()
    {
        long first = _held?.Place.Ordinal ?? _reader.Next;
        foreach (ShipmentItem item in _current.Items)
            first = Math.Min(first, item.Place.Ordinal);

        foreach (ShipmentItem item in _waiting)
            first = Math.Min(first, item.Place.Ordinal);

        return first;
    }

    private async Task FillAsync(BulkBody body, Task? until, CancellationToken cancellationToken)
    {
        while (!body.IsComplete)
        {
            bool isFull = FillNow(body);
            TimeSpan left = body.Items.Count == 0 ? MaintainEvery : _limits.BatchAge - _time.GetElapsedTime(body.Started);
            if (body.Items.Count > 0 && (isFull || left <= TimeSpan.Zero))
            {
                body.Complete();
                return;
            }

            if (until?.IsCompleted == true)
                return;

            await WaitAsync(left, until, cancellationToken);
            if (body.Items.Count == 0)
                _spool.Maintain();
        }
    }

    private async Task WaitAsync(TimeSpan atMost, Task? until, CancellationToken cancellationToken)
    {
        foreach (ShipmentItem item in _waiting)
        {
            TimeSpan due = TimeSpan.FromSeconds((double)(item.Due - _time.GetTimestamp()) / _time.TimestampFrequency);
            if (due < atMost && due > TimeSpan.Zero)
                atMost = due;
        }

        _signal ??= _committed.WaitAsync(cancellationToken);
        using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task delay = Task.Delay(atMost, _time, ended.Token);
        await (until is null ? Task.WhenAny(_signal, delay) : Task.WhenAny(_signal, delay, until));
        await ended.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        if (_signal.IsCompleted)
            _signal = null;
    }

    private bool FillNow(BulkBody body)
    {
        ShipperLimits limits = _limits;
        long limit = Math.Min(limits.BatchBytes, _taken);
        AddWaiting(body, limit);
        if (_held is { } held)
        {
            if (!TryAddAgain(body, held, limit))
                return true;

            _held = null;
        }

        while (_waiting.Count < MaxWaiting && _reader.TryRead(out SpoolRecord record))
        {
            ShipmentItem item = new(record.Place, record.DataStream);
            if (!body.Fits(record.Document.Length, limit))
            {
                _held = item;
                return true;
            }

            body.Add(item, record, _time.GetTimestamp());
        }

        return body.RawBytes >= limit;
    }

    // At most half of a body: what fails again and again does not keep the others back.
    private void AddWaiting(BulkBody body, long limit)
    {
        long now = _time.GetTimestamp();
        int kept = 0;
        for (int at = 0; at < _waiting.Count; at++)
        {
            ShipmentItem item = _waiting[at];
            if (item.Due > now || !TryAddAgain(body, item, limit / 2))
                _waiting[kept++] = item;
        }

        _waiting.RemoveRange(kept, _waiting.Count - kept);
        _waitingCount = kept;
    }

    // What cannot be read is at its end: it is lost, and counted.
    private bool TryAddAgain(BulkBody body, ShipmentItem item, long limit)
    {
        try
        {
            if (!_reader.TryReadAgain(item.Place, out SpoolRecord record))
                return true;

            if (!body.Fits(record.Document.Length, limit))
                return false;

            body.Add(item, record, _time.GetTimestamp());
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _figures.Fail(exception.Message, isProblem: true);
            return false;
        }
    }

    private void Wake()
    {
        if (_committed.CurrentCount == 0)
            _committed.Release();
    }
}
