using HueSoc.Server.Tests.Running;
using HueSoc.Storage.Control.Keys;

namespace HueSoc.Server.Tests.Hosting;

/// <summary>What others on the machine may read of the data folder: nothing.</summary>
public sealed class FilesAtRestTests
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    [Fact]
    public async Task DataFolder_OfARunningServer_IsTheServersAlone()
    {
        if (OperatingSystem.IsWindows())
            return;
        await using OwnServer server = await OwnServer.StartAsync(TimeProvider.System);
        await server.ShipAsync(await server.KeyAsync(KeyQuota.None), "{}");

        string[] folders = [server.Data, .. Directory.GetDirectories(server.Data)];
        string[] files = [.. Directory.GetFiles(server.Data, "*.db*", SearchOption.AllDirectories)];

        files.Length.ShouldBeGreaterThanOrEqualTo(4);
        foreach (string path in (string[])[.. folders, .. files])
            (File.GetUnixFileMode(path) & Others).ShouldBe(UnixFileMode.None, path);
    }

    [Fact]
    public async Task Files_OpenedUpByAnEarlierVersion_AreClosedAtTheNextStart()
    {
        if (OperatingSystem.IsWindows())
            return;
        await using OwnServer server = await OwnServer.StartAsync(TimeProvider.System);
        await server.Server.DisposeAsync();
        string database = Path.Combine(server.Data, "huesoc.db");
        File.SetUnixFileMode(database, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);

        await server.RestartAsync(TimeProvider.System);

        (File.GetUnixFileMode(database) & Others).ShouldBe(UnixFileMode.None);
    }
}
