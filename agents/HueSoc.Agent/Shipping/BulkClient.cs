using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using HueSoc.Agent.Enrollment;

namespace HueSoc.Agent.Shipping;

/// <summary>Posts bodies to an address and says what came of it. Never throws but when it is cancelled.</summary>
internal sealed class BulkClient : IDisposable
{
    private const string Path = "_bulk?filter_path=errors,items.*._id,items.*.status,items.*.error.type,items.*.error.reason";
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromHours(1);

    // Elasticsearch 7, 8 and 9 and our own server all take this one.
    private static readonly MediaTypeHeaderValue ContentType = new("application/x-ndjson");

    private readonly HttpClient _http;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _time;
    private readonly BulkAnswer _answer = new();
    private volatile AuthenticationHeaderValue? _authorization;

    /// <param name="options">Whom to trust, and as whom to send.</param>
    /// <param name="time">The clock.</param>
    public BulkClient(ShipperOptions options, TimeProvider time)
    {
        _timeout = options.Timeout;
        _time = time;
        _http = new HttpClient(Handler(options), disposeHandler: true) { Timeout = Timeout.InfiniteTimeSpan };
        SetKey(options.ApiKey);
    }

    /// <summary>What was said of each event, when the verdict was <see cref="BulkVerdict.Items"/>.</summary>
    public IReadOnlyList<ItemResult> Results => _answer.Results;

    /// <summary>Sends as someone else from the next request on.</summary>
    /// <param name="apiKey">The key, as <c>id:secret</c>; null for none.</param>
    public void SetKey(string? apiKey) =>
        _authorization = apiKey is null ? null : new AuthenticationHeaderValue("ApiKey", Convert.ToBase64String(Encoding.UTF8.GetBytes(apiKey)));

    /// <summary>Posts a body.</summary>
    /// <param name="address">Where to.</param>
    /// <param name="body">The body, complete.</param>
    /// <param name="asksFirst">Whether the server is asked first if it wants it (<c>Expect: 100-continue</c>).</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<BulkReply> SendAsync(Uri address, BulkBody body, bool asksFirst, CancellationToken cancellationToken)
    {
        using CancellationTokenSource timeout = new(_timeout, _time);
        using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            using HttpRequestMessage request = Request(address, body, asksFirst);
            using HttpResponseMessage response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, both.Token);
            await using Stream answer = await response.Content.ReadAsStreamAsync(both.Token);
            return await JudgeAsync(response, answer, body, both.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new BulkReply(BulkVerdict.Failed, $"{address}: no answer in {_timeout.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return new BulkReply(BulkVerdict.Failed, $"{address}: {(exception.InnerException ?? exception).Message}");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static SocketsHttpHandler Handler(ShipperOptions options)
    {
        SocketsHttpHandler handler = ServerTrust.Handler(options.CertificatePin);
        handler.MaxConnectionsPerServer = 1;
        handler.ActivityHeadersPropagator = null;
        return handler;
    }

    private HttpRequestMessage Request(Uri address, BulkBody body, bool asksFirst)
    {
        ReadOnlyMemoryContent content = new(body.Compressed);
        content.Headers.ContentType = ContentType;
        content.Headers.ContentEncoding.Add("gzip");
        HttpRequestMessage request = new(HttpMethod.Post, new Uri(address, Path)) { Content = content };
        request.Headers.Accept.ParseAdd("application/json");
        request.Headers.Authorization = _authorization;
        request.Headers.ExpectContinue = asksFirst;
        return request;
    }

    private async Task<BulkReply> JudgeAsync(HttpResponseMessage response, Stream answer, BulkBody body, CancellationToken cancellationToken)
    {
        int status = (int)response.StatusCode;
        TimeSpan? retryAfter = RetryAfter(response.Headers.RetryAfter);
        if (status == 200)
        {
            string? fault = await _answer.ReadAsync(answer, body, cancellationToken);
            BulkVerdict verdict = fault is null ? BulkVerdict.Items : BulkVerdict.Failed;
            return new BulkReply(verdict, fault) { Status = status, RetryAfter = retryAfter };
        }

        (string? type, string text) = await AnswerError.ReadAsync(answer, cancellationToken);
        string error = $"HTTP {status.ToString(CultureInfo.InvariantCulture)}{(text.Length == 0 ? string.Empty : ": ")}{text}";
        return status switch
        {
            400 or 413 => new BulkReply(BulkVerdict.Split, error) { Status = status },
            401 or 403 => new BulkReply(BulkVerdict.Refused, error) { Status = status, IsSlow = true, RetryAfter = retryAfter },
            429 => new BulkReply(BulkVerdict.Busy, error) { Status = status, IsSlow = string.Equals(type, "cluster_block_exception", StringComparison.Ordinal), RetryAfter = retryAfter },
            _ => new BulkReply(BulkVerdict.Failed, error) { Status = status, IsSlow = status < 500, RetryAfter = retryAfter },
        };
    }

    private TimeSpan? RetryAfter(RetryConditionHeaderValue? header)
    {
        TimeSpan? asked = header?.Delta ?? (header?.Date is { } date ? date - _time.GetUtcNow() : null);
        return asked is not { } wait || wait <= TimeSpan.Zero ? null : wait < LongestRetryAfter ? wait : LongestRetryAfter;
    }
}
