using System.Collections.Immutable;
using System.Reflection;
using HueSoc.Detection.Evaluation;
using HueSoc.Detection.Rules;
using HueSoc.Server.Hosting;
using HueSoc.Server.Schedules;
using HueSoc.Server.ServerLog;
using HueSoc.Server.Stream;
using HueSoc.Storage.Control.DeadLetters;
using HueSoc.Storage.EventStore;
using HueSoc.Storage.Tenancy;

namespace HueSoc.Server.SystemState;

/// <summary>Whether the server works, and how well.</summary>
internal sealed class ServerState(
    ServerOptions options,
    IEventStore store,
    Evaluator evaluator,
    RuleCatalog rules,
    DeadLetterStore deadLetters,
    AlertStream stream,
    StoreCheckFigures checks,
    ServerLogging logging,
    TimeProvider time)
{
    private readonly DateTimeOffset started = time.GetUtcNow();

    /// <summary>The program's version.</summary>
    public static string Version { get; } =
        typeof(ServerState).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    /// <summary>What does not work; empty when all does.</summary>
    public async ValueTask<ImmutableArray<string>> ProblemsAsync(CancellationToken cancellationToken)
    {
        ImmutableArray<string>.Builder problems = ImmutableArray.CreateBuilder<string>();
        EvaluatorStatus status = evaluator.Status;
        if (status.Problem is not null)
            problems.Add("the evaluator waits for the store or the database");
        if (status.LagEvents > options.LagLimit)
            problems.Add("the evaluator is behind, and shippers are told to wait");
        try
        {
            await store.GetHeadAsync(cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            problems.Add("the event store does not answer");
        }

        return problems.ToImmutable();
    }

    /// <summary>Everything at a glance.</summary>
    public async ValueTask<SystemView> ShowAsync(CancellationToken cancellationToken)
    {
        ImmutableArray<string> problems = await ProblemsAsync(cancellationToken);
        ImmutableArray<RuleStatus> all = rules.List();
        return new()
        {
            Version = Version,
            Started = started,
            Ready = problems.IsEmpty,
            Problems = problems,
            Evaluator = Show(evaluator.Status),
            Rules = new(Count(all, RuleStanding.Active), Count(all, RuleStanding.NotApplicable), Count(all, RuleStanding.Failed)),
            DeadLetters = deadLetters.Count(AgencyScope.City),
            StoreChecks = new(checks.Days, checks.Damaged),
            StreamClients = stream.Clients,
            LogEntriesDropped = logging.Dropped,
        };
    }

    private static int Count(ImmutableArray<RuleStatus> rules, RuleStanding standing) => rules.Count(rule => rule.Status == standing);

    private static EvaluatorView Show(EvaluatorStatus status) => new(
        status.LastSequence, status.BehindAtStart, status.LagEvents, status.Lag.TotalSeconds, status.Events, status.Signals, status.Alerts, status.Unreadable, status.Revision,
        status.Problem);
}
