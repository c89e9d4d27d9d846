using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;
using HueSoc.Detection.Alerts;
using HueSoc.Detection.Coverage;
using HueSoc.Detection.Evaluation;
using HueSoc.Detection.Fleet;
using HueSoc.Detection.Reruns;
using HueSoc.Detection.Rules;
using HueSoc.Detection.Signals;
using HueSoc.Server.Access;
using HueSoc.Server.Accounts;
using HueSoc.Server.Agencies;
using HueSoc.Server.Agents;
using HueSoc.Server.Alerts;
using HueSoc.Server.Audit;
using HueSoc.Server.DeadLetters;
using HueSoc.Server.Events;
using HueSoc.Server.FrontPage;
using HueSoc.Server.Health;
using HueSoc.Server.Ingest;
using HueSoc.Server.Jobs;
using HueSoc.Server.Json;
using HueSoc.Server.Keys;
using HueSoc.Server.Metrics;
using HueSoc.Server.OpenApi;
using HueSoc.Server.Problems;
using HueSoc.Server.Rules;
using HueSoc.Server.Schedules;
using HueSoc.Server.Sessions;
using HueSoc.Server.Signals;
using HueSoc.Server.Stream;
using HueSoc.Server.SystemState;
using HueSoc.Server.Tokens;
using HueSoc.Storage.Control.Accounts;
using HueSoc.Storage.Control.Agencies;
using HueSoc.Storage.Control.Keys;
using HueSoc.Storage.Control.Tokens;
using HueSoc.Storage.EventStore;

namespace HueSoc.Server.Hosting;

/// <summary>The host of console and API, and of everything that works in the background.</summary>
internal static class ConsoleHost
{
    private const long LargestBody = 1 << 20;
    private const int MostConnections = 2_000;

    /// <summary>Builds the host.</summary>
    public static WebApplication Build(
        ServerOptions options, ServerParts parts, RuleCatalog rules, ImmutableArray<ListenAddress> addresses, X509Certificate2? certificate, TimeProvider time)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new() { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            kestrel.Limits.MaxConcurrentConnections = MostConnections;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
            kestrel.Limits.MaxRequestLineSize = 16 << 10;
            kestrel.Limits.MaxRequestHeadersTotalSize = 32 << 10;
            kestrel.Listen(addresses, certificate);
        });
        AddParts(builder.Services, options, parts, rules, time);
        AddWeb(builder.Services, options);
        AddBackground(builder.Services, options, time);
        WebApplication app = builder.Build();
        app.UseSecurityHeaders();
        app.UseProblemAnswers();
        app.UseRouting();
        app.UseMiddleware<AccessGate>();
        app.UseRateLimiter();
        app.UseOutputCache();
        Map(app);
        return app;
    }

    private static void AddParts(IServiceCollection services, ServerOptions options, ServerParts parts, RuleCatalog rules, TimeProvider time)
    {
        services.AddSingleton(options);
        services.AddSingleton(time);
        services.AddSingleton(parts.Logging);
        services.AddSingleton(parts.Logging.Factory);
        services.AddLogging();
        services.AddSingleton(parts.OwnEvents);
        // Registered by hand so that the container does not close what is closed after it.
        services.AddSingleton(parts.Database);
        services.AddSingleton(parts.Audit);
        services.AddSingleton(parts.DeadLetters);
        services.AddSingleton(parts.Store);
        services.AddSingleton<StoreCheckFigures>();
        if (parts.Store is ICheckedEventStore readable)
            services.AddSingleton(readable).AddSchedule<StoreCheckSchedule>();
        services.AddSingleton(rules);
        services.AddSingleton(ServerParts.DeadLetterOptions);
        services.AddSingleton<IPasswordHashing, FrameworkPasswordHashing>();
        services.AddSingleton<AccountStore>();
        services.AddSingleton<TokenStore>();
        services.AddSingleton<ShipperKeyStore>();
        services.AddSingleton<AgencyStore>();
        services.AddSingleton<SignalLog>();
        services.AddSingleton<CoverageLog>();
        services.AddSingleton(new EvaluatorOptions());
        services.AddSingleton<AlertDesk>();
        services.AddSingleton<AlertFeed>();
        services.AddSingleton<Evaluator>();
        services.AddSingleton<RerunJobs>();
        services.AddAgents(options);
        services.AddSingleton<DeadLetterBox>();
        services.AddSingleton<ShipperAuthenticator>();
        services.AddSingleton<KeyQuotas>();
        services.AddSingleton<EvaluatorPressure>();
        services.AddSingleton<IngestFigures>();
        services.AddSingleton<IngestPart>();
        services.AddSingleton(provider => provider.GetRequiredService<IngestPart>().Pipeline);
    }

    private static void AddWeb(IServiceCollection services, ServerOptions options)
    {
        services.AddSingleton<IHostLifetime, QuietLifetime>();
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(20));
        services.AddRouting();
        services.Configure<RouteHandlerOptions>(handlers => handlers.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(json => ServerJson.Configure(json.SerializerOptions));
        services.AddSessionCookie(options);
        services.AddSingleton<EndedSessions>();
        services.AddSingleton<CallerFinder>();
        services.AddRateLimits(options);
        services.AddSingleton<AlertStream>();
        services.AddSingleton<ServerState>();
        services.AddApiDescription();
        services.AddOutputCache();
    }

    private static void AddBackground(IServiceCollection services, ServerOptions options, TimeProvider time)
    {
        services.AddHostedService(provider => Work("the alert feed", provider.GetRequiredService<AlertFeed>().RunAsync, provider, time));
        services.AddSingleton<IHostedService>(provider => Work("the evaluator", provider.GetRequiredService<Evaluator>().RunAsync, provider, time));
        services.AddSingleton<IHostedService>(provider => Work("the re-runs", provider.GetRequiredService<RerunJobs>().RunAsync, provider, time));
        services.AddSingleton<IHostedService>(provider => Work("the watch over agents", provider.GetRequiredService<FleetWatch>().RunAsync, provider, time));
        services.AddHostedService<KeyUseKeeper>();
        services.AddSchedule<RetentionSchedule>();
        services.AddSchedule<AuditHeadSchedule>();
        services.AddSingleton<AuditHeadWriter>();
        if (options.BackupFolder is not null)
            services.AddSchedule<BackupSchedule>();
        services.AddScheduler();
    }

    private static BackgroundWork Work(string name, Func<CancellationToken, Task> run, IServiceProvider provider, TimeProvider time) =>
        new(name, run, time, provider.GetRequiredService<ILogger<BackgroundWork>>());

    private static void Map(WebApplication app)
    {
        app.MapFrontPage();
        app.MapHealth();
        app.MapMetrics();
        // Making it takes longer than anything else that nobody has to sign in for.
        app.MapOpenApi().CacheOutput(cache => cache.Expire(TimeSpan.FromHours(1)));
        RouteGroupBuilder api = app.MapGroup("/api/v1");
        api.MapSession();
        api.MapEvents();
        api.MapSignals();
        api.MapAlerts();
        api.MapStream();
        api.MapAgencies();
        api.MapAgents();
        api.MapRules();
        api.MapJobs();
        api.MapKeys();
        api.MapAccounts();
        api.MapTokens();
        api.MapDeadLetters();
        api.MapAudit();
        api.MapSystem();
    }
}
