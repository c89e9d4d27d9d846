using HueSoc.Cli.Tests.Run;
using HueSoc.Fleet.Enrollment;
using HueSoc.Storage.Control;
using HueSoc.Storage.Control.Agents;
using HueSoc.Storage.Tenancy;

namespace HueSoc.Cli.Tests.Administration;

public sealed class AgentsTests : IDisposable
{
    private readonly TestFolder folder = new();

    private string Data => folder.Of("data");

    [Fact]
    public async Task Token_WithEverything_PrintsTheTokenAloneAndKeepsWhatItIsFor()
    {
        CommandResult result = Run("token", "--agency", "SKHCN", "--group", "web-servers", "--class", "always-on", "--expires", "30m", "--uses", "5");

        result.Code.ShouldBe(0, result.Error);
        result.OutputLines.ShouldHaveSingleItem().ShouldStartWith("enroll_");
        await using ControlDatabase database = ControlDatabase.Open(Data, ControlRole.Server);
        EnrollmentToken token = new EnrollmentTokenStore(database, new(database, TimeProvider.System), TimeProvider.System).List(AgencyScope.City, 10, null).Items.ShouldHaveSingleItem();
        token.ShouldSatisfyAllConditions(
            t => t.Agency.ShouldBe("SKHCN"), t => t.Group.ShouldBe("web-servers"), t => t.Class.ShouldBe(DeviceClass.AlwaysOn), t => t.UsesLeft.ShouldBe(5),
            t => (t.Expires - t.Created).ShouldBe(TimeSpan.FromMinutes(30)));
    }

    [Theory]
    [InlineData("token")]
    [InlineData("token", "--agency", "NOBODY")]
    [InlineData("token", "--agency", "SKHCN", "--class", "toaster")]
    [InlineData("token", "--agency", "SKHCN", "--uses", "0")]
    [InlineData("revoke", "nothing")]
    [InlineData("config", "x.json")]
    [InlineData("config", "--default", "--group", "g", "x.json")]
    public void Agents_WithAWrongArgument_SaysSo(params string[] arguments)
    {
        CommandResult result = Run(arguments);

        result.Code.ShouldBe(2, result.Error);
        result.Output.ShouldBeEmpty();
    }

    [Fact]
    public void Revoke_OfATokenForEnrollment_IsDone()
    {
        string id = Run("token", "--agency", "SKHCN").Output.Split('_')[1];

        CommandResult result = Run("revoke", id);

        result.Code.ShouldBe(0, result.Error);
        result.Error.ShouldContain("revoked");
    }

    [Fact]
    public async Task Config_OfASoundFile_IsSetAndNumbered()
    {
        string file = folder.Of("agents.json");
        await File.WriteAllTextAsync(file, """{"sources":[{"name":"auth","kind":"file","paths":["/var/log/auth.log"]}]}""");

        CommandResult first = Run("config", "--default", file);
        CommandResult second = Run("config", "--agency", "SKHCN", file);

        first.Code.ShouldBe(0, first.Error);
        first.Error.ShouldContain("version 1");
        second.Error.ShouldContain("version 2");
    }

    [Fact]
    public async Task Config_OfAMaliciousFile_IsRefusedWithEachFault()
    {
        string file = folder.Of("agents.json");
        await File.WriteAllTextAsync(file, """{"sources":[{"name":"a","kind":"file","paths":["/dev/sda","\\\\server\\share"]}]}""");

        CommandResult result = Run("config", "--default", file);

        result.Code.ShouldBe(1);
        result.Error.ShouldContain("sources[0].paths[0]");
        result.Error.ShouldContain("sources[0].paths[1]");
    }

    public void Dispose() => folder.Dispose();

    private CommandResult Run(params string[] arguments) => InProcess.Run(["agents", .. arguments, "--data", Data]);
}
