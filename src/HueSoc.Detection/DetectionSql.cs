using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using HueSoc.Sigma.Matching;
using HueSoc.Storage.Control;
using Microsoft.Data.Sqlite;

namespace HueSoc.Detection;

/// <summary>How this project talks to the control database. Values are always parameters, named <c>$1</c>, <c>$2</c>, … in order.</summary>
internal static class DetectionSql
{
    /// <summary>The number for a time: units of 100 ns since 1970-01-01 UTC.</summary>
    public static long Number(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks;

    /// <summary>The time of a number.</summary>
    public static DateTimeOffset Time(long number) => DateTimeOffset.UnixEpoch.AddTicks(number);

    /// <summary>A statement to be run several times, each time with other values.</summary>
    public static SqliteCommand Prepare(this ControlTransaction transaction, string sql, int parameters)
    {
        SqliteCommand command = transaction.Connection.CreateCommand();
        command.Transaction = transaction.Transaction;
        command.CommandText = sql;
        for (int i = 1; i <= parameters; i++)
            command.Parameters.Add(new SqliteParameter(string.Create(CultureInfo.InvariantCulture, $"${i}"), DBNull.Value));
        return command;
    }

    /// <summary>Runs a prepared statement.</summary>
    /// <returns>How many rows it changed.</returns>
    public static int Run(this SqliteCommand command, params ReadOnlySpan<object?> values)
    {
        for (int i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        return command.ExecuteNonQuery();
    }

    /// <summary>Runs a statement.</summary>
    /// <returns>How many rows it changed.</returns>
    public static int Execute(this ControlTransaction transaction, string sql, params ReadOnlySpan<object?> values)
    {
        using SqliteCommand command = transaction.Prepare(sql, values.Length);
        return command.Run(values);
    }

    /// <summary>Reads all rows.</summary>
    public static List<T> Rows<T>(this ControlTransaction transaction, string sql, Func<SqliteDataReader, T> row, params ReadOnlySpan<object?> values)
    {
        using SqliteCommand command = transaction.Prepare(sql, values.Length);
        return Rows(command, row, values);
    }

    /// <summary>Reads all rows.</summary>
    public static List<T> Rows<T>(this SqliteConnection connection, string sql, Func<SqliteDataReader, T> row, params ReadOnlySpan<object?> values)
    {
        // A command that the connection makes itself joins the transaction that is open on it.
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        for (int i = 1; i <= values.Length; i++)
            command.Parameters.Add(new SqliteParameter(string.Create(CultureInfo.InvariantCulture, $"${i}"), DBNull.Value));
        return Rows(command, row, values);
    }

    /// <summary>A text that may be NULL.</summary>
    public static string? TextOrNull(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    /// <summary>A number that may be NULL.</summary>
    public static long? NumberOrNull(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);

    /// <summary>A time.</summary>
    public static DateTimeOffset GetTime(this SqliteDataReader row, int column) => Time(row.GetInt64(column));

    /// <summary>A time that may be NULL.</summary>
    public static DateTimeOffset? TimeOrNull(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : Time(row.GetInt64(column));

    /// <summary>Texts as JSON.</summary>
    public static string Texts(ImmutableArray<string> texts) => JsonSerializer.Serialize(texts.ToArray());

    /// <summary>Texts out of JSON.</summary>
    public static ImmutableArray<string> Texts(string json) => [.. JsonSerializer.Deserialize<string[]>(json)!];

    /// <summary>Fields with their values as JSON: an array of pairs.</summary>
    public static string Fields(IEnumerable<MatchedField> fields) =>
        JsonSerializer.Serialize(fields.Select(field => new[] { field.Field, field.Value }).ToArray());

    /// <summary>Fields with their values out of JSON.</summary>
    public static ImmutableArray<MatchedField> Fields(string json) =>
        [.. JsonSerializer.Deserialize<string[][]>(json)!.Select(pair => new MatchedField(pair[0], pair[1]))];

    private static List<T> Rows<T>(SqliteCommand command, Func<SqliteDataReader, T> row, ReadOnlySpan<object?> values)
    {
        for (int i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        using SqliteDataReader reader = command.ExecuteReader();
        List<T> rows = [];
        while (reader.Read())
            rows.Add(row(reader));
        return rows;
    }
}
