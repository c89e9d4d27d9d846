using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace HueSoc.Server.Ingest;

/// <summary>Puts the ingest endpoint into a host.</summary>
public static class IngestServices
{
    /// <summary>
    /// Adds what the endpoint needs. The host adds an <c>IEventStore</c>, an <see cref="IShipperAuthenticator"/>, and if it has
    /// them an <see cref="IIngestPressure"/> and an <see cref="IDeadLetterBox"/>.
    /// </summary>
    public static IServiceCollection AddIngest(this IServiceCollection services)
    {
        services.AddOptions<IngestOptions>().BindConfiguration(IngestOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<IngestOptions>, IngestOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IngestPipeline>();
        services.TryAddSingleton<KeyQuotas>();
        services.TryAddSingleton<IngestGate>();
        services.TryAddSingleton<BulkEndpoint>();
        services.TryAddSingleton<SmallEndpoints>();
        return services;
    }

    /// <summary>Maps the endpoint's routes. They take the whole path space of their port: restrict them with <c>RequireHost</c> when the console shares the host.</summary>
    public static RouteGroupBuilder MapIngest(this IEndpointRouteBuilder routes)
    {
        BulkEndpoint bulk = routes.ServiceProvider.GetRequiredService<BulkEndpoint>();
        SmallEndpoints small = routes.ServiceProvider.GetRequiredService<SmallEndpoints>();
        RouteGroupBuilder group = routes.MapGroup("");
        string[] post = ["POST", "PUT"];
        string[] get = ["GET", "HEAD"];
        foreach (string path in (string[])["/_bulk", "/{index}/_bulk", "/{index}/{type}/_bulk"])
        {
            group.MapMethods(path, post, (RequestDelegate)bulk.HandleAsync);
            group.MapMethods(path, ["GET", "HEAD", "DELETE", "PATCH"], (RequestDelegate)small.WrongMethodAsync);
        }

        group.MapMethods("/", get, (RequestDelegate)small.InfoAsync);
        group.MapMethods("/_license", get, (RequestDelegate)small.LicenseAsync);
        group.MapMethods("/_cat/health", get, (RequestDelegate)small.HealthAsync);
        foreach (string path in (string[])["/_index_template/{name}", "/_component_template/{name}", "/_template/{name}", "/_ilm/policy/{name}", "/_ingest/pipeline/{name}"])
            group.MapMethods(path, post, (RequestDelegate)small.AcknowledgeAsync);
        group.MapFallback("{**path}", (RequestDelegate)small.NothingHereAsync);
        return group;
    }

    /// <summary>What a Kestrel that serves the endpoint must be told: bounds of size and number, and that slow senders are cut off.</summary>
    public static void ConfigureKestrel(KestrelServerOptions kestrel, IngestOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = options.MaxConnections;
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(options.MinBytesPerSecond, TimeSpan.FromSeconds(5));
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromMinutes(2);
        kestrel.Limits.MaxRequestLineSize = 8 << 10;
        kestrel.Limits.MaxRequestHeadersTotalSize = 32 << 10;
    }
}
