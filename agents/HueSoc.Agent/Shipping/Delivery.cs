using HueSoc.Agent.Spool;

namespace HueSoc.Agent.Shipping;

/// <summary>
/// Brings one body to its end: sends it, divides it when it is refused as a whole, puts aside what is refused for good.
/// Runs beside the filling of the next body and shares nothing with it.
/// </summary>
internal sealed class Delivery(BulkSender sender, SpoolReader reader, DeadLetterFile deadLetters, ShipperFigures figures, TimeProvider time) : IDisposable
{
    // No server that works refuses a document for its size that is smaller than this, so of a smaller one it must be shown that others are taken.
    private const int SurelyTooLarge = 256 << 10;
    private const int RequestTooLarge = 413;

    private readonly BulkBody _part = new();
    private readonly Stack<ShipmentItem[]> _parts = new();
    private readonly List<(ShipmentItem Item, ItemResult Result, bool OthersWereTaken)> _undecided = [];
    private readonly List<ShipmentItem> _again = [];
    private readonly List<ShipmentItem> _written = [];
    private (int Attempts, bool IsSlow, long Due) _due;
    private long _accepted;

    /// <summary>The events of the last body that must be sent again.</summary>
    public IReadOnlyList<ShipmentItem> Again => _again;

    /// <summary>How many bytes without compression the server took no request of; 0 when it took the last.</summary>
    public long RefusedBytes { get; private set; }

    /// <summary>Brings a body to its end.</summary>
    public async Task RunAsync(BulkBody body, Func<ShipperLimits> limits, CancellationToken cancellationToken)
    {
        _again.Clear();
        _undecided.Clear();
        _due = (-1, false, 0);
        RefusedBytes = 0;
        BulkBody? sent = body;
        while (sent is not null)
        {
            BulkReply reply = await sender.SendAsync(sent, limits, cancellationToken);
            if (reply.Verdict == BulkVerdict.Items)
                Settle(sent, reply);
            else
                Divide(sent, reply);

            sent = NextPart();
        }

        foreach ((ShipmentItem item, ItemResult result, bool othersWereTaken) in _undecided)
            Decide(item, result, othersWereTaken);

        FlushLetters();
    }

    /// <inheritdoc/>
    public void Dispose() => _part.Dispose();

    private void Settle(BulkBody body, BulkReply reply)
    {
        int delivered = 0;
        int conflicts = 0;
        bool isSlow = false;
        int before = _again.Count;
        for (int at = 0; at < body.Items.Count; at++)
        {
            ItemResult result = sender.Results[at];
            if (result.IsDelivered)
            {
                delivered++;
                conflicts += result.Status == 409 ? 1 : 0;
            }
            else if (result.IsRetried)
            {
                isSlow |= result.IsSlow;
                figures.Fail($"{result.Status}: {result.Type}: {result.Reason}", result.IsSlow);
                Retry(body.Items[at], result.IsSlow);
            }
            else
            {
                PutAside(body.Items[at], result);
            }
        }

        FlushLetters();
        figures.Deliver(delivered, conflicts);
        bool isProgress = delivered > 0 || _again.Count - before < body.Items.Count;
        if (isProgress)
        {
            _accepted++;
            sender.Progress();
        }
        else if (reply.RetryAfter is null)
        {
            sender.NoProgress(isSlow);
        }

        if (!isSlow && isProgress)
            figures.Recover();
    }

    private void Divide(BulkBody body, BulkReply reply)
    {
        figures.Fail(reply.Error, isProblem: false);
        if (reply.Status == RequestTooLarge)
            RefusedBytes = Math.Max(RefusedBytes, body.RawBytes);

        ShipmentItem[] items = [.. body.Items];
        for (int at = 0; at < items.Length; at++)
        {
            if (items[at].RefusedAt < 0)
                items[at] = items[at] with { RefusedAt = _accepted };
        }

        if (items.Length > 1)
        {
            _parts.Push(items[(items.Length / 2)..]);
            _parts.Push(items[..(items.Length / 2)]);
            return;
        }

        // Others that are taken after this refusal prove nothing: the server may have got well in between. Then it is tried once more.
        bool othersWereTaken = _accepted > items[0].RefusedAt;
        _undecided.Add((items[0], new ItemResult(reply.Status, reply.Status == RequestTooLarge ? "too_large" : "refused", reply.Error), othersWereTaken));
    }

    private BulkBody? NextPart()
    {
        while (_parts.TryPop(out ShipmentItem[]? items))
        {
            _part.Clear();
            foreach (ShipmentItem item in items)
            {
                if (TryRead(item, out SpoolRecord record))
                    _part.Add(item, record, time.GetTimestamp());
            }

            _part.Complete();
            if (_part.Items.Count > 0)
                return _part;
        }

        return null;
    }

    // A server that refuses everything has another trouble than this event: only when others were taken since is it the event's fault.
    private void Decide(ShipmentItem item, ItemResult result, bool othersWereTaken)
    {
        bool isTooLarge = result.Status == RequestTooLarge && TryRead(item, out SpoolRecord record) && record.Document.Length >= SurelyTooLarge;
        if (isTooLarge || othersWereTaken)
        {
            PutAside(item, result);
            return;
        }

        figures.Fail(result.Reason, isProblem: true);
        Retry(item, isSlow: item.Attempts > 1);
        if (_undecided.Count == 1 || item == _undecided[^1].Item)
            sender.NoProgress(isSlow: item.Attempts > 1);
    }

    private void PutAside(ShipmentItem item, ItemResult result)
    {
        try
        {
            if (!TryRead(item, out SpoolRecord record))
                return;

            deadLetters.Write(record.Id, item.DataStream, result, record.Document);
            figures.Refuse();
            figures.Fail($"{result.Status}: {result.Type}: {result.Reason}", isProblem: false);
            _written.Add(item);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            figures.Fail($"dead letters: {exception.Message}", isProblem: true);
            Retry(item, isSlow: true);
        }
    }

    private void FlushLetters()
    {
        if (_written.Count == 0)
            return;

        try
        {
            deadLetters.Flush();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            figures.Fail($"dead letters: {exception.Message}", isProblem: true);
            foreach (ShipmentItem item in _written)
                Retry(item, isSlow: true);
        }

        _written.Clear();
    }

    // What failed together comes again together.
    private void Retry(ShipmentItem item, bool isSlow)
    {
        figures.Retry(1);
        if (_due.Attempts != item.Attempts || _due.IsSlow != isSlow)
            _due = (item.Attempts, isSlow, sender.Due(item.Attempts, isSlow));

        _again.Add(item with { Attempts = item.Attempts + 1, Due = _due.Due });
    }

    // An event whose bytes are no longer right is lost, and counted by the spool; one that cannot be read now is tried again.
    private bool TryRead(ShipmentItem item, out SpoolRecord record)
    {
        record = default;
        try
        {
            return reader.TryReadAgain(item.Place, out record);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            figures.Fail(exception.Message, isProblem: true);
            Retry(item, isSlow: true);
            return false;
        }
    }
}
