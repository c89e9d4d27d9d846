using System.Net.Sockets;
using System.Text;
using HueSoc.Agent.Running;

namespace HueSoc.Agent.Tests.Running;

public sealed class ServiceManagerTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("huesoc-agent-").FullName;

    [Fact]
    public void Ready_WithAManager_IsHeardByIt()
    {
        string address = Path.Combine(folder, "notify");
        using Socket manager = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        manager.Bind(new UnixDomainSocketEndPoint(address));
        using ServiceManager told = new(address, "120000000");

        told.Ready();
        told.Status("hai\ndòng");

        Receive(manager).ShouldBe("READY=1");
        Receive(manager).ShouldBe("STATUS=hai dòng");
        told.Watchdog.ShouldBe(TimeSpan.FromMinutes(2));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("/nowhere/at/all")]
    public void Ready_WithoutAManager_SaysNothing(string? address)
    {
        using ServiceManager told = new(address, null);

        told.Ready();

        told.Watchdog.ShouldBeNull();
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static string Receive(Socket socket)
    {
        byte[] buffer = new byte[256];
        return Encoding.UTF8.GetString(buffer, 0, socket.Receive(buffer));
    }
}
