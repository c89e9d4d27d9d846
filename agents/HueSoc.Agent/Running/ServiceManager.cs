using System.Net.Sockets;
using System.Text;

namespace HueSoc.Agent.Running;

/// <summary>
/// What is said to systemd (sd_notify(3)): that the agent is ready, how it is, and that it is alive. Says nothing when it was not started by it.
/// </summary>
internal sealed class ServiceManager : IServiceManager, IDisposable
{
    private readonly Socket? socket;
    private readonly UnixDomainSocketEndPoint? manager;

    /// <param name="address">Where systemd listens: the variable NOTIFY_SOCKET; null or empty for nowhere.</param>
    /// <param name="watchdogMicroseconds">Within how many microseconds it wants to hear from the agent: the variable WATCHDOG_USEC; null for never.</param>
    public ServiceManager(string? address, string? watchdogMicroseconds)
    {
        if (string.IsNullOrEmpty(address) || OperatingSystem.IsWindows())
            return;
        try
        {
            // A name that begins with @ is in the abstract name space, where it begins with a zero.
            manager = new(address[0] == '@' ? '\0' + address[1..] : address);
            socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        }
        catch (Exception e) when (e is SocketException or ArgumentException)
        {
            socket?.Dispose();
            socket = null;
        }

        if (long.TryParse(watchdogMicroseconds, out long microseconds) && microseconds > 0)
            Watchdog = TimeSpan.FromMicroseconds(microseconds);
    }

    /// <inheritdoc/>
    public TimeSpan? Watchdog { get; }

    /// <inheritdoc/>
    public void Ready() => Send("READY=1");

    /// <inheritdoc/>
    public void Alive() => Send("WATCHDOG=1");

    /// <inheritdoc/>
    public void Stopping() => Send("STOPPING=1");

    /// <inheritdoc/>
    public void Status(string status) => Send($"STATUS={status.ReplaceLineEndings(" ")}");

    /// <inheritdoc/>
    public void Dispose() => socket?.Dispose();

    private void Send(string state)
    {
        if (socket is null || manager is null)
            return;
        try
        {
            _ = socket.SendTo(Encoding.UTF8.GetBytes(state), SocketFlags.None, manager);
        }
        catch (SocketException)
        {
            // A manager that does not listen now is told the next time.
        }
    }
}
