using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using HueSoc.Detection.Alerts;
using HueSoc.Server.Access;
using HueSoc.Server.Hosting;
using HueSoc.Server.Problems;
using HueSoc.Storage.Control.Audit;
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
    private const int CallersShare = 4;
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);
    private static readonly byte[] Comment = ": \n\n"u8.ToArray();
    private static readonly byte[] Opening = "retry: 3000\n\n"u8.ToArray();
    private readonly ConcurrentDictionary<Actor, int> byCaller = [];
    private int clients;

    /// <summary>How many clients listen.</summary>
    public int Clients => Volatile.Read(ref clients);

    /// <summary>Serves one client until it goes away, its session ends or the server stops.</summary>
    public async Task ServeAsync(Caller caller, HttpContext context)
    {
        // One caller may not take the places of all others.
        if (byCaller.AddOrUpdate(caller.Actor, 1, (_, count) => count + 1) > Math.Max(1, options.StreamClients / CallersShare))
        {
            Leave(caller);
            await RefuseAsync(context, StatusCodes.Status429TooManyRequests, "The caller follows the stream as often as one may.");
            return;
        }

        if (Interlocked.Increment(ref clients) > options.StreamClients)
        {
            Interlocked.Decrement(ref clients);
            Leave(caller);
            await RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, "As many clients follow the stream as may.");
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
            Leave(caller);
            Interlocked.Decrement(ref clients);
        }
    }

    private static Task RefuseAsync(HttpContext context, int status, string detail)
    {
        context.Response.Headers.RetryAfter = "30";
        return ProblemAnswers.WriteAsync(context, status, detail);
    }

    private void Leave(Caller caller)
    {
        int left = byCaller.AddOrUpdate(caller.Actor, 0, (_, count) => count - 1);
        if (left == 0)
            byCaller.TryRemove(KeyValuePair.Create(caller.Actor, 0));
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
