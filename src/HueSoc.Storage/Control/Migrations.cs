using System.Globalization;
using System.Reflection;
using Microsoft.Data.Sqlite;

namespace HueSoc.Storage.Control;

/// <summary>
/// The schema of a file, step by step: embedded files <c>Migrations/NNNN-what.sql</c>, each applied once in the order of its
/// number. A step that has been released is never changed; the next one mends it. The number reached is the file's <c>user_version</c>.
/// </summary>
/// <param name="marker">What stands before the step's number in the name of the embedded file.</param>
/// <param name="application">The file's <c>application_id</c>, which tells our files from others.</param>
internal sealed class Migrations(string marker, int application)
{
    /// <summary>Of <c>huesoc.db</c>.</summary>
    public static Migrations Control { get; } = new(".Control.Migrations.", 0x48756531);

    /// <summary>Of <c>dead-letters.db</c>.</summary>
    public static Migrations DeadLetters { get; } = new(".Control.DeadLetters.Migrations.", 0x48756532);

    /// <summary>Applies what is missing.</summary>
    /// <param name="connection">A connection to the file.</param>
    /// <param name="last">The step to stop after, for tests; null for the newest.</param>
    /// <param name="guard">Called before an older file is changed; what it returns is held while that goes on. It may refuse by throwing.</param>
    /// <exception cref="ControlDatabaseException">The file is of a later version than this program, or not ours.</exception>
    public void Apply(SqliteConnection connection, int? last, Func<IDisposable?>? guard)
    {
        using SqliteTransaction transaction = connection.BeginTransaction(deferred: false);
        long reached = connection.Number("PRAGMA user_version");
        bool empty = reached == 0 && connection.Number("SELECT COUNT(*) FROM sqlite_schema") == 0;
        if (!empty && connection.Number("PRAGMA application_id") != application)
            throw new ControlDatabaseException($"{connection.DataSource}: this is a SQLite file, but not the one of HueSoc that belongs here");
        (int Number, string Resource)[] steps = [.. Steps().Where(step => last is null || step.Number <= last)];
        int newest = steps[^1].Number;
        if (reached > newest)
            throw new ControlDatabaseException($"{connection.DataSource}: its schema is {reached}, and this program knows {newest} at most; use the newer program");
        if (reached == newest)
            return;

        using IDisposable? held = empty ? null : guard?.Invoke();
        foreach ((int number, string resource) in steps)
        {
            if (number <= reached)
                continue;
            using StreamReader reader = new(typeof(Migrations).Assembly.GetManifestResourceStream(resource)!);
            Run(connection, reader.ReadToEnd());
            Run(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {number}"));
        }

        Run(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA application_id = {application}"));
        transaction.Commit();
    }

    private IEnumerable<(int Number, string Resource)> Steps() =>
        from resource in Assembly.GetExecutingAssembly().GetManifestResourceNames()
        let at = resource.IndexOf(marker, StringComparison.Ordinal)
        where at >= 0
        let number = int.Parse(resource.AsSpan(at + marker.Length, 4), CultureInfo.InvariantCulture)
        orderby number
        select (number, resource);

    private static void Run(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
