using HueSoc.Storage.Control;
using HueSoc.Storage.Control.Accounts;
using HueSoc.Storage.Control.Agencies;
using HueSoc.Storage.Control.Audit;
using HueSoc.Storage.Control.Keys;
using HueSoc.Storage.Control.Tokens;
using Microsoft.Data.Sqlite;

namespace HueSoc.Storage.Tests.Control;

/// <summary>A data folder of a test's own with a control database, removed with it.</summary>
internal sealed class ControlHouse : IAsyncDisposable
{
    public ControlHouse(ControlRole role = ControlRole.Server)
    {
        Folder = Path.Combine(Root, "data");
        Database = ControlDatabase.Open(Folder, role);
        Audit = new(Database, Time);
        Agencies = new(Database, Audit, Time);
        Accounts = new(Database, Audit, new PlainHashing(), Time);
        Tokens = new(Database, Audit, Time);
        Keys = new(Database, Audit, Time);
    }

    public static Actor Tester { get; } = new("tester", ActorKind.Console);

    public string Root { get; } = Directory.CreateTempSubdirectory("huesoc-").FullName;

    public string Folder { get; }

    public ManualTime Time { get; } = new();

    public ControlDatabase Database { get; }

    public AuditLog Audit { get; }

    public AgencyStore Agencies { get; }

    public AccountStore Accounts { get; }

    public TokenStore Tokens { get; }

    public ShipperKeyStore Keys { get; }

    /// <summary>Opens a file as somebody who does not ask us.</summary>
    public static SqliteConnection Raw(string path)
    {
        SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ConnectionString);
        connection.Open();
        return connection;
    }

    public static int Run(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteNonQuery();
    }

    public async Task<Agency> AgencyAsync(string code, string parent = "", params Predecessor[] predecessors)
    {
        Change<Agency> change = await Agencies.AddAsync(
            Tester, new AgencyFacts { Code = code, Name = $"Sở {code}", Type = "so", Parent = parent, Predecessors = [.. predecessors] }, default);
        change.Reason.ShouldBeNull();
        return change.Value!;
    }

    public string[] Actions() => [.. Audit.List(HueSoc.Storage.Tenancy.AgencyScope.City, AuditFilter.All, 1000, null).Items.Reverse().Select(entry => entry.Action)];

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        Directory.Delete(Root, recursive: true);
    }

    private sealed class PlainHashing : IPasswordHashing
    {
        public string Hash(string password) => $"new:{password}";

        public PasswordMatch Match(string hash, string password) =>
            hash == $"new:{password}" ? PasswordMatch.Right : hash == $"old:{password}" ? PasswordMatch.RightButWeak : PasswordMatch.Wrong;
    }
}
