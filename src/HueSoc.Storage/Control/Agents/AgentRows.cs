using HueSoc.Fleet.Enrollment;
using Microsoft.Data.Sqlite;

namespace HueSoc.Storage.Control.Agents;

/// <summary>Reads agents out of the database.</summary>
internal static class AgentRows
{
    /// <summary>The SELECT without conditions.</summary>
    public const string Select =
        """
        SELECT agents.id, agency, host_name, machine_id, class, group_name, enrolled, token, state, state_since, state_reason, version, last_seen, configuration, status
        FROM agents JOIN agent_reports ON agent_reports.id = agents.id
        """;

    /// <summary>An agent; null when there is none of that id.</summary>
    public static EnrolledAgent? Find(SqliteConnection connection, string id) => connection.Query($"{Select} WHERE agents.id = $1", Read, id).FirstOrDefault();

    /// <summary>Reads a row.</summary>
    public static EnrolledAgent Read(SqliteDataReader row) => new()
    {
        Id = row.GetString(0),
        Agency = row.GetString(1),
        HostName = row.GetString(2),
        MachineId = row.GetString(3),
        Class = (DeviceClass)row.GetInt32(4),
        Group = row.TextOrNull(5),
        Enrolled = row.Time(6),
        Token = row.GetString(7),
        State = (AgentState)row.GetInt32(8),
        StateSince = row.Time(9),
        StateReason = row.TextOrNull(10),
        Version = row.GetInt64(11),
        LastSeen = row.TimeOrNull(12),
        ConfigurationVersion = row.GetInt64(13),
        Status = row.TextOrNull(14),
    };

    /// <summary>What the audit log calls an agent.</summary>
    public static string Subject(string id) => $"agent:{id}";
}
