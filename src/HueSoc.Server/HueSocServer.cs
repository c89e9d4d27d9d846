using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;
using HueSoc.Compliance.Agencies;
using HueSoc.Detection.Rules;
using HueSoc.Server.Accounts;
using HueSoc.Server.Hosting;
using HueSoc.Server.Ingest;
using HueSoc.Server.SystemState;
using HueSoc.Storage;
using HueSoc.Storage.Control;
using HueSoc.Storage.Control.Accounts;
using HueSoc.Storage.Control.Agencies;
using HueSoc.Storage.Control.Audit;
using Microsoft.Data.Sqlite;
using Log = HueSoc.Server.Hosting.Log;

namespace HueSoc.Server;

/// <summary>A server that runs: two hosts over one data folder.</summary>
public sealed class HueSocServer : IAsyncDisposable
{
    private const int MostProblems = 20;
    private readonly ServerParts parts;
    private readonly WebApplication console;
    private readonly WebApplication ingest;
    private readonly X509Certificate2? certificate;
    private readonly ILogger logger;
    private bool isStopped;

    private HueSocServer(ServerParts parts, WebApplication console, WebApplication ingest, X509Certificate2? certificate)
    {
        this.parts = parts;
        this.console = console;
        this.ingest = ingest;
        this.certificate = certificate;
        logger = parts.Logging.Factory.CreateLogger<HueSocServer>();
    }

    /// <summary>Where console and API listen.</summary>
    public ImmutableArray<string> ConsoleAddresses { get; private set; } = [];

    /// <summary>Where shippers are listened to.</summary>
    public ImmutableArray<string> IngestAddresses { get; private set; } = [];

    /// <summary>The password that was made for the first account, to be shown once; null when none was made.</summary>
    public string? FirstPassword { get; private init; }

    /// <summary>The line that says that it is ready.</summary>
    public string ReadyLine => $"HueSoc is ready: console {string.Join(',', ConsoleAddresses)} ingest {string.Join(',', IngestAddresses)}";

    /// <summary>What both hosts are made of, for those who test or demonstrate the server from inside its process.</summary>
    public IServiceProvider Services => console.Services;

    /// <summary>Starts a server. When this returns, it answers.</summary>
    /// <param name="settings">Settings without faults.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="ServerStartException">It cannot start, and why.</exception>
    public static async Task<HueSocServer> StartAsync(ServerSettings settings, TimeProvider time, CancellationToken cancellationToken)
    {
        ServerOptions options = settings.Options;
        ImmutableArray<ListenAddress> consoleAddresses = Listening.Parse(options.Urls);
        ImmutableArray<ListenAddress> ingestAddresses = Listening.Parse(options.IngestUrls);
        ServerParts opened = await OpenAsync(options, time);
        X509Certificate2? tls = null;
        WebApplication? web = null;
        WebApplication? shippers = null;
        try
        {
            tls = ServerCertificate.Of(options, consoleAddresses.Concat(ingestAddresses), time);
            RuleCatalogOptions ruleOptions = new() { RulePaths = options.Rules, WithShipped = !options.OnlyGivenRules, PipelinePaths = options.Pipelines };
            RuleCatalog rules = await RuleCatalog.LoadAsync(
                ruleOptions, opened.Database, opened.Audit, time, opened.Logging.Factory.CreateLogger(typeof(RuleCatalog).FullName!), cancellationToken);
            web = ConsoleHost.Build(options, opened, rules, consoleAddresses, tls, time);
            shippers = IngestHost.Build(settings.All, opened, web.Services, ingestAddresses, tls, time);
            web.Services.GetRequiredService<IngestPart>().Pipeline = shippers.Services.GetRequiredService<IngestPipeline>();
            (_, AgencyList list) = await AgencyRegister.TakeOverAsync(web.Services.GetRequiredService<AgencyStore>(), Actor.System, cancellationToken);
            ILogger log = opened.Logging.Factory.CreateLogger<HueSocServer>();
            foreach (string problem in list.Problems.Concat(rules.Problems).Take(MostProblems))
                Log.StartProblem(log, problem);
            string? password = await FirstAccount.MakeAsync(web.Services.GetRequiredService<AccountStore>(), settings.AdminPassword, cancellationToken);
            HueSocServer server = new(opened, web, shippers, tls) { FirstPassword = password };
            await server.StartHostsAsync(cancellationToken);
            return server;
        }
        catch (Exception e)
        {
            if (shippers is not null)
                await shippers.DisposeAsync();
            if (web is not null)
                await web.DisposeAsync();
            tls?.Dispose();
            await opened.DisposeAsync();
            if (IsForTheOperator(e))
                throw Explained(options, e);
            throw;
        }
    }

    /// <summary>Stops taking requests, lets those under way end, and closes everything.</summary>
    public async ValueTask DisposeAsync()
    {
        if (isStopped)
            return;
        isStopped = true;
        Log.Stopping(logger);
        await ingest.StopAsync();
        await console.StopAsync();
        await ingest.DisposeAsync();
        await console.DisposeAsync();
        await parts.DisposeAsync();
        certificate?.Dispose();
    }

    private static async Task<ServerParts> OpenAsync(ServerOptions options, TimeProvider time)
    {
        try
        {
            return await ServerParts.OpenAsync(options, time);
        }
        catch (Exception e) when (IsForTheOperator(e))
        {
            throw Explained(options, e);
        }
    }

    // What an operator can do something about, and not a fault of ours.
    private static bool IsForTheOperator(Exception e) => e is
        SqliteException or IOException or UnauthorizedAccessException or ControlDatabaseException or Microsoft.Extensions.Options.OptionsValidationException;

    // A start writes: the audit log says that there was one.
    private static ServerStartException Explained(ServerOptions options, Exception e) => new(
        FullDisk.Caused(e, options.Data) ? $"{options.Data}: the disk is full; there has to be room for a start"
        : e is SqliteException ? $"{options.Data}: {e.Message}"
        : e.Message,
        e);

    private async Task StartHostsAsync(CancellationToken cancellationToken)
    {
        // It says when the server started, so it has to be there from the start.
        _ = console.Services.GetRequiredService<ServerState>();
        await Listening.StartAsync(console, "urls", cancellationToken);
        await Listening.StartAsync(ingest, "ingestUrls", cancellationToken);
        ConsoleAddresses = Listening.Addresses(console);
        IngestAddresses = Listening.Addresses(ingest);
        console.Services.GetRequiredService<IngestPart>().Addresses = IngestAddresses;
        await parts.Audit.RecordAsync(Actor.System, "server.started", "server", AuditDetails.Of(("version", ServerState.Version)), "", cancellationToken);
        Log.Started(logger, ServerState.Version, ConsoleAddresses[0], IngestAddresses[0]);
    }
}
