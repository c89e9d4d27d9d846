using HueSoc.Server.Ingest;
using HueSoc.Storage.Control.Keys;
using HueSoc.Storage.Tenancy;

namespace HueSoc.Server.Keys;

/// <summary>
/// Keeps what keys have sent, so that a quota of bytes a day survives a restart: told to the quotas at the start, written down
/// every few seconds and at the stop. A kill loses the last seconds of the count, never an event.
/// </summary>
/// <param name="quotas">What counts.</param>
/// <param name="keys">Where it is kept.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The server's log.</param>
internal sealed class KeyUseKeeper(KeyQuotas quotas, ShipperKeyStore keys, TimeProvider time, ILogger<KeyUseKeeper> logger) : IHostedService, IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private readonly CancellationTokenSource ending = new();
    private readonly Dictionary<string, string> ids = new(StringComparer.Ordinal);
    private readonly List<KeyUse> unwritten = [];
    private Task writing = Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        DateOnly today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        foreach (KeyUse use in keys.UseOn(AgencyScope.City, today))
        {
            if (keys.Find(AgencyScope.City, use.KeyId) is { } key)
                quotas.Seed(key.Sender, today, use.Bytes);
        }

        writing = Task.Run(() => RunAsync(ending.Token), CancellationToken.None);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        // The ingest host has ended before: nothing is added to the count any more.
        await ending.CancelAsync();
        await writing;
        await WriteAsync();
    }

    /// <inheritdoc/>
    public void Dispose() => ending.Dispose();

    /// <summary>Writes down what was counted. What cannot be written now is written the next time.</summary>
    internal async Task WriteAsync()
    {
        try
        {
            DateTimeOffset now = time.GetUtcNow();
            foreach (SenderUse use in quotas.TakeUse())
            {
                if (IdOf(use.Sender) is { } id)
                    unwritten.Add(new(id, use.Day, use.Events, use.Bytes, now));
            }

            if (unwritten.Count == 0)
                return;
            await keys.AddUseAsync(unwritten, CancellationToken.None);
            unwritten.Clear();
        }
        catch (Exception e)
        {
            Log.UseNotWritten(logger, e);
        }
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        using PeriodicTimer timer = new(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
                await WriteAsync();
        }
        catch (OperationCanceledException)
        {
            // The end; the last write is the stop's.
        }
    }

    // Names of keys are never given twice, so what is known stays right. Senders without a key have no quota to keep.
    private string? IdOf(string sender)
    {
        if (!sender.StartsWith("key:", StringComparison.Ordinal))
            return null;
        if (ids.TryGetValue(sender, out string? known))
            return known;
        string? after = null;
        do
        {
            Storage.Control.Page<ShipperKey> page = keys.List(AgencyScope.City, 1_000, after);
            foreach (ShipperKey key in page.Items)
                ids[key.Sender] = key.Id;
            after = page.Next;
        }
        while (after is not null);
        return ids.GetValueOrDefault(sender);
    }
}
