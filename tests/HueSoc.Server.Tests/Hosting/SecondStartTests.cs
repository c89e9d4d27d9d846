using HueSoc.Server.Hosting;
using HueSoc.Server.Tests.Running;

namespace HueSoc.Server.Tests.Hosting;

/// <summary>One data folder has one server.</summary>
[Collection(ServerCollection.Name)]
public sealed class SecondStartTests(RunningServer server)
{
    [Fact]
    public async Task Start_OnAFolderThatAnotherServerHas_IsRefusedWithTheFolderNamed()
    {
        ServerSettings settings = RunningServer.Settings(Path.GetTempPath(), server.Data);

        ServerStartException refusal = await Should.ThrowAsync<ServerStartException>(
            async () => await HueSocServer.StartAsync(settings, TimeProvider.System, CancellationToken.None));

        refusal.Message.ShouldContain(server.Data);
    }
}
