using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using HueSoc.Storage.Control;
using HueSoc.Storage.Tenancy;
using Microsoft.Extensions.Logging;

namespace HueSoc.Detection.Alerts;

/// <summary>
/// Tells of alerts as they are raised and changed. What is told is read from disk in the order of its commits, once for all
/// subscribers: so it is told only when it is certain, and in one order for whoever comes back later.
/// </summary>
public sealed class AlertFeed(ControlDatabase database, TimeProvider time, ILogger<AlertFeed> logger) : IDisposable
{
    /// <summary>How many notices wait for one subscriber; beyond it some are left out, and the subscriber is told how many.</summary>
    public const int Waiting = 1000;

    private const int ReadAtOnce = 500;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<AlertSubscriber, byte> subscribers = new();
    private readonly SemaphoreSlim wake = new(0, 1);
    private long told = -1;

    /// <summary>Follows the changes on disk and hands them to the subscribers, until it is told to end. The server runs it.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                try
                {
                    Tell();
                    await wake.WaitAsync(cancellationToken);
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    Log.FeedStuck(logger, e);
                    await Task.Delay(Pause, time, cancellationToken);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // It was told to end.
        }
    }

    /// <summary>Subscribes. Changes come in the order they were made; of several changes of one alert the last may stand for all.</summary>
    /// <param name="scope">Whose alerts.</param>
    /// <param name="after">The last <see cref="AlertNotice.Change"/> the subscriber has seen, to go on behind it; null to begin with what comes.</param>
    /// <param name="cancellationToken">Ends the subscription.</param>
    public async IAsyncEnumerable<AlertNotice> SubscribeAsync(
        AgencyScope scope, long? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        AlertSubscriber subscriber = new(scope, Waiting);
        subscribers.TryAdd(subscriber, 0);
        try
        {
            // Subscribed first and read then: what comes in between is told twice at most, and left out below.
            long last = after ?? -1;
            if (after is { } place)
            {
                (List<AlertNotice> missed, last) = Missed(scope, place);
                foreach (AlertNotice notice in missed)
                    yield return notice;
            }

            await foreach (AlertNotice notice in subscriber.ReadAsync(cancellationToken))
            {
                if (notice.Kind != AlertNoticeKind.Skipped && notice.Change <= last)
                    continue;
                yield return notice;
            }
        }
        finally
        {
            subscribers.TryRemove(subscriber, out _);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => wake.Dispose();

    /// <summary>To be called when alerts were raised or changed, after the commit.</summary>
    internal void Wake()
    {
        try
        {
            wake.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is awake already, and will see this too.
        }
    }

    /// <summary>Hands on what is new on disk.</summary>
    internal void Tell()
    {
        if (told < 0)
        {
            told = LastChange();
            return;
        }

        if (subscribers.IsEmpty)
        {
            told = LastChange();
            return;
        }

        while (true)
        {
            List<Alert> alerts = Read(AgencyScope.City, told, "a.change", ReadAtOnce);
            foreach (Alert alert in alerts)
            {
                foreach (AlertSubscriber subscriber in subscribers.Keys)
                    subscriber.Offer(Notice(alert));
            }

            if (alerts.Count == 0)
                return;
            told = alerts[^1].Change;
        }
    }

    private (List<AlertNotice> Notices, long Last) Missed(AgencyScope scope, long after)
    {
        List<Alert> alerts = Read(scope, after, "a.change DESC", Waiting + 1);
        bool more = alerts.Count > Waiting;
        if (more)
            alerts.RemoveAt(Waiting);
        alerts.Reverse();
        List<AlertNotice> notices = [];
        if (more)
            notices.Add(new(AlertNoticeKind.Skipped, after, null, 1));
        notices.AddRange(alerts.Select(Notice));
        return (notices, alerts.Count == 0 ? after : alerts[^1].Change);
    }

    private List<Alert> Read(AgencyScope scope, long after, string order, int limit) => database.Read(connection =>
        AlertRows.Read(connection, AlertRows.Within(scope).And("a.change > ?", after), order, limit));

    private long LastChange() => database.Read(connection =>
        connection.Query("SELECT COALESCE(MAX(change), 0) FROM alerts", row => row.GetInt64(0)))[0];

    private static AlertNotice Notice(Alert alert) =>
        new(alert.Version == 1 && alert.Updated == alert.Created ? AlertNoticeKind.Raised : AlertNoticeKind.Changed, alert.Change, alert, 0);
}
