using System.Globalization;
using System.Reflection;
using Microsoft.Data.Sqlite;

namespace HueSoc.Storage.Control;

/// <summary>
/// The schema, step by step: files <c>Migrations/NNNN-what.sql</c>, each applied once in the order of its number. A step
/// that has been released is never changed; the next one mends it. The number reached is the file's <c>user_version</c>.
/// </summary>
internal static class Migrations
{
    private const string Marker = ".Control.Migrations.";

    /// <summary>Applies what is missing.</summary>
    /// <exception cref="ControlDatabaseException">The file is of a later version than this program.</exception>
    public static void Apply(SqliteConnection connection)
    {
        using SqliteTransaction transaction = connection.BeginTransaction(deferred: false);
        long reached = Convert.ToInt64(Run(connection, transaction, "PRAGMA user_version"), CultureInfo.InvariantCulture);
        (int Number, string Resource)[] steps = [.. All()];
        int last = steps.Length == 0 ? 0 : steps[^1].Number;
        if (reached > last)
            throw new ControlDatabaseException($"{connection.DataSource}: its schema is {reached}, and this program knows {last} at most; use the newer program");
        foreach ((int number, string resource) in steps)
        {
            if (number <= reached)
                continue;
            using StreamReader reader = new(typeof(Migrations).Assembly.GetManifestResourceStream(resource)!);
            Run(connection, transaction, reader.ReadToEnd());
            Run(connection, transaction, string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {number}"));
        }

        transaction.Commit();
    }

    private static IEnumerable<(int Number, string Resource)> All() =>
        from resource in Assembly.GetExecutingAssembly().GetManifestResourceNames()
        let at = resource.IndexOf(Marker, StringComparison.Ordinal)
        where at >= 0
        let number = int.Parse(resource.AsSpan(at + Marker.Length, 4), CultureInfo.InvariantCulture)
        orderby number
        select (number, resource);

    private static object? Run(SqliteConnection connection, SqliteTransaction transaction, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
