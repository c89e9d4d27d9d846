using Microsoft.Data.Sqlite;

namespace HueSoc.Storage.Sqlite;

/// <summary>Looks up which values of a hot field a day's file holds, so that patterns and ranges become lists of values.</summary>
internal static class ColumnValues
{
    /// <summary>How many values are looked at; a field with more is searched row by row.</summary>
    private const int MaxValues = 2000;

    /// <summary>The values of an indexed column that fit; null when there are too many to look at.</summary>
    /// <param name="connection">The day's file.</param>
    /// <param name="hot">The field.</param>
    /// <param name="prefix">What every value that fits begins with; empty when that is not known.</param>
    /// <param name="fits">Whether a value fits.</param>
    public static List<string>? InColumn(SqliteConnection connection, HotField hot, string prefix, Func<string, bool> fits)
    {
        List<string> found = [];
        using SqliteCommand next = connection.CreateCommand();
        // From one value to the next by the index: as many steps as there are different values.
        next.CommandText = $"SELECT {hot.Column} FROM events INDEXED BY {hot.Index} WHERE {hot.Column} IS NOT NULL AND {hot.Column} >= $after ORDER BY {hot.Column} LIMIT 1";
        SqliteParameter after = next.Parameters.AddWithValue("$after", prefix);
        for (int looked = 0; looked <= MaxValues; looked++)
        {
            if (next.ExecuteScalar() is not string value || !value.StartsWith(prefix, StringComparison.Ordinal))
                return found;
            if (fits(value))
                found.Add(value);
            if (looked == 0)
                next.CommandText = next.CommandText.Replace(">=", ">", StringComparison.Ordinal);
            after.Value = value;
        }

        return null;
    }

    /// <summary>The further values of a field that fit; null when there are too many to look at.</summary>
    public static List<string>? Further(SqliteConnection connection, HotField hot, Func<string, bool> fits)
    {
        List<string> found = [];
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT DISTINCT value FROM more_values WHERE field = $field LIMIT $limit";
        command.Parameters.AddWithValue("$field", hot.Number);
        command.Parameters.AddWithValue("$limit", MaxValues + 1);
        using SqliteDataReader rows = command.ExecuteReader();
        int looked = 0;
        while (rows.Read())
        {
            if (++looked > MaxValues)
                return null;
            string value = rows.GetString(0);
            if (fits(value))
                found.Add(value);
        }

        return found;
    }

    /// <summary>Whether any event has a value as a further one.</summary>
    public static bool IsFurther(SqliteConnection connection, HotField hot, string value)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT 1 FROM more_values WHERE field = $field AND value = $value LIMIT 1";
        command.Parameters.AddWithValue("$field", hot.Number);
        command.Parameters.AddWithValue("$value", value);
        return command.ExecuteScalar() is not null;
    }
}
