using Microsoft.AspNetCore.Builder;
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
        return services;
    }

    /// <summary>Maps the endpoint's routes. They take the whole path space of their port: restrict them with <c>RequireHost</c> when the console shares the host.</summary>
    public static RouteGroupBuilder MapIngest(this IEndpointRouteBuilder routes) => routes.MapGroup("");

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
