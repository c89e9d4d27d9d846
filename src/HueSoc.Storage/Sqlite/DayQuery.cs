using System.Collections.Immutable;
using HueSoc.Storage.EventStore;
using HueSoc.Storage.Queries;
using Microsoft.Data.Sqlite;

namespace HueSoc.Storage.Sqlite;

/// <summary>A question as one day's file understands it: a condition in SQL, and what is left to ask of the documents.</summary>
internal sealed class DayQuery
{
    private readonly SqliteConnection connection;
    private readonly string? match;
    private readonly string source;
    private readonly string where;
    private readonly string scope;
    private readonly string horizonName;
    private readonly string? walk;
    private readonly IReadOnlyList<object> values;

    private DayQuery(SqliteConnection connection, DayCondition condition, EventSearch search, long horizon, ImmutableArray<QueryNode> left)
    {
        this.connection = connection;
        Driver = condition.Driver;
        IsEverything = condition.IsEverything && left.IsEmpty;
        IsUnconditional = IsEverything && search.Scope.IsCity;
        IsDriverOnly = condition.IsDriverOnly && left.IsEmpty && search.Scope.IsCity;
        IsNothing = condition.IsNothing;
        Residual = left.Length switch
        {
            0 => null,
            1 => EventPredicate.Compile(left[0]),
            _ => EventPredicate.Compile(new AndNode(left)),
        };
        match = condition.Match;
        walk = condition.Walk;
        source = match is null ? "events" : $"(SELECT rowid AS hit FROM words WHERE words MATCH {match}) CROSS JOIN events ON events.seq = hit";
        scope = OfScope(condition, search);
        horizonName = condition.Bind(horizon);
        where = $"{condition.Sql} AND +events.seq <= {horizonName}{scope}";
        values = condition.Values;
    }

    /// <summary>The one column and value that the condition begins with, by its index; null when it does not.</summary>
    public (HotField Hot, string Value)? Driver { get; }

    /// <summary>Whether every event of the file is meant that the caller may see.</summary>
    public bool IsEverything { get; }

    /// <summary>Whether every event of the file is meant.</summary>
    public bool IsUnconditional { get; }

    /// <summary>Whether the value of <see cref="Driver"/> is the whole condition.</summary>
    public bool IsDriverOnly { get; }

    /// <summary>Whether the file certainly holds no such event.</summary>
    public bool IsNothing { get; }

    /// <summary>What is left to ask of each document; null when nothing is.</summary>
    public EventPredicate? Residual { get; }

    /// <summary>Prepares a question for a file.</summary>
    public static DayQuery Of(DayFileReader reader, EventSearch search, long horizon, SearchAim aim)
    {
        DayCondition condition = new(reader.Connection, reader.Events, aim);
        ImmutableArray<QueryNode> left = search.Query is null ? [] : condition.Add(search.Query);
        return new(reader.Connection, condition, search, Math.Min(horizon, reader.Horizon), left);
    }

    /// <summary>A statement over the events that meet the condition and happened in a time.</summary>
    /// <param name="columns">What it selects.</param>
    /// <param name="from">The first moment; bound to $from.</param>
    /// <param name="to">The last moment; bound to $to.</param>
    /// <param name="more">A further condition, beginning with AND; or empty.</param>
    /// <param name="tail">Grouping and order; or empty.</param>
    /// <param name="index">The index to go by; null for the one that the condition goes by, or SQLite chooses.</param>
    public SqliteCommand Select(string columns, long from, long to, string more = "", string tail = "", string? index = null) =>
        Command($"SELECT {columns} FROM {source}{((index ?? walk) is { } by ? $" INDEXED BY {by}" : string.Empty)}", from, to, more, tail);

    /// <summary>The same over the further values of a hot field: columns of <c>more_values</c> and <c>events</c>.</summary>
    public SqliteCommand SelectFurther(HotField hot, string columns, long from, long to, string tail) =>
        Command(
            $"SELECT {columns} FROM more_values CROSS JOIN events ON events.seq = more_values.seq",
            from,
            to,
            $" AND more_values.field = {hot.Number}{(match is null ? string.Empty : $" AND events.seq IN (SELECT rowid FROM words WHERE words MATCH {match})")}",
            tail);

    /// <summary>Counts of all events that the caller may see in whole hours, out of the counts the file keeps: a key and a count a row, none of them 0.</summary>
    /// <param name="key"><c>hour</c> or <c>agency</c>.</param>
    /// <param name="first">The first hour, in whole hours since 1970-01-01 UTC.</param>
    /// <param name="end">The hour behind the last.</param>
    public SqliteCommand SelectHours(string key, long first, long end)
    {
        // The file may have taken more since the answer's moment: that is subtracted, in one statement and so from one state of the file. The plus
        // keeps SQLite at the numbers, of which few are that high.
        const string hourOfTime = "(events.time - ((events.time % $length) + $length) % $length) / $length";
        SqliteCommand command = connection.CreateCommand();
        command.CommandText =
            $"SELECT {key}, sum(n) FROM (" +
            $"SELECT hour, agency, events AS n FROM hours AS events WHERE hour >= $first AND hour < $end{scope} " +
            $"UNION ALL SELECT {hourOfTime}, agency, -1 FROM events WHERE seq > {horizonName} AND +time >= $first * $length AND +time < $end * $length{scope}" +
            $") GROUP BY {key} HAVING sum(n) <> 0";
        command.Parameters.AddWithValue("$first", first);
        command.Parameters.AddWithValue("$end", end);
        command.Parameters.AddWithValue("$length", TimeSpan.TicksPerHour);
        BindValues(command);
        return command;
    }

    private SqliteCommand Command(string select, long from, long to, string more, string tail)
    {
        SqliteCommand command = connection.CreateCommand();
        command.CommandText = $"{select} WHERE {where} AND events.time >= $from AND events.time <= $to{more} {tail}";
        command.Parameters.AddWithValue("$from", from);
        command.Parameters.AddWithValue("$to", to);
        BindValues(command);
        return command;
    }

    private void BindValues(SqliteCommand command)
    {
        for (int index = 0; index < values.Count; index++)
            command.Parameters.AddWithValue(DayCondition.NameOf(index), values[index]);
    }

    // The one place where a search is held to what its caller may see.
    private static string OfScope(DayCondition condition, EventSearch search) =>
        search.Scope.IsCity ? string.Empty : $" AND events.agency IN ({string.Join(", ", search.Scope.Codes.Select(code => condition.Bind(code)))})";
}
