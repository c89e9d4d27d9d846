using System.Globalization;
using HueSoc.Fleet.Enrollment;
using HueSoc.Storage.Control;
using Microsoft.Extensions.Logging;

namespace HueSoc.Detection.Fleet;

/// <summary>Looks each minute which agents are silent that should not be, and raises one alert for each silence.</summary>
/// <param name="database">The database.</param>
/// <param name="alerts">Raises alerts.</param>
/// <param name="options">What counts as silence.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The server's log.</param>
public sealed class FleetWatch(ControlDatabase database, FleetAlerts alerts, FleetWatchOptions options, TimeProvider time, ILogger<FleetWatch> logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    // A clock on the wall that moves by more than this against the one that only measures was set: then nobody was silent.
    private static readonly TimeSpan Jump = TimeSpan.FromSeconds(30);

    private readonly HashSet<(string Id, DateTimeOffset Since)> raised = [];
    private DateTimeOffset listening = time.GetUtcNow();
    private DateTimeOffset lastTime = time.GetUtcNow();
    private long lastTimestamp = time.GetTimestamp();

    /// <summary>Looks each minute, until it is told to end. The server runs it.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using PeriodicTimer timer = new(Interval, time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
            await CheckAsync(cancellationToken);
    }

    /// <summary>Looks once.</summary>
    /// <returns>How many alerts were raised.</returns>
    public async ValueTask<int> CheckAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        if ((now - lastTime - time.GetElapsedTime(lastTimestamp)).Duration() > Jump)
            listening = now;
        lastTime = now;
        lastTimestamp = time.GetTimestamp();
        List<WatchedAgent> agents = database.Read(Agents);
        Silences found = Silences.Find(agents, now, listening, options);
        raised.IntersectWith(found.Devices.Select(device => (device.Id, device.LastSeen)));
        WatchedAgent[] devices = [.. found.Devices.Where(device => !raised.Contains((device.Id, device.LastSeen)))];
        Dictionary<string, DateTimeOffset> open = database.Read(OpenLosses);
        AgencyLoss[] losses = [.. found.Agencies.Where(loss => !open.ContainsKey(loss.Agency))];
        string[] settled = [.. found.Settled.Where(open.ContainsKey)];
        if (devices.Length + losses.Length + settled.Length == 0)
            return 0;
        int count = await database.WriteAsync(transaction => Write(transaction, devices, losses, settled, now), cancellationToken);
        raised.UnionWith(devices.Select(device => (device.Id, device.LastSeen)));
        if (count > 0)
        {
            alerts.Committed();
            Log.SilenceRaised(logger, count);
        }

        return count;
    }

    private int Write(ControlTransaction transaction, WatchedAgent[] devices, AgencyLoss[] losses, string[] settled, DateTimeOffset now)
    {
        int count = 0;
        foreach (WatchedAgent device in devices)
        {
            bool isNew = alerts.Raise(
                transaction, FleetRule.DeviceSilent, device.Id, device.LastSeen, device.Agency, device.HostName,
                [new("agent.id", device.Id), new("last_seen", device.LastSeen.ToString("u", CultureInfo.InvariantCulture))]);
            count += isNew ? 1 : 0;
        }

        foreach (AgencyLoss loss in losses)
        {
            transaction.Execute("INSERT INTO agency_silences VALUES ($1, $2)", loss.Agency, ControlTime.Of(now));
            string text = string.Create(CultureInfo.InvariantCulture, $"{loss.Lost} of {loss.Before}");
            count += alerts.Raise(transaction, FleetRule.AgencySilent, loss.Agency, now, loss.Agency, "", [new("organization.id", loss.Agency), new("devices_lost", text)]) ? 1 : 0;
        }

        foreach (string agency in settled)
            transaction.Execute("DELETE FROM agency_silences WHERE agency = $1", agency);
        return count;
    }

    private static List<WatchedAgent> Agents(Microsoft.Data.Sqlite.SqliteConnection connection) => connection.Query(
        """
        SELECT agents.id, agency, host_name, class, last_seen FROM agents JOIN agent_reports ON agent_reports.id = agents.id
        WHERE state = 0 AND last_seen IS NOT NULL
        """,
        row => new WatchedAgent(row.GetString(0), row.GetString(1), row.GetString(2), (DeviceClass)row.GetInt32(3), row.Time(4)));

    private static Dictionary<string, DateTimeOffset> OpenLosses(Microsoft.Data.Sqlite.SqliteConnection connection) =>
        connection.Query("SELECT agency, started FROM agency_silences", row => (Agency: row.GetString(0), Started: row.Time(1)))
            .ToDictionary(row => row.Agency, row => row.Started, StringComparer.Ordinal);
}
