using Microsoft.Data.Sqlite;

namespace HueSoc.Storage.Sqlite;

/// <summary>Statements that are run once, and the texts kept in the assembly.</summary>
internal static class SqliteText
{
    /// <summary>Runs statements.</summary>
    public static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Runs a statement and gives the first value as an integer; 0 for NULL or no row.</summary>
    public static long Integer(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() is long value ? value : 0;
    }

    /// <summary>A schema file of this folder.</summary>
    public static string Schema(string name)
    {
        using Stream stream = typeof(SqliteText).Assembly.GetManifestResourceStream($"HueSoc.Storage.Sqlite.{name}")!;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
