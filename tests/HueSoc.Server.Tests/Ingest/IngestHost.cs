using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using HueSoc.Server.Ingest;
using HueSoc.Storage.EventStore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HueSoc.Server.Tests.Ingest;

/// <summary>The ingest endpoint on a real port, with a store in memory behind it.</summary>
internal sealed class IngestHost : IAsyncDisposable
{
    public const string KeyId = "k1";
    public const string Secret = "s3cret";

    private readonly WebApplication app;

    private IngestHost(WebApplication app, HttpClient client)
    {
        this.app = app;
        Client = client;
    }

    public HttpClient Client { get; }

    public MemoryEventStore Store { get; private init; } = null!;

    public TestKeys Keys { get; private init; } = null!;

    public TestPressure Pressure { get; private init; } = null!;

    public TestDeadLetters DeadLetters { get; private init; } = null!;

    public TestLog Errors { get; private init; } = null!;

    public IngestPipeline Pipeline => app.Services.GetRequiredService<IngestPipeline>();

    public Uri Address => Client.BaseAddress!;

    public static async Task<IngestHost> StartAsync(Action<IngestOptions>? configure = null, TimeProvider? time = null)
    {
        MemoryEventStore store = new();
        TestKeys keys = new();
        TestPressure pressure = new();
        TestDeadLetters deadLetters = new();
        TestLog errors = new();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(errors);
        builder.Services.AddRouting();
        builder.Services.AddSingleton<IEventStore>(store);
        builder.Services.AddSingleton<IShipperAuthenticator>(keys);
        builder.Services.AddSingleton<IIngestPressure>(pressure);
        builder.Services.AddSingleton<IDeadLetterBox>(deadLetters);
        builder.Services.AddSingleton(time ?? TimeProvider.System);
        builder.Services.AddIngest();
        IngestOptions options = new();
        configure?.Invoke(options);
        builder.Services.Configure<IngestOptions>(target => configure?.Invoke(target));
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            IngestServices.ConfigureKestrel(kestrel, options);
            kestrel.Listen(System.Net.IPAddress.Loopback, 0);
        });
        WebApplication built = builder.Build();
        built.MapIngest();
        await built.StartAsync();
        string address = built.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        HttpClient client = new() { BaseAddress = new Uri(address) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("ApiKey", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{KeyId}:{Secret}")));
        return new IngestHost(built, client) { Store = store, Keys = keys, Pressure = pressure, DeadLetters = deadLetters, Errors = errors };
    }

    public Task<HttpResponseMessage> PostAsync(string path, string body, string contentType = "application/x-ndjson") =>
        PostAsync(path, Encoding.UTF8.GetBytes(body), contentType);

    public async Task<HttpResponseMessage> PostAsync(string path, byte[] body, string? contentType = "application/x-ndjson", string? encoding = null)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        if (contentType is not null)
            request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        if (encoding is not null)
            request.Content.Headers.ContentEncoding.Add(encoding);
        return await Client.SendAsync(request);
    }

    /// <summary>Posts a body that is answered item by item.</summary>
    public async Task<JsonNode> BulkAsync(string body, string path = "/logs-test-default/_bulk")
    {
        using HttpResponseMessage response = await PostAsync(path, body);
        string text = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(System.Net.HttpStatusCode.OK, text);
        return JsonNode.Parse(text)!;
    }

    /// <summary>Ships one document and gives back what was stored of it.</summary>
    public async Task<JsonObject> ShipAsync(string document)
    {
        await BulkAsync("{\"create\":{}}\n" + document + "\n");
        return JsonNode.Parse(Store.Events[^1].Document.Span)!.AsObject();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
    }
}
