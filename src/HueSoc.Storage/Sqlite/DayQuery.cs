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
    private readonly IReadOnlyList<object> values;

    private DayQuery(SqliteConnection connection, DayCondition condition, EventSearch search, long horizon, ImmutableArray<QueryNode> left)
    {
        this.connection = connection;
        Driver = condition.Driver;
        IsUnconditional = condition.IsEverything && left.IsEmpty && search.Scope.IsCity;
        IsDriverOnly = condition.IsDriverOnly && left.IsEmpty && search.Scope.IsCity;
        IsNothing = condition.IsNothing;
        Residual = left.Length switch
        {
            0 => null,
            1 => EventPredicate.Compile(left[0]),
            _ => EventPredicate.Compile(new AndNode(left)),
        };
        match = condition.Match;
        source = match is null ? "events" : $"(SELECT rowid AS hit FROM words WHERE words MATCH {match}) CROSS JOIN events ON events.seq = hit";
        where = $"{condition.Sql} AND +events.seq <= {condition.Bind(horizon)}{OfScope(condition, search)}";
        values = condition.Values;
    }

    /// <summary>The one column and value that the condition begins with, by its index; null when it does not.</summary>
    public (HotField Hot, string Value)? Driver { get; }

    /// <summary>Whether every event of the file is meant.</summary>
    public bool IsUnconditional { get; }

    /// <summary>Whether the value of <see cref="Driver"/> is the whole condition.</summary>
    public bool IsDriverOnly { get; }

    /// <summary>Whether the file certainly holds no such event.</summary>
    public bool IsNothing { get; }

    /// <summary>What is left to ask of each document; null when nothing is.</summary>
    public EventPredicate? Residual { get; }

    /// <summary>Prepares a question for a file.</summary>
    public static DayQuery Of(DayFileReader reader, EventSearch search, long horizon)
    {
        DayCondition condition = new(reader.Connection);
        ImmutableArray<QueryNode> left = search.Query is null ? [] : condition.Add(search.Query);
        return new(reader.Connection, condition, search, Math.Min(horizon, reader.Horizon), left);
    }

    /// <summary>A statement over the events that meet the condition and happened in a time.</summary>
    /// <param name="columns">What it selects.</param>
    /// <param name="from">The first moment; bound to $from.</param>
    /// <param name="to">The last moment; bound to $to.</param>
    /// <param name="more">A further condition, beginning with AND; or empty.</param>
    /// <param name="tail">Grouping and order; or empty.</param>
    /// <param name="index">The index to go by; null to leave that to SQLite.</param>
    public SqliteCommand Select(string columns, long from, long to, string more = "", string tail = "", string? index = null) =>
        Command($"SELECT {columns} FROM {source}{(index is null ? string.Empty : $" INDEXED BY {index}")}", from, to, more, tail);

    /// <summary>The same over the further values of a hot field: columns of <c>more_values</c> and <c>events</c>.</summary>
    public SqliteCommand SelectFurther(HotField hot, string columns, long from, long to, string tail) =>
        Command(
            $"SELECT {columns} FROM more_values CROSS JOIN events ON events.seq = more_values.seq",
            from,
            to,
            $" AND more_values.field = {hot.Number}{(match is null ? string.Empty : $" AND events.seq IN (SELECT rowid FROM words WHERE words MATCH {match})")}",
            tail);

    private SqliteCommand Command(string select, long from, long to, string more, string tail)
    {
        SqliteCommand command = connection.CreateCommand();
        command.CommandText = $"{select} WHERE {where} AND events.time >= $from AND events.time <= $to{more} {tail}";
        command.Parameters.AddWithValue("$from", from);
        command.Parameters.AddWithValue("$to", to);
        for (int index = 0; index < values.Count; index++)
            command.Parameters.AddWithValue(DayCondition.NameOf(index), values[index]);
        return command;
    }

    // The one place where a search is held to what its caller may see.
    private static string OfScope(DayCondition condition, EventSearch search) =>
        search.Scope.IsCity ? string.Empty : $" AND events.agency IN ({string.Join(", ", search.Scope.Codes.Select(code => condition.Bind(code)))})";
}
