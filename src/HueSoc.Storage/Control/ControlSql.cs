using Microsoft.Data.Sqlite;

namespace HueSoc.Storage.Control;

/// <summary>Short ways to run a statement. Values are always parameters, named <c>$1</c>, <c>$2</c>, … in order.</summary>
public static class ControlSql
{
    /// <summary>Runs a statement.</summary>
    /// <returns>How many rows it changed.</returns>
    public static int Execute(this ControlTransaction transaction, string sql, params ReadOnlySpan<object?> values)
    {
        using SqliteCommand command = transaction.Connection.Command(sql, values);
        return command.ExecuteNonQuery();
    }

    /// <summary>Reads all rows, within a transaction.</summary>
    public static List<T> Query<T>(this ControlTransaction transaction, string sql, Func<SqliteDataReader, T> row, params ReadOnlySpan<object?> values) =>
        transaction.Connection.Query(sql, row, values);

    /// <summary>Reads all rows.</summary>
    public static List<T> Query<T>(this SqliteConnection connection, string sql, Func<SqliteDataReader, T> row, params ReadOnlySpan<object?> values)
    {
        using SqliteCommand command = connection.Command(sql, values);
        using SqliteDataReader reader = command.ExecuteReader();
        List<T> rows = [];
        while (reader.Read())
            rows.Add(row(reader));
        return rows;
    }

    /// <summary>Reads one value.</summary>
    public static long Number(this SqliteConnection connection, string sql, params ReadOnlySpan<object?> values)
    {
        using SqliteCommand command = connection.Command(sql, values);
        return command.ExecuteScalar() is long number ? number : 0;
    }

    /// <summary>A text that may be NULL.</summary>
    public static string? TextOrNull(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    /// <summary>A number that may be NULL.</summary>
    public static long? NumberOrNull(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);

    /// <summary>A time.</summary>
    public static DateTimeOffset Time(this SqliteDataReader row, int column) => ControlTime.From(row.GetInt64(column));

    /// <summary>A time that may be NULL.</summary>
    public static DateTimeOffset? TimeOrNull(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : ControlTime.From(row.GetInt64(column));

    // CreateCommand puts the command into the connection's transaction.
    private static SqliteCommand Command(this SqliteConnection connection, string sql, ReadOnlySpan<object?> values)
    {
        SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        for (int i = 0; i < values.Length; i++)
            command.Parameters.AddWithValue($"${i + 1}", values[i] ?? DBNull.Value);
        return command;
    }
}
