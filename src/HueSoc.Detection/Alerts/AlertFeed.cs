using HueSoc.Storage.Tenancy;

namespace HueSoc.Detection.Alerts;

/// <summary>Tells of alerts as they are raised and changed.</summary>
public sealed class AlertFeed
{
    /// <summary>Follows the changes on disk and hands them to the subscribers, until it is told to end. The server runs it.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Subscribes. Changes come in the order they were made; of several changes of one alert the last may stand for all.</summary>
    /// <param name="scope">Whose alerts.</param>
    /// <param name="after">The last <see cref="AlertNotice.Change"/> the subscriber has seen, to go on behind it; null to begin with what comes.</param>
    /// <param name="cancellationToken">Ends the subscription.</param>
    public IAsyncEnumerable<AlertNotice> SubscribeAsync(AgencyScope scope, long? after, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}
