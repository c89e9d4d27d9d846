using System.Collections.Concurrent;
using HueSoc.Events.Normalisers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace HueSoc.Server.Ingest;

/// <summary><c>POST /_bulk</c>: who, how much, what; then the pipeline; then an answer for each item.</summary>
internal sealed class BulkEndpoint(
    IngestPipeline pipeline,
    IngestGate gate,
    IOptions<IngestOptions> ingestOptions,
    TimeProvider time,
    ILogger<BulkEndpoint> logger)
{
    private readonly IngestOptions options = ingestOptions.Value;
    private readonly ConcurrentBag<BulkParser> parsers = [];

    public async Task HandleAsync(HttpContext http)
    {
        long started = time.GetTimestamp();
        int version = Requests.VersionOf(http);
        if (await gate.AdmitAsync(http, version) is not { } sender)
            return;
        if (!await CheckTypesAsync(http, version))
            return;
        if (gate.WaitOf(sender, out string why) is { } wait)
        {
            await BusyAsync(http, version, sender, wait, why);
            return;
        }

        string encoding = http.Request.Headers.ContentEncoding.ToString();
        bool isGzip = encoding.Equals("gzip", StringComparison.OrdinalIgnoreCase) || encoding.Equals("x-gzip", StringComparison.OrdinalIgnoreCase);
        (BodyOutcome outcome, PooledBytes? body) = await RequestBody.ReadAsync(http.Request, isGzip, options, pipeline.Budget, http.RequestAborted);
        using (body)
        {
            switch (outcome)
            {
                case BodyOutcome.TooLarge:
                    TooLarge(http);
                    break;
                case BodyOutcome.NoMemory:
                    await BusyAsync(http, version, sender, options.RetryAfter, "the memory for requests is used up");
                    break;
                case BodyOutcome.Damaged:
                    // Elasticsearch has no answer to this, and a client that was cut off should try again.
                    Log.DamagedBody(logger, sender.Sender);
                    http.Abort();
                    break;
                default:
                    await StoreAsync(http, version, sender, body!.Written, started);
                    break;
            }
        }
    }

    private async Task StoreAsync(HttpContext http, int version, IngestSender sender, ReadOnlyMemory<byte> body, long started)
    {
        if (!parsers.TryTake(out BulkParser? parser))
            parser = new BulkParser();
        try
        {
            string? index = http.GetRouteValue("index") as string;
            if (parser.Read(body, index, options.MaxItems) is { } refusal)
            {
                await ElasticError.WriteAsync(http, version, StatusCodes.Status400BadRequest, refusal.Type, refusal.Reason);
                return;
            }

            if (parser.TooMany)
            {
                TooLarge(http);
                return;
            }

            pipeline.Statistics.CountRequest(body.Length);
            gate.Charge(sender, parser.Operations.Count, body.Length);
            List<IngestDocument> documents = new(parser.Operations.Count);
            foreach (BulkOperation operation in parser.Operations)
            {
                if (operation.Problem is null)
                    documents.Add(new IngestDocument(body.Slice(operation.Start, operation.Length), operation.Id, operation.Index));
            }

            // Not ended when the client goes away: what it sent may be on its way to the disk.
            IngestResult[] results = await pipeline.AppendAsync(sender, documents, CancellationToken.None);
            if (documents.Count == parser.Operations.Count && results.All(result => result.Outcome == IngestOutcome.Retry))
            {
                await BusyAsync(http, version, sender, options.RetryAfter, results[0].Reason ?? "the event store is busy");
                return;
            }

            await AnswerAsync(http, version, parser.Operations, results, started);
        }
        finally
        {
            parsers.Add(parser);
        }
    }

    private async Task AnswerAsync(HttpContext http, int version, List<BulkOperation> operations, IngestResult[] results, long started)
    {
        bool errors = results.Length < operations.Count;
        bool retry = false;
        int next = 0;
        foreach (BulkOperation operation in operations)
        {
            if (operation.Problem is not null)
                continue;
            IngestResult result = results[next++];
            errors |= result.Outcome != IngestOutcome.Stored
                && !(result is { Outcome: IngestOutcome.Duplicate, SameBytes: true } && operation.Action == BulkAction.Index);
            retry |= result.Outcome == IngestOutcome.Retry;
        }

        string refresh = http.Request.Query["refresh"].ToString();
        ByteSink sink = new();
        BulkAnswer answer = new(sink, version, http.Request.Query.ContainsKey("refresh") && refresh is "" or "true");
        answer.Begin((long)time.GetElapsedTime(started).TotalMilliseconds, errors);
        next = 0;
        foreach (BulkOperation operation in operations)
        {
            if (operation.Problem is null)
                answer.Item(operation, results[next++]);
            else
                answer.Refused(operation);
        }

        answer.End();
        if (retry)
            http.Response.Headers.RetryAfter = ElasticError.Seconds(options.RetryAfter).ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (FilterPath.Read(http.Request.Query["filter_path"]) is { } filter)
            sink = filter.Apply(sink.Written.ToArray());
        await Product.SendAsync(http, version, sink.WrittenMemory);
    }

    private static async Task<bool> CheckTypesAsync(HttpContext http, int version)
    {
        bool named = http.Request.Headers.TryGetValue("Content-Type", out Microsoft.Extensions.Primitives.StringValues values);
        string type = values.ToString();
        string encoding = http.Request.Headers.ContentEncoding.ToString();
        if (named && type.Length == 0)
        {
            await ElasticError.WriteAsync(http, version, StatusCodes.Status400BadRequest, "content_type_header_exception", "java.lang.IllegalArgumentException: invalid Content-Type header []");
        }
        else if (!MediaType.IsBulk(type))
        {
            await ElasticError.WritePlainAsync(http, version, StatusCodes.Status406NotAcceptable, $"Content-Type header [{type}] is not supported");
        }
        else if (MediaType.Version(type) < 0 || MediaType.Version(http.Request.Headers.Accept) < 0)
        {
            await ElasticError.WriteAsync(http, version, StatusCodes.Status400BadRequest, "media_type_header_exception", "Invalid media-type value on headers [Content-Type, Accept]");
        }
        else if (encoding.ToUpperInvariant() is not ("" or "GZIP" or "X-GZIP" or "IDENTITY"))
        {
            await ElasticError.WritePlainAsync(http, version, StatusCodes.Status415UnsupportedMediaType, $"Content-Encoding header [{encoding}] is not supported");
        }
        else
        {
            return true;
        }

        return false;
    }

    private Task BusyAsync(HttpContext http, int version, IngestSender sender, TimeSpan wait, string reason)
    {
        pipeline.Statistics.CountRefused();
        Log.ToldToWait(logger, sender.Sender, ElasticError.Seconds(wait), reason);
        return ElasticError.WriteBusyAsync(http, version, wait, reason);
    }

    // As Elasticsearch does it: nothing in it, and a chunked body that nobody reads to its end costs the connection.
    private static void TooLarge(HttpContext http)
    {
        http.Response.Headers.Remove(Product.Header);
        http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
        http.Response.ContentLength = 0;
        if (http.Request.ContentLength is null)
            http.Response.Headers.Connection = "close";
    }
}
