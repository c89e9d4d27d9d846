using HueSoc.Storage.Control;
using Microsoft.Data.Sqlite;

namespace HueSoc.Storage.Tests.Control;

public sealed class MigrationsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("huesoc-").FullName;

    private string FilePath => Path.Combine(folder, "x.db");

    [Fact]
    public void Apply_Twice_ChangesNothingTheSecondTime()
    {
        using SqliteConnection connection = ControlHouse.Raw(FilePath);
        Migrations.Control.Apply(connection, last: null, guard: null);
        string before = Schema(connection);

        Migrations.Control.Apply(connection, last: null, guard: () => throw new InvalidOperationException("asked for leave to change nothing"));

        Schema(connection).ShouldBe(before);
    }

    [Fact]
    public void Apply_StepByStep_ComesToTheSameSchemaAsAtOnce()
    {
        using SqliteConnection atOnce = ControlHouse.Raw(Path.Combine(folder, "y.db"));
        Migrations.Control.Apply(atOnce, last: null, guard: null);
        using SqliteConnection connection = ControlHouse.Raw(FilePath);

        for (int step = 1; step <= atOnce.Number("PRAGMA user_version"); step++)
            Migrations.Control.Apply(connection, step, guard: null);

        Schema(connection).ShouldBe(Schema(atOnce));
        connection.Number("PRAGMA user_version").ShouldBe(atOnce.Number("PRAGMA user_version"));
    }

    [Fact]
    public void Apply_ToAnOldFileWithoutLeave_ChangesNothing()
    {
        using SqliteConnection connection = ControlHouse.Raw(FilePath);
        Migrations.Control.Apply(connection, last: null, guard: null);
        string before = Schema(connection);
        // As if a step were still to come.
        ControlHouse.Run(connection, "PRAGMA user_version = 0");

        Should.Throw<ControlDatabaseException>(() => Migrations.Control.Apply(connection, last: null, guard: () => throw new ControlDatabaseException("a server runs")));

        Schema(connection).ShouldBe(before);
        connection.Number("PRAGMA user_version").ShouldBe(0);
    }

    [Fact]
    public void Apply_AStepThatFails_LeavesTheFileAsItWas()
    {
        using SqliteConnection connection = ControlHouse.Raw(FilePath);
        Migrations.Control.Apply(connection, last: null, guard: null);
        ControlHouse.Run(connection, "PRAGMA user_version = 0; DROP TABLE token_use");

        Should.Throw<SqliteException>(() => Migrations.Control.Apply(connection, last: null, guard: null));

        connection.Number("SELECT COUNT(*) FROM sqlite_schema WHERE name = 'token_use'").ShouldBe(0);
        connection.Number("PRAGMA user_version").ShouldBe(0);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static string Schema(SqliteConnection connection) =>
        string.Join('\n', connection.Query("SELECT type || ' ' || name || ' ' || COALESCE(sql, '') FROM sqlite_schema ORDER BY 1", row => row.GetString(0)));
}
