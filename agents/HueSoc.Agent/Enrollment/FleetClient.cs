using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Text;
using System.Text.Json;
using HueSoc.Fleet.Identity;
using HueSoc.Fleet.Json;

namespace HueSoc.Agent.Enrollment;

/// <summary>Asks the server, with a signature. What goes wrong is a value; what comes back is bounded.</summary>
internal sealed class FleetClient : IDisposable
{
    private const int LongestDetail = 400;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    private readonly HttpClient http;
    private readonly TimeProvider time;

    /// <param name="caPin">The pinned certificate; null for what the system trusts.</param>
    /// <param name="time">The clock.</param>
    public FleetClient(string? caPin, TimeProvider time)
    {
        this.time = time;
        http = new(ServerTrust.Handler(caPin)) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Asks.</summary>
    /// <param name="address">The server.</param>
    /// <param name="path">What for.</param>
    /// <param name="body">The body.</param>
    /// <param name="key">Who asks.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<FleetAnswer> PostAsync(string address, string path, byte[] body, AgentKey key, CancellationToken cancellationToken)
    {
        using CancellationTokenSource patience = new(Patience, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            using HttpRequestMessage request = new(HttpMethod.Post, new Uri(new Uri(address), path)) { Content = new ByteArrayContent(body) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            request.Headers.Add(AgentSignature.AgentHeader, key.AgentId);
            request.Headers.Add(AgentSignature.SignatureHeader, key.Sign(body));
            using HttpResponseMessage response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
            byte[]? answer = await ReadAsync(response.Content, either.Token).ConfigureAwait(false);
            int status = (int)response.StatusCode;
            if (answer is null)
                return new(0, default, null, $"the answer has more than {FleetJson.LongestAnswer} bytes");
            return new(status, answer, RetryAfterOf(response), status == 200 ? null : DetailOf(status, answer));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(0, default, null, $"no answer within {Patience.TotalSeconds:0} seconds");
        }
        catch (HttpRequestException e)
        {
            return new(0, default, null, e.InnerException is AuthenticationException tls ? $"the server's certificate is not believed: {tls.Message}" : e.Message);
        }
        catch (IOException e)
        {
            return new(0, default, null, e.Message);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private static async Task<byte[]?> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        using Stream stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        using MemoryStream body = new();
        byte[] buffer = new byte[8 << 10];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
        {
            if (body.Length + read > FleetJson.LongestAnswer)
                return null;
            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }

    private static TimeSpan? RetryAfterOf(HttpResponseMessage response) =>
        response.Headers.RetryAfter?.Delta is { } wait && wait >= TimeSpan.Zero ? wait < LongestWait ? wait : LongestWait : null;

    // Problem details (RFC 9457), if it is one; else only the status.
    private static string DetailOf(int status, byte[] answer)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(answer, new JsonDocumentOptions { MaxDepth = 8 });
            if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("detail", out JsonElement detail)
                && detail.ValueKind == JsonValueKind.String && detail.GetString() is { Length: > 0 } text)
                return $"{Plain(text)} (HTTP {status})";
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Not a problem of ours.
        }

        return $"HTTP {status}";
    }

    private static string Plain(string text)
    {
        StringBuilder plain = new();
        foreach (char character in text)
        {
            if (plain.Length == LongestDetail)
                break;
            plain.Append(char.IsControl(character) || char.IsSurrogate(character) ? '?' : character);
        }

        return plain.ToString();
    }
}
