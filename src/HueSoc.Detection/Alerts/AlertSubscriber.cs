using System.Runtime.CompilerServices;
using System.Threading.Channels;
using HueSoc.Storage.Tenancy;

namespace HueSoc.Detection.Alerts;

/// <summary>One who follows the live stream: what waits for them is bounded, and what is left out is counted.</summary>
/// <param name="scope">Whose alerts they may see.</param>
/// <param name="capacity">How many notices wait at most.</param>
internal sealed class AlertSubscriber(AgencyScope scope, int capacity)
{
    private readonly Channel<AlertNotice> waiting = Channel.CreateBounded<AlertNotice>(new BoundedChannelOptions(capacity) { SingleReader = true });
    private long skipped;
    private long lastSkipped;

    /// <summary>Hands on a notice, if it may be seen and there is room. Called by one thread at a time.</summary>
    public void Offer(AlertNotice notice)
    {
        if (!scope.Allows(notice.Alert!.Agency))
            return;
        long before = Interlocked.Read(ref skipped);
        if (before > 0)
        {
            // What was left out has to be said before anything that came later.
            if (waiting.Writer.TryWrite(new(AlertNoticeKind.Skipped, lastSkipped, null, before)))
                Interlocked.Exchange(ref skipped, 0);
        }

        if (Interlocked.Read(ref skipped) == 0 && waiting.Writer.TryWrite(notice))
            return;
        lastSkipped = notice.Change;
        Interlocked.Increment(ref skipped);
    }

    /// <summary>What comes, until the reader goes.</summary>
    public async IAsyncEnumerable<AlertNotice> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await waiting.Reader.WaitToReadAsync(cancellationToken))
        {
            while (waiting.Reader.TryRead(out AlertNotice? notice))
                yield return notice;
            // Nothing waits any more: what was left out is said now and not only when the next alert comes.
            if (Interlocked.Exchange(ref skipped, 0) is > 0 and long count)
                yield return new(AlertNoticeKind.Skipped, Interlocked.Read(ref lastSkipped), null, count);
        }
    }
}
