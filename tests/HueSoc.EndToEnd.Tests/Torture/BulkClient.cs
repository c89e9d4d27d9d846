using System.Net;
using System.Text;
using System.Text.Json;

namespace HueSoc.EndToEnd.Tests.Torture;

/// <summary>
/// A shipper as simple as can be: it posts a batch until every event of it is acknowledged, 201 or 409, and counts what it
/// was told. It has no memory but the numbers that are still open.
/// </summary>
/// <param name="events">The events.</param>
/// <param name="authorization">The value of its Authorization header.</param>
internal sealed class BulkClient(NumberedEvents events, string authorization) : IDisposable
{
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(60) };
    private long created, conflicts, refused;

    /// <summary>Items answered 201.</summary>
    public long Created => Interlocked.Read(ref created);

    /// <summary>Items answered 409.</summary>
    public long Conflicts => Interlocked.Read(ref conflicts);

    /// <summary>Requests and items answered 429.</summary>
    public long Refused => Interlocked.Read(ref refused);

    /// <summary>The body of a bulk request for some events.</summary>
    public byte[] Body(IEnumerable<int> numbers)
    {
        StringBuilder body = new();
        foreach (int number in numbers)
            body.Append("{\"create\":{\"_index\":\"logs-windows.security-default\",\"_id\":\"").Append(events.Id(number)).Append("\"}}\n").Append(events.Document(number)).Append('\n');
        return Encoding.UTF8.GetBytes(body.ToString());
    }

    /// <summary>Posts events once.</summary>
    /// <returns>Those that are still open: all of them when there was no answer.</returns>
    public async Task<List<int>> PostAsync(Uri ingest, List<int> numbers, CancellationToken cancellationToken)
    {
        try
        {
            return await SendAsync(ingest, numbers, cancellationToken);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // It took too long; what became of it is not known.
            return numbers;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private async Task<List<int>> SendAsync(Uri ingest, List<int> numbers, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, new Uri(ingest, "/_bulk")) { Content = new ByteArrayContent(Body(numbers)) };
        request.Content.Headers.ContentType = new("application/x-ndjson");
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using HttpResponseMessage response = await http.SendAsync(request, cancellationToken);
        if (response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable)
        {
            Interlocked.Increment(ref refused);
            return numbers;
        }

        byte[] answer = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        if (response.StatusCode != HttpStatusCode.OK)
            throw new InvalidOperationException($"{(int)response.StatusCode}: {Encoding.UTF8.GetString(answer)}");
        List<int> open = [];
        using JsonDocument json = JsonDocument.Parse(answer);
        int place = 0;
        foreach (JsonElement item in json.RootElement.GetProperty("items").EnumerateArray())
        {
            int number = numbers[place++];
            JsonElement create = item.GetProperty("create");
            if (create.GetProperty("_id").GetString() != events.Id(number))
                throw new InvalidOperationException($"item {place - 1} answers for {create.GetProperty("_id")} and not for {events.Id(number)}");
            switch (create.GetProperty("status").GetInt32())
            {
                case 201:
                    Interlocked.Increment(ref created);
                    break;
                case 409:
                    Interlocked.Increment(ref conflicts);
                    break;
                case 429:
                    Interlocked.Increment(ref refused);
                    open.Add(number);
                    break;
                default:
                    throw new InvalidOperationException($"event {number}: {item}");
            }
        }

        return place == numbers.Count ? open : throw new InvalidOperationException($"{place} items for {numbers.Count} events");
    }
}
