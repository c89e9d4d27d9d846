using System.Collections.Immutable;
using HueSoc.Storage.Control;
using Microsoft.Data.Sqlite;

namespace HueSoc.Server.Schedules;

/// <summary>When each schedule last ran, so that what was missed while the server was down is caught up.</summary>
/// <param name="database">Where it is kept.</param>
internal sealed class ScheduleLog(ControlDatabase database)
{
    /// <summary>Keeps a run.</summary>
    public async ValueTask WriteAsync(ScheduleRun run, CancellationToken cancellationToken) => await database.WriteAsync(
        transaction =>
        {
            using SqliteCommand command = transaction.Connection.CreateCommand();
            command.Transaction = transaction.Transaction;
            command.CommandText = """
                INSERT INTO schedule_runs (name, started, finished, succeeded, outcome) VALUES ($name, $started, $finished, $succeeded, $outcome)
                ON CONFLICT (name) DO UPDATE SET started = $started, finished = $finished, succeeded = $succeeded, outcome = $outcome
                """;
            command.Parameters.AddWithValue("$name", run.Name);
            command.Parameters.AddWithValue("$started", Ticks(run.Started));
            command.Parameters.AddWithValue("$finished", Ticks(run.Finished));
            command.Parameters.AddWithValue("$succeeded", run.Succeeded);
            command.Parameters.AddWithValue("$outcome", run.Outcome);
            return command.ExecuteNonQuery();
        },
        cancellationToken);

    /// <summary>The last run of each schedule, by name.</summary>
    public ImmutableArray<ScheduleRun> List() => database.Read(connection =>
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT name, started, finished, succeeded, outcome FROM schedule_runs ORDER BY name";
        using SqliteDataReader reader = command.ExecuteReader();
        ImmutableArray<ScheduleRun>.Builder runs = ImmutableArray.CreateBuilder<ScheduleRun>();
        while (reader.Read())
            runs.Add(new(reader.GetString(0), Time(reader.GetInt64(1)), Time(reader.GetInt64(2)), reader.GetBoolean(3), reader.GetString(4)));
        return runs.ToImmutable();
    });

    private static long Ticks(DateTimeOffset time) => time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks;

    private static DateTimeOffset Time(long ticks) => DateTimeOffset.UnixEpoch.AddTicks(ticks);
}
