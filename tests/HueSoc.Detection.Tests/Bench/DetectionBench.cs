using System.Collections.Immutable;
using System.Text;
using HueSoc.Detection.Alerts;
using HueSoc.Detection.Coverage;
using HueSoc.Detection.Evaluation;
using HueSoc.Detection.Reruns;
using HueSoc.Detection.Rules;
using HueSoc.Detection.Signals;
using HueSoc.Storage.Control;
using HueSoc.Storage.Control.Audit;
using HueSoc.Storage.EventStore;
using HueSoc.Storage.Tenancy;
using Microsoft.Extensions.Logging.Abstractions;

namespace HueSoc.Detection.Tests.Bench;

/// <summary>All of detection on a real control database in a folder of its own, which can be stopped and started again.</summary>
internal sealed class DetectionBench : IAsyncDisposable
{
    public const string Medium = "11111111-0000-4000-8000-000000000001";
    public const string High = "11111111-0000-4000-8000-000000000002";
    public const string Informational = "11111111-0000-4000-8000-000000000003";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("huesoc-detection");

    private DetectionBench()
    {
    }

    public static Actor Analyst { get; } = new("lan", ActorKind.Account);

    public ManualTime Time { get; } = new();

    public MemoryEventStore Store { get; } = new();

    public EvaluatorOptions Options { get; set; } = new() { BatchTime = TimeSpan.FromHours(1) };

    public ControlDatabase Database { get; private set; } = null!;

    public AuditLog Audit { get; private set; } = null!;

    public RuleCatalog Catalog { get; private set; } = null!;

    public AlertFeed Feed { get; private set; } = null!;

    public Evaluator Evaluator { get; private set; } = null!;

    public AlertDesk Desk { get; private set; } = null!;

    public RerunJobs Reruns { get; private set; } = null!;

    public SignalLog Signals => new(Database);

    public CoverageLog Coverage => new(Database);

    public string RuleFolder => Path.Combine(folder.FullName, "rules");

    /// <summary>Begins with three rules: a program called evil.exe (high), one called odd.exe (medium), any start of a program (informational).</summary>
    public static async Task<DetectionBench> StartAsync(EvaluatorOptions? options = null)
    {
        DetectionBench bench = new();
        if (options is not null)
            bench.Options = options;
        bench.WriteRule("evil.yml", Rule(High, "Evil program", "high", "Image|endswith: '\\evil.exe'"));
        bench.WriteRule("odd.yml", Rule(Medium, "Odd program", "medium", "Image|endswith: '\\odd.exe'"));
        bench.WriteRule("any.yml", Rule(Informational, "Program started", "informational", "Image|endswith: '.exe'"));
        await bench.OpenAsync();
        return bench;
    }

    public static string Rule(string id, string title, string level, string selection) =>
        $$"""
        title: {{title}}
        id: {{id}}
        status: test
        level: {{level}}
        tags: [attack.t1059]
        logsource:
            product: windows
            category: process_creation
        detection:
            selection:
                {{selection}}
            condition: selection
        """;

    public void WriteRule(string file, string text)
    {
        Directory.CreateDirectory(RuleFolder);
        File.WriteAllText(Path.Combine(RuleFolder, file), text);
    }

    /// <summary>Stores the start of a program.</summary>
    public StoredEvent Start(string program, string agency = "X", string host = "PC-1", DateTimeOffset? at = null, string user = "HUE\\an", string drill = "")
    {
        string id = $"{Store.Last + 1}";
        string marked = drill.Length == 0 ? string.Empty : $$""","huesoc":{"drill":"{{drill}}"}""";
        string document =
            $$"""{"Channel":"Microsoft-Windows-Sysmon/Operational","EventID":1,"Computer":"{{host}}","Image":"C:\\Temp\\{{program}}","User":"{{user.Replace("\\", "\\\\", StringComparison.Ordinal)}}"{{marked}}}""";
        return Store.Add(new("key:test", id), agency, at ?? Time.GetUtcNow(), Time.GetUtcNow(), Encoding.UTF8.GetBytes(document));
    }

    /// <summary>Evaluates what is there and writes the place.</summary>
    public async Task EvaluateAsync()
    {
        while (await Evaluator.StepAsync(CancellationToken.None))
        {
            // As long as there is more.
        }

        await Evaluator.FlushAsync(CancellationToken.None);
    }

    /// <summary>Stops everything as a kill would, and starts again.</summary>
    public async Task RestartAsync()
    {
        await CloseAsync();
        await OpenAsync();
    }

    public ImmutableArray<Signal> AllSignals() => Signals.List(AgencyScope.City, SignalFilter.All, 1000, null).Items;

    public ImmutableArray<Alert> AllAlerts() => Desk.List(AgencyScope.City, AlertFilter.All, 1000, null).Items;

    public long Count(string sql) => Database.Read(connection => connection.Query(sql, row => row.GetInt64(0)))[0];

    public async Task ExecuteAsync(string sql) => await Database.WriteAsync(transaction => transaction.Execute(sql), CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        folder.Delete(recursive: true);
    }

    private async Task OpenAsync()
    {
        Database = ControlDatabase.Open(Path.Combine(folder.FullName, "data"), ControlRole.Server);
        Audit = new(Database, Time);
        Catalog = await RuleCatalog.LoadAsync(
            new() { RulePaths = [RuleFolder], WithShipped = false }, Database, Audit, Time, NullLogger.Instance, CancellationToken.None);
        Feed = new(Database, Time, NullLogger<AlertFeed>.Instance);
        Evaluator = new(Store, Catalog, Database, Feed, Options, Time, NullLogger<Evaluator>.Instance);
        Desk = new(Database, Audit, Feed, Time);
        Reruns = new(Store, Catalog, Evaluator, Database, Feed, Audit, Time, NullLogger<RerunJobs>.Instance);
    }

    private async Task CloseAsync()
    {
        Catalog.Dispose();
        Feed.Dispose();
        Reruns.Dispose();
        await Database.DisposeAsync();
    }
}
