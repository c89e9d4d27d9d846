using HueSoc.Cli.Tests.Run;
using HueSoc.Storage.Control;
using HueSoc.Storage.Control.Accounts;
using HueSoc.Storage.Control.Audit;
using HueSoc.Storage.Control.Keys;
using HueSoc.Storage.Control.Tokens;
using HueSoc.Storage.Tenancy;
using HueSoc.Server.Accounts;
using Microsoft.Data.Sqlite;

namespace HueSoc.Cli.Tests.Administration;

public sealed class AdminTests : IDisposable
{
    private readonly TestFolder folder = new();

    private string Data => folder.Of("data");

    [Fact]
    public async Task ApiKey_OnANewFolder_PrintsAKeyThatIsTaken()
    {
        CommandResult result = Run("api-key", "--agency", "SKHCN", "--name", "web-01", "--rate", "100", "--bytes-per-day", "5000");

        result.Code.ShouldBe(0, result.Error);
        string[] parts = result.Output.TrimEnd('\n').Split(':');
        await using ControlDatabase database = ControlDatabase.Open(Data, ControlRole.Server);
        ShipperKey? key = new ShipperKeyStore(database, new(database, TimeProvider.System), TimeProvider.System).Authenticate(parts[0], parts[1]);
        key.ShouldNotBeNull();
        key.Agency.ShouldBe("SKHCN");
        key.Quota.ShouldBe(new KeyQuota(100, null, 5000));
    }

    [Fact]
    public async Task Token_WhileAServerRuns_PrintsATokenThatTheServerTakes()
    {
        await using ControlDatabase server = ControlDatabase.Open(Data, ControlRole.Server);
        TokenStore tokens = new(server, new(server, TimeProvider.System), TimeProvider.System);

        CommandResult result = Run("token", "--role", "agency-officer", "--agency", "19777", "--name", "report", "--expires", "90d");

        result.Code.ShouldBe(0, result.Error);
        ApiToken? token = tokens.Authenticate(result.Output.TrimEnd('\n'));
        token.ShouldNotBeNull();
        token.Role.ShouldBe(AccountRole.AgencyOfficer);
        token.Agency.ShouldBe("19777");
        (token.Expires - token.Created).ShouldBe(TimeSpan.FromDays(90));
    }

    [Fact]
    public async Task TokenRevoke_OfATokenInTheList_IsNotTakenAndSaysSo()
    {
        string text = Run("token", "--role", "auditor", "--name", "report").Output.TrimEnd('\n');
        string before = Run("token", "list").OutputLines.ShouldHaveSingleItem();
        string id = before.Split(' ')[0];

        CommandResult result = Run("token", "revoke", id);

        result.Code.ShouldBe(0, result.Error);
        before.ShouldContain("active");
        before.ShouldEndWith("report");
        Run("token", "list").OutputLines.ShouldHaveSingleItem().ShouldContain("revoked");
        Run("token", "revoke", "0123456789abcdef").Code.ShouldBe(2);
        await using ControlDatabase database = ControlDatabase.Open(Data, ControlRole.Server);
        new TokenStore(database, new(database, TimeProvider.System), TimeProvider.System).Authenticate(text).ShouldBeNull();
    }

    [Fact]
    public async Task ApiKeyDisable_OfAKeyInTheList_IsNotTakenAndSaysSo()
    {
        string[] parts = Run("api-key", "--agency", "SYT", "--name", "web-01", "--rate", "100").Output.TrimEnd('\n').Split(':');
        string before = Run("api-key", "list").OutputLines.ShouldHaveSingleItem();

        CommandResult result = Run("api-key", "disable", parts[0]);

        result.Code.ShouldBe(0, result.Error);
        before.ShouldStartWith(parts[0]);
        before.ShouldContain("active");
        before.ShouldEndWith("web-01");
        Run("api-key", "list").OutputLines.ShouldHaveSingleItem().ShouldContain("disabled");
        Run("api-key", "disable", "0123456789abcdef").Code.ShouldBe(2);
        await using ControlDatabase database = ControlDatabase.Open(Data, ControlRole.Server);
        new ShipperKeyStore(database, new(database, TimeProvider.System), TimeProvider.System).Authenticate(parts[0], parts[1]).ShouldBeNull();
    }

    [Fact]
    public async Task UserAdd_WithoutAPassword_PrintsOneThatSignsIn()
    {
        CommandResult result = Run("user", "add", "an", "--role", "analyst", "--display-name", "Nguyễn An");

        result.Code.ShouldBe(0, result.Error);
        await using ControlDatabase database = ControlDatabase.Open(Data, ControlRole.Server);
        AccountStore accounts = new(database, new(database, TimeProvider.System), new FrameworkPasswordHashing(), TimeProvider.System);
        (await accounts.SignInAsync("an", result.Output.TrimEnd('\n'), default)).Outcome.ShouldBe(SignInOutcome.Right);
        (await accounts.SignInAsync("an", "something else", default)).Outcome.ShouldBe(SignInOutcome.Wrong);
    }

    [Fact]
    public async Task UserAdd_WithAPasswordOnStandardInput_TakesItAndPrintsNothing()
    {
        using System.Diagnostics.Process process = ChildProcess.StartWithInput(folder.Path, "admin", "user", "add", "an", "--role", "admin", "--password-stdin", "--data", Data);
        await process.StandardInput.WriteLineAsync("từ bàn phím 2026");
        process.StandardInput.Close();

        CommandResult result = await ChildProcess.EndAsync(process);

        result.Code.ShouldBe(0, result.Error);
        result.Output.ShouldBeEmpty();
        await using ControlDatabase database = ControlDatabase.Open(Data, ControlRole.Server);
        AccountStore accounts = new(database, new(database, TimeProvider.System), new FrameworkPasswordHashing(), TimeProvider.System);
        (await accounts.SignInAsync("an", "từ bàn phím 2026", default)).Outcome.ShouldBe(SignInOutcome.Right);
    }

    [Fact]
    public void UserPasswordDisableEnableAndList_OneAfterTheOther_ShowTheState()
    {
        Run("user", "add", "an", "--role", "admin").Code.ShouldBe(0);
        Run("user", "add", "binh", "--role", "agency_officer", "--agency", "SYT").Code.ShouldBe(0);

        Run("user", "password", "binh").OutputLines.ShouldHaveSingleItem().Length.ShouldBe(20);
        Run("user", "disable", "binh").Code.ShouldBe(0);
        string[] disabled = Run("user", "list").OutputLines;
        Run("user", "enable", "binh").Code.ShouldBe(0);
        string[] enabled = Run("user", "list").OutputLines;

        disabled.Length.ShouldBe(2);
        disabled[1].ShouldMatch(@"^binh +agency_officer +SYT +disabled +never +binh$");
        enabled[1].ShouldMatch(@"^binh +agency_officer +SYT +active +never +binh$");
    }

    [Fact]
    public async Task Commands_EachThatChangesSomething_AreAuditedAsTheConsole()
    {
        Run("user", "add", "an", "--role", "admin");
        Run("token", "--role", "auditor");
        Run("api-key", "--agency", "SYT");
        Run("backup", "--to", folder.Of("backup")).Code.ShouldBe(0);

        await using ControlDatabase database = ControlDatabase.Open(Data, ControlRole.Server);
        AuditEntry[] entries = [.. new AuditLog(database, TimeProvider.System).List(AgencyScope.City, AuditFilter.All, 100, null).Items.Reverse()];
        entries.Select(entry => entry.Action).ShouldBe(["agency.list_taken_over", "account.created", "token.created", "key.created", "backup.made"]);
        entries.ShouldAllBe(entry => entry.Actor.Kind == ActorKind.Console && entry.Actor.Name == Environment.UserName);
    }

    [Theory]
    [InlineData("token")]
    [InlineData("token", "--role", "king")]
    [InlineData("token", "--role", "agency_officer")]
    [InlineData("token", "--role", "analyst", "--agency", "SYT")]
    [InlineData("token", "--role", "analyst", "--expires", "soon")]
    [InlineData("api-key")]
    [InlineData("api-key", "--agency", "NOWHERE")]
    [InlineData("api-key", "--agency", "SYT", "--rate", "0")]
    [InlineData("user", "add", "an")]
    [InlineData("user", "add", "an an", "--role", "admin")]
    [InlineData("user", "disable", "nobody")]
    [InlineData("backup")]
    [InlineData("restore")]
    public void Commands_CalledWrongly_ExitWith2AndPrintNothing(params string[] arguments)
    {
        CommandResult result = Run(arguments);

        result.Code.ShouldBe(2);
        result.Output.ShouldBeEmpty();
        result.Error.ShouldNotBeEmpty();
    }

    [Fact]
    public void Commands_OnADamagedDatabase_ExitWith3AndNameTheFile()
    {
        folder.Write("data/huesoc.db", "this is no database, but it is long enough that somebody could take it for one");

        CommandResult result = Run("token", "--role", "admin");

        result.Code.ShouldBe(3);
        result.Error.ShouldContain(Path.Combine(Data, "huesoc.db"));
    }

    [Fact]
    public void BackupAndRestore_OneAfterTheOther_GiveTheSameAccounts()
    {
        Run("user", "add", "an", "--role", "admin").Code.ShouldBe(0);
        Run("backup", "--to", folder.Of("backup")).Code.ShouldBe(0);

        CommandResult restored = InProcess.Run("admin", "restore", "--from", folder.Of("backup"), "--data", folder.Of("standby"));

        restored.Code.ShouldBe(0, restored.Error);
        InProcess.Run("admin", "user", "list", "--data", folder.Of("standby")).Output.ShouldBe(Run("user", "list").Output);
        InProcess.Run("admin", "verify-audit", "--data", folder.Of("standby"), "--heads", Path.Combine(folder.Of("backup"), "audit-heads.txt")).Code.ShouldBe(0);
        InProcess.Run("admin", "restore", "--from", folder.Of("backup"), "--data", folder.Of("standby")).Code.ShouldBe(3);
    }

    [Fact]
    public void Backup_OfNothing_ExitsWith3() => Run("backup", "--to", folder.Of("backup")).Code.ShouldBe(3);

    [Fact]
    public void VerifyAudit_ASoundChain_ExitsWith0AndSaysWhatItCannotRuleOut()
    {
        Run("user", "add", "an", "--role", "admin");

        CommandResult result = Run("verify-audit");

        result.Code.ShouldBe(0, result.Error);
        result.OutputLines[0].ShouldBe("the audit chain is sound: 2 entries read");
        result.Output.ShouldContain("not ruled out: No place of the chain known from outside was given");
    }

    [Fact]
    public void VerifyAudit_ABrokenChain_ExitsWith1AndNamesTheEntry()
    {
        Run("user", "add", "an", "--role", "admin");
        Tamper("UPDATE audit SET actor = 'someone' WHERE seq = 1");

        CommandResult result = Run("verify-audit");

        result.Code.ShouldBe(1);
        result.Output.ShouldContain("broken: entry 1 ");
    }

    [Fact]
    public void VerifyAudit_AgainstHeadsOfALongerChain_ExitsWith1()
    {
        Run("user", "add", "an", "--role", "admin");
        Run("user", "disable", "an");
        string head = Run("verify-audit").OutputLines[^1];
        Tamper(
            "DELETE FROM audit WHERE seq = (SELECT MAX(seq) FROM audit); "
            + "UPDATE audit_head SET (seq, hash) = (SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1)");
        string heads = folder.Write("heads.txt", $"# kept in the safe\n{head}\n");

        Run("verify-audit").Code.ShouldBe(0);
        Run("verify-audit", "--heads", heads).Code.ShouldBe(1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("something else\n")]
    public void VerifyAudit_AgainstAFileWithoutHeads_ExitsWith3(string text)
    {
        Run("user", "add", "an", "--role", "admin");

        Run("verify-audit", "--heads", folder.Write("heads.txt", text)).Code.ShouldBe(3);
    }

    [Fact]
    public void VerifyAudit_WithoutADatabase_ExitsWith3AndMakesNone()
    {
        Run("verify-audit").Code.ShouldBe(3);

        Directory.Exists(Data).ShouldBeFalse();
    }

    public void Dispose() => folder.Dispose();

    private CommandResult Run(params string[] arguments) => InProcess.Run(["admin", .. arguments, "--data", Data]);

    private void Tamper(string sql)
    {
        using SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = Path.Combine(Data, "huesoc.db"), Pooling = false }.ConnectionString);
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "DROP TRIGGER audit_is_not_changed; DROP TRIGGER audit_is_not_deleted; " + sql;
        command.ExecuteNonQuery();
    }
}
