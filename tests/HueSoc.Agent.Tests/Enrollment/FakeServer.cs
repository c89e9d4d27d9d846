using System.Net;
using System.Net.Sockets;

namespace HueSoc.Agent.Tests.Enrollment;

/// <summary>A server that says whatever a test wants.</summary>
internal sealed class FakeServer : IDisposable
{
    private readonly HttpListener listener = new();

    /// <param name="answer">What it says to a path and a body: a status and a body.</param>
    public FakeServer(Func<string, byte[], (int Status, byte[] Body)> answer)
    {
        int port;
        using (TcpListener free = new(IPAddress.Loopback, 0))
        {
            free.Start();
            port = ((IPEndPoint)free.LocalEndpoint).Port;
        }

        Address = $"http://127.0.0.1:{port}";
        listener.Prefixes.Add(Address + "/");
        listener.Start();
        _ = ServeAsync(answer);
    }

    public string Address { get; }

    public void Dispose() => listener.Close();

    private async Task ServeAsync(Func<string, byte[], (int Status, byte[] Body)> answer)
    {
        try
        {
            while (true)
            {
                HttpListenerContext context = await listener.GetContextAsync();
                using MemoryStream body = new();
                await context.Request.InputStream.CopyToAsync(body);
                (int status, byte[] bytes) = answer(context.Request.Url!.AbsolutePath, body.ToArray());
                context.Response.StatusCode = status;
                await context.Response.OutputStream.WriteAsync(bytes);
                context.Response.Close();
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
