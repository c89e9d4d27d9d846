using System.Globalization;
using System.Text;
using System.Text.Json;
using HueSoc.Detection.Alerts;
using HueSoc.Server.Access;
using HueSoc.Server.Hosting;
using HueSoc.Server.Problems;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace HueSoc.Server.Stream;

/// <summary>Serves the stream to its clients, of which there is a bounded number.</summary>
/// <param name="feed">What it tells.</param>
/// <param name="callers">Whether a client may still listen.</param>
/// <param name="options">How many clients there may be.</param>
/// <param name="json">How alerts are written.</param>
/// <param name="stop">Ends all streams when the server stops, which would otherwise wait for them.</param>
/// <param name="time">The clock.</param>
internal sealed class AlertStream(
    AlertFeed feed, CallerFinder callers, ServerOptions options, IOptions<JsonOptions> json, IHostApplicationLifetime stop, TimeProvider time)
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);
    private static readonly byte[] Comment = ": \n\n"u8.ToArray();
    private static readonly byte[] Opening = "retry: 3000\n\n"u8.ToArray();
    private int clients;

    /// <summary>How many clients listen.</summary>
    public int Clients => Volatile.Read(ref clients);

    /// <summary>Serves one client until it goes away, its session ends or the server stops.</summary>
    public async Task ServeAsync(Caller caller, HttpContext context)
    {
        if (Interlocked.Increment(ref clients) > options.StreamClients)
        {
            Interlocked.Decrement(ref clients);
            context.Response.Headers.RetryAfter = "30";
            await ProblemAnswers.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, "As many clients follow the stream as may.");
            return;
        }

        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stop.ApplicationStopping);
        try
        {
            await WriteAsync(caller, context, ending.Token);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // How a stream ends.
        }
        finally
        {
            Interlocked.Decrement(ref clients);
        }
    }

    private async Task WriteAsync(Caller caller, HttpContext context, CancellationToken cancellationToken)
    {
        HttpResponse response = context.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        long? after = long.TryParse(context.Request.Headers["Last-Event-ID"], NumberStyles.None, CultureInfo.InvariantCulture, out long last) ? last : null;
        using CancellationTokenSource subscription = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using IAsyncEnumerator<AlertNotice> notices =
            feed.SubscribeAsync(caller.Scope, after, subscription.Token).GetAsyncEnumerator(subscription.Token);
        Task<bool> next = notices.MoveNextAsync().AsTask();
        await response.Body.WriteAsync(Opening, cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
        using PeriodicTimer heartbeat = new(Heartbeat, time);
        Task<bool> beat = heartbeat.WaitForNextTickAsync(cancellationToken).AsTask();
        try
        {
            while (true)
            {
                if (await Task.WhenAny(next, beat) == next)
                {
                    if (!await next)
                        return;
                    await response.Body.WriteAsync(Encode(notices.Current), cancellationToken);
                    next = notices.MoveNextAsync().AsTask();
                    if (!next.IsCompleted)
                        await response.Body.FlushAsync(cancellationToken);
                    continue;
                }

                await beat;
                // Who was locked out, or moved to another agency, hears no more.
                if (!await callers.IsStillAsync(caller, context))
                    return;
                await response.Body.WriteAsync(Comment, cancellationToken);
                await response.Body.FlushAsync(cancellationToken);
                beat = heartbeat.WaitForNextTickAsync(cancellationToken).AsTask();
            }
        }
        finally
        {
            // An enumerator may not be disposed of while it moves.
            await subscription.CancelAsync();
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private byte[] Encode(AlertNotice notice)
    {
        StringBuilder text = new();
        if (notice.Skipped > 0 || notice.Kind == AlertNoticeKind.Skipped)
            text.Append(CultureInfo.InvariantCulture, $"id: {notice.Change}\nevent: skipped\ndata: {{\"skipped\":{notice.Skipped}}}\n\n");
        if (notice.Alert is { } alert)
        {
            string name = notice.Kind == AlertNoticeKind.Raised ? "alert-raised" : "alert-changed";
            text.Append(CultureInfo.InvariantCulture, $"id: {notice.Change}\nevent: {name}\ndata: {JsonSerializer.Serialize(alert, json.Value.SerializerOptions)}\n\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
