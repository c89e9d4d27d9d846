using System.Collections.Immutable;
using HueSoc.Storage.Control;

namespace HueSoc.Server.Schedules;

/// <summary>When each schedule last ran, so that what was missed while the server was down is caught up.</summary>
/// <param name="database">Where it is kept.</param>
internal sealed class ScheduleLog(ControlDatabase database)
{
    /// <summary>Keeps a run.</summary>
    public async ValueTask WriteAsync(ScheduleRun run, CancellationToken cancellationToken) => await database.WriteAsync(
        transaction => transaction.Execute(
            """
            INSERT INTO schedule_runs (name, started, finished, succeeded, outcome) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (name) DO UPDATE SET started = $2, finished = $3, succeeded = $4, outcome = $5
            """,
            run.Name, ControlTime.Of(run.Started), ControlTime.Of(run.Finished), run.Succeeded, run.Outcome),
        cancellationToken);

    /// <summary>The last run of each schedule, by name.</summary>
    public ImmutableArray<ScheduleRun> List() => database.Read(connection => connection.Query(
        "SELECT name, started, finished, succeeded, outcome FROM schedule_runs ORDER BY name",
        row => new ScheduleRun(row.GetString(0), row.Time(1), row.Time(2), row.GetBoolean(3), row.GetString(4)))).ToImmutableArray();
}
