using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace HueSoc.EndToEnd.Tests.Serving;

/// <summary>The API as a program with a token uses it.</summary>
internal sealed class ApiClient : IDisposable
{
    private readonly HttpClient http;

    /// <summary>For a server and a token.</summary>
    public ApiClient(Uri console, string token)
    {
        http = new() { BaseAddress = console, Timeout = TimeSpan.FromMinutes(2) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>Reads a resource; null when there is none.</summary>
    public async Task<JsonElement?> GetAsync(string path, CancellationToken cancellationToken = default)
    {
        using HttpResponseMessage response = await http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound)
            return null;
        string text = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.IsSuccessStatusCode
            ? JsonSerializer.Deserialize<JsonElement>(text)
            : throw new InvalidOperationException($"GET {path}: {(int)response.StatusCode} {text}");
    }

    /// <summary>Makes something, and gives back what was made.</summary>
    public async Task<JsonElement> PostAsync(string path, object body, CancellationToken cancellationToken = default)
    {
        using HttpResponseMessage response = await http.PostAsJsonAsync(new Uri(path, UriKind.Relative), body, cancellationToken);
        string text = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.IsSuccessStatusCode
            ? JsonSerializer.Deserialize<JsonElement>(text)
            : throw new InvalidOperationException($"POST {path}: {(int)response.StatusCode} {text}");
    }

    /// <summary>Reads a list to its end.</summary>
    public async IAsyncEnumerable<JsonElement> ListAsync(string path)
    {
        string? after = null;
        do
        {
            string query = $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}limit=1000{(after is null ? "" : $"&after={Uri.EscapeDataString(after)}")}";
            JsonElement page = (await GetAsync(query))!.Value;
            foreach (JsonElement item in page.GetProperty("items").EnumerateArray())
                yield return item;
            after = page.TryGetProperty("next", out JsonElement next) ? next.GetString() : null;
        }
        while (after is not null);
    }

    /// <summary>The word that stands for an event's key in an address.</summary>
    public static string KeyWord(string sender, string id) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{sender}\n{id}"));

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();
}
