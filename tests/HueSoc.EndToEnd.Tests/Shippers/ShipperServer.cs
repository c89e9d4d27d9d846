using System.Globalization;
using System.Text.Json;
using HueSoc.EndToEnd.Tests.Serving;

namespace HueSoc.EndToEnd.Tests.Shippers;

/// <summary>One <c>huesoc serve</c> for all shippers, who come one after another, each with a key of its own.</summary>
#pragma warning disable CA1001 // The framework calls IAsyncLifetime's DisposeAsync.
public sealed class ShipperServer : IAsyncLifetime
#pragma warning restore CA1001
{
    private readonly TemporaryFolder folder = new();
    private HuesocProcess? server;
    private ApiClient? api;

    private string Data => folder.Of("data");

    /// <summary>Where shippers post.</summary>
    internal Uri Ingest => server!.Ingest;

    /// <summary>The API.</summary>
    internal ApiClient Api => api!;

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        string token = (await HuesocProcess.RunAsync(["admin", "token", "--data", Data, "--role", "admin"])).Trim();
        server = await HuesocProcess.ServeAsync(["--data", Data]);
        api = new(server.Console, token);
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        api?.Dispose();
        if (server is not null)
            await server.DisposeAsync();
        folder.Dispose();
    }

    /// <summary>Makes a key while the server runs, as an administrator does.</summary>
    internal async Task<(string Id, string Secret)> MakeKeyAsync(string name)
    {
        string text = (await HuesocProcess.RunAsync(["admin", "api-key", "--data", Data, "--agency", "SKHCN", "--name", name])).Trim();
        string[] parts = text.Split(':', 2);
        return (parts[0], parts[1]);
    }

    /// <summary>Reads events of a span of time to the last one.</summary>
    /// <param name="from">The beginning.</param>
    /// <param name="to">The end.</param>
    /// <param name="query">Which events.</param>
    internal async Task<List<JsonElement>> EventsAsync(DateTimeOffset from, DateTimeOffset to, string query)
    {
        List<JsonElement> events = [];
        await foreach (JsonElement stored in api!.ListAsync($"/api/v1/events?from={Text(from)}&to={Text(to)}&q={Uri.EscapeDataString(query)}"))
            events.Add(stored);
        return events;
    }

    /// <summary>Counts events of a span of time.</summary>
    /// <param name="from">The beginning.</param>
    /// <param name="to">The end.</param>
    /// <param name="query">Which events.</param>
    internal async Task<long> CountAsync(DateTimeOffset from, DateTimeOffset to, string query)
    {
        JsonElement counts = (await api!.GetAsync($"/api/v1/events/histogram?from={Text(from)}&to={Text(to)}&q={Uri.EscapeDataString(query)}"))!.Value;
        return counts.GetProperty("buckets").EnumerateArray().Sum(bucket => bucket.GetProperty("count").GetInt64());
    }

    /// <summary>Reads a counter of <c>/metrics</c>.</summary>
    internal async Task<long> MetricAsync(string name)
    {
        using HttpClient http = new();
        string text = await http.GetStringAsync(new Uri(server!.Console, "/metrics"));
        string line = text.Split('\n').Single(line => line.StartsWith($"{name} ", StringComparison.Ordinal));
        return long.Parse(line[(name.Length + 1)..], CultureInfo.InvariantCulture);
    }

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture);
}

/// <summary>The tests that share the server, one at a time.</summary>
[CollectionDefinition(Name)]
#pragma warning disable MA0048 // The name of the fixture.
public sealed class ShippersDefinition : ICollectionFixture<ShipperServer>
{
    /// <summary>The collection's name.</summary>
    public const string Name = "Shippers";
}
