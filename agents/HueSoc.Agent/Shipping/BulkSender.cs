namespace HueSoc.Agent.Shipping;

/// <summary>Sends a body as often as it takes, wherever it takes it, until something is known of its events.</summary>
internal sealed class BulkSender(ShipperOptions options, TimeProvider time, Random random, ShipperFigures figures) : IDisposable
{
    // What is larger than this is asked about first when the connection broke: the server may have refused it before it was all there.
    private const int AskFirstBytes = 32 << 10;

    // What is shorter cannot be waited for exactly.
    private static readonly TimeSpan LeastWait = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(10);

    private readonly BulkClient _client = new(options, time);
    private readonly AddressChoice _addresses = new(options.Addresses, options.PreferFirstAfter, time);
    private readonly RateBudget _bytes = new(time);
    private readonly RateBudget _events = new(time);
    private readonly BackOff _backOff = new(options.BackOff, random);
    private volatile TaskCompletionSource _hurry = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _notBefore = time.GetTimestamp();

    /// <summary>The address that is used.</summary>
    public Uri Address => _addresses.Current;

    /// <summary>What was said of each event, when the verdict was <see cref="BulkVerdict.Items"/>.</summary>
    public IReadOnlyList<ItemResult> Results => _client.Results;

    /// <summary>Sends as someone else, at once.</summary>
    public void SetKey(string? apiKey)
    {
        _client.SetKey(apiKey);
        TaskCompletionSource hurried = _hurry;
        _hurry = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        hurried.TrySetResult();
    }

    /// <summary>Sends a body until there is a result for each event, or until it is refused as a whole because of what is in it.</summary>
    public async Task<BulkReply> SendAsync(BulkBody body, Func<ShipperLimits> limits, CancellationToken cancellationToken)
    {
        bool asksFirst = false;
        while (true)
        {
            await WaitAsync(_notBefore, cancellationToken);
            await WaitForBudgetAsync(limits, cancellationToken);
            figures.Request(body);
            _bytes.Spend(body.Compressed.Length);
            _events.Spend(body.Items.Count);
            BulkReply reply = await _client.SendAsync(_addresses.Next(), body, asksFirst, cancellationToken);
            HoldBack(reply.RetryAfter ?? limits().Pause);
            if (reply.Verdict is BulkVerdict.Items or BulkVerdict.Split)
            {
                _addresses.Succeed();
                return reply;
            }

            figures.Fail(reply.Error, isProblem: true);
            figures.Retry(body.Items.Count);
            asksFirst = reply.Status == 0 && body.Compressed.Length > AskFirstBytes;
            if (reply.Verdict == BulkVerdict.Busy || _addresses.Fail())
                HoldBack(_backOff.Next(reply.IsSlow));
        }
    }

    /// <summary>The server took something.</summary>
    public void Progress() => _backOff.Reset();

    /// <summary>The server took nothing: the next request waits.</summary>
    public void NoProgress(bool isSlow) => HoldBack(_backOff.Next(isSlow));

    /// <summary>When an event may be sent again that failed so many times, as a timestamp.</summary>
    public long Due(int attempts, bool isSlow) => After(_backOff.For(attempts, isSlow));

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private long After(TimeSpan wait) => time.GetTimestamp() + (long)(wait.TotalSeconds * time.TimestampFrequency);

    private void HoldBack(TimeSpan wait) => _notBefore = Math.Max(_notBefore, After(wait));

    // A debt may take hours to pay off: the limits are asked for again meanwhile, for they may have been lifted.
    private async Task WaitForBudgetAsync(Func<ShipperLimits> limits, CancellationToken cancellationToken)
    {
        while (true)
        {
            ShipperLimits now = limits();
            TimeSpan bytes = _bytes.Wait(now.BytesPerSecond);
            TimeSpan events = _events.Wait(now.EventsPerSecond);
            TimeSpan wait = bytes > events ? bytes : events;
            if (wait < LeastWait)
                return;
            await WaitAsync(After(wait < AskAgain ? wait : AskAgain), cancellationToken);
        }
    }

    private async Task WaitAsync(long until, CancellationToken cancellationToken)
    {
        TimeSpan wait = TimeSpan.FromSeconds((double)(until - time.GetTimestamp()) / time.TimestampFrequency);
        if (wait <= TimeSpan.Zero)
            return;

        Task hurry = _hurry.Task;
        using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(Task.Delay(wait, time, ended.Token), hurry);
        await ended.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        if (hurry.IsCompleted)
            _notBefore = time.GetTimestamp();
    }
}
