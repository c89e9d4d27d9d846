using System.Globalization;
using HueSoc.Sigma.Rules;
using HueSoc.Storage.Control;
using HueSoc.Storage.Tenancy;
using Microsoft.Data.Sqlite;

namespace HueSoc.Detection.Alerts;

/// <summary>Reads alerts out of the database. There is no reading without a scope.</summary>
internal static class AlertRows
{
    private const string Columns =
        """
        a.number, a.id, a.version, a.change, a.kind, a.parent, a.rule_id, a.title, a.level, a.rule_tags, a.agency, a.host, a.drill, a.groups, a.incomplete,
        a.first_event, a.last_event, a.ingested, a.created, a.updated, a.state, a.resolution, a.reason, a.assignee, a.first_ack, a.first_assign,
        a.contained, a.closed, a.events, a.hidden_by, a.bucket,
        (SELECT json_group_array(tag) FROM (SELECT tag FROM alert_tags t WHERE t.number = a.number ORDER BY tag))
        """;

    /// <summary>Begins the conditions with whose alerts may be seen.</summary>
    public static SqlConditions Within(AgencyScope scope) => new(scope, "a.agency");

    /// <summary>The conditions of a filter.</summary>
    public static SqlConditions Within(AgencyScope scope, AlertFilter filter)
    {
        SqlConditions where = Within(scope)
            .AnyOf("a.state", [.. filter.States.Select(state => (int)state)])
            .AnyOf("a.level", [.. filter.Levels.Select(level => (int)level)])
            .AnyOf("a.rule_id", filter.RuleIds)
            .And("COALESCE(a.assignee, '') = ?", filter.Assignee)
            .And("a.agency = ?", filter.Agency)
            .And("a.host = ?", filter.Host)
            .And("a.number IN (SELECT number FROM alert_tags WHERE tag = ?)", filter.Tag)
            .And("a.last_event >= ?", filter.Range is { } from ? ControlTime.Of(from.From) : null)
            .And("a.first_event < ?", filter.Range is { } to ? ControlTime.Of(to.To) : null)
            .And("a.drill = ?", filter.Drill)
            .And(
                """
                instr(
                    text_form(concat_ws(char(10), a.title, a.host, a.rule_id, (SELECT group_concat(g.value ->> 1, char(10)) FROM json_each(a.groups) g))),
                    text_form(?)) > 0
                """,
                filter.Text);
        return filter.WithHidden ? where : where.And("a.hidden_by IS NULL");
    }

    /// <summary>Reads alerts.</summary>
    /// <param name="connection">The database.</param>
    /// <param name="where">Which.</param>
    /// <param name="order">In which order, such as <c>a.number DESC</c>.</param>
    /// <param name="limit">How many at most.</param>
    public static List<Alert> Read(SqliteConnection connection, SqlConditions where, string order, int limit) => connection.Query(
        string.Create(CultureInfo.InvariantCulture, $"SELECT {Columns} FROM alerts a WHERE {where.Text} ORDER BY {order} LIMIT {limit}"), Read, where.Values);

    /// <summary>Reads one alert; null when there is none of this id, or not in this scope.</summary>
    public static Alert? Find(SqliteConnection connection, AgencyScope scope, string id) =>
        Read(connection, Within(scope).And("a.id = ?", id), "a.number", 1).FirstOrDefault();

    private static Alert Read(SqliteDataReader row) => new()
    {
        Number = row.GetInt64(0),
        Id = row.GetString(1),
        Version = row.GetInt64(2),
        Change = row.GetInt64(3),
        Kind = (AlertKind)row.GetInt32(4),
        Parent = row.TextOrNull(5),
        RuleId = row.GetString(6),
        Title = row.GetString(7),
        Level = (SigmaLevel)row.GetInt32(8),
        RuleTags = DetectionSql.Texts(row.GetString(9)),
        Agency = row.GetString(10),
        Host = row.GetString(11),
        Drill = row.GetString(12),
        Group = DetectionSql.Fields(row.GetString(13)),
        IsIncomplete = row.GetBoolean(14),
        FirstEvent = row.Time(15),
        LastEvent = row.Time(16),
        Ingested = row.Time(17),
        Created = row.Time(18),
        Updated = row.Time(19),
        State = (AlertState)row.GetInt32(20),
        Resolution = row.NumberOrNull(21) is { } resolution ? (AlertResolution)resolution : null,
        Reason = row.TextOrNull(22),
        Assignee = row.TextOrNull(23),
        FirstAcknowledged = row.TimeOrNull(24),
        FirstAssigned = row.TimeOrNull(25),
        Contained = row.TimeOrNull(26),
        Closed = row.TimeOrNull(27),
        Events = row.GetInt64(28),
        HiddenBy = row.TextOrNull(29),
        Bucket = row.NumberOrNull(30),
        Tags = DetectionSql.Texts(row.GetString(31)),
    };
}
