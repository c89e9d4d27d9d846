using System.Net;
using System.Text;
using System.Text.Json;

namespace HueSoc.EndToEnd.Tests.Corpus;

/// <summary>Ships a file of JSON lines; an event's id is the number of its line, counted from 1.</summary>
/// <param name="ingest">Where to.</param>
/// <param name="key">The key, <c>id:secret</c>.</param>
internal sealed class LineShipper(Uri ingest, string key) : IDisposable
{
    private const int Batch = 2_000;
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromMinutes(2) };

    /// <summary>Ships the file.</summary>
    /// <returns>How many events were stored.</returns>
    public async Task<int> ShipAsync(string path)
    {
        int number = 0;
        int stored = 0;
        foreach (string[] lines in File.ReadLines(path).Chunk(Batch))
        {
            StringBuilder body = new();
            foreach (string line in lines)
                body.Append("{\"create\":{\"_id\":\"").Append(++number).Append("\"}}\n").Append(line).Append('\n');
            stored += await PostAsync(Encoding.UTF8.GetBytes(body.ToString()));
        }

        return stored;
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private async Task<int> PostAsync(byte[] body)
    {
        while (true)
        {
            using HttpRequestMessage request = new(HttpMethod.Post, new Uri(ingest, "/logs-corpus-default/_bulk")) { Content = new ByteArrayContent(body) };
            request.Content.Headers.ContentType = new("application/x-ndjson");
            request.Headers.TryAddWithoutValidation("Authorization", $"ApiKey {Convert.ToBase64String(Encoding.UTF8.GetBytes(key))}");
            using HttpResponseMessage response = await http.SendAsync(request);
            if (response.StatusCode == HttpStatusCode.TooManyRequests)
            {
                // What a shipper does: it waits as long as it was told.
                await Task.Delay(response.Headers.RetryAfter!.Delta!.Value, TimeProvider.System);
                continue;
            }

            string answer = await response.Content.ReadAsStringAsync();
            response.StatusCode.ShouldBe(HttpStatusCode.OK, answer);
            using JsonDocument json = JsonDocument.Parse(answer);
            int[] statuses = [.. json.RootElement.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("create").GetProperty("status").GetInt32())];
            statuses.ShouldAllBe(status => status == (int)HttpStatusCode.Created);
            return statuses.Length;
        }
    }
}
