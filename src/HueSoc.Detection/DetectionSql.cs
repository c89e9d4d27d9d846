using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using HueSoc.Sigma.Matching;
using HueSoc.Storage.Control;
using Microsoft.Data.Sqlite;

namespace HueSoc.Detection;

/// <summary>What this project needs of SQL besides <see cref="ControlSql"/>: statements that are run many times, and lists kept as JSON.</summary>
internal static class DetectionSql
{
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
}
