using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;
using HueSoc.Server.Agents;
using HueSoc.Server.DeadLetters;
using HueSoc.Server.Ingest;
using HueSoc.Server.Keys;

namespace HueSoc.Server.Hosting;

/// <summary>The host that shippers talk to. It has limits of its own, and nothing of the console.</summary>
internal static class IngestHost
{
    /// <summary>Builds the host.</summary>
    /// <param name="settings">The settings of the endpoint.</param>
    /// <param name="parts">What it writes to.</param>
    /// <param name="console">The other host, of which it takes what is shared.</param>
    /// <param name="addresses">Where it listens.</param>
    /// <param name="certificate">What it speaks TLS with.</param>
    /// <param name="time">The clock.</param>
    public static WebApplication Build(
        IConfiguration settings, ServerParts parts, IServiceProvider console, ImmutableArray<ListenAddress> addresses, X509Certificate2? certificate, TimeProvider time)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new() { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddInMemoryCollection(settings.AsEnumerable());
        IngestOptions options = settings.GetSection(IngestOptions.Section).Get<IngestOptions>() ?? new();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            IngestServices.ConfigureKestrel(kestrel, options);
            kestrel.Listen(addresses, certificate);
        });
        IServiceCollection services = builder.Services;
        services.AddSingleton<IHostLifetime, QuietLifetime>();
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(20));
        services.AddSingleton(parts.Logging.Factory);
        services.AddLogging();
        services.AddRouting();
        services.AddSingleton(time);
        services.AddSingleton(parts.Store);
        services.AddSingleton<IShipperAuthenticator>(console.GetRequiredService<ShipperAuthenticator>());
        services.AddSingleton(console.GetRequiredService<KeyQuotas>());
        services.AddSingleton<IIngestPressure>(console.GetRequiredService<EvaluatorPressure>());
        services.AddSingleton<IDeadLetterBox>(console.GetRequiredService<DeadLetterBox>());
        services.AddIngest();
        WebApplication app = builder.Build();
        app.UseRouting();
        app.MapAgentEndpoint(console.GetRequiredService<AgentEndpoint>());
        app.MapIngest();
        return app;
    }
}
