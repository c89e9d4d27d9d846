using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Xunit.Abstractions;

namespace HueSoc.EndToEnd.Tests.Hostile;

/// <summary>Clients that take as long as they can: they are cut, and nobody waits for them.</summary>
public sealed class SlowClientTests(ITestOutputHelper output)
{
    private const int OfEachKind = 64;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Connections_ThatDribble_AreCutWhileOthersGoOn()
    {
        await using HostileServer server = await HostileServer.StartAsync();
        Uri ingest = server.Process.Ingest;
        // Each says that 32 MB are coming. If that were believed, a dozen would hold all the memory there is for requests.
        string body = string.Create(CultureInfo.InvariantCulture,
            $"POST /_bulk HTTP/1.1\r\nHost: {ingest.Authority}\r\nAuthorization: {server.Authorization}\r\nContent-Type: application/x-ndjson\r\nContent-Length: {32 << 20}\r\n\r\n");
        string chunked = $"POST /_bulk HTTP/1.1\r\nHost: {ingest.Authority}\r\nAuthorization: {server.Authorization}\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n";
        string stranger = $"POST /_bulk HTTP/1.1\r\nHost: {ingest.Authority}\r\nContent-Type: application/x-ndjson\r\nContent-Length: 100000\r\n\r\n";
        using CancellationTokenSource patience = new(Patience);
        List<Task<bool>> dribblers = [];
        for (int i = 0; i < OfEachKind; i++)
        {
            dribblers.Add(DribbleAsync(ingest, "POST /_bulk HTTP/1.1\r\n", "X-A: b\r\n", patience.Token));
            dribblers.Add(DribbleAsync(ingest, body, "{", patience.Token));
            dribblers.Add(DribbleAsync(ingest, chunked, "1\r\n{\r\n", patience.Token));
            dribblers.Add(DribbleAsync(ingest, stranger, "{", patience.Token));
            dribblers.Add(DribbleAsync(server.Process.Console, "GET / HTTP/1.1\r\n", "X-A: b\r\n", patience.Token));
            dribblers.Add(DribbleAsync(server.Process.Console, "POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 900000\r\n\r\n", " ", patience.Token));
        }

        int posts = 0;
        int waits = 0;
        while (dribblers.Exists(dribbler => !dribbler.IsCompleted))
        {
            waits += await server.ShipAsync(HostileServer.Body(($"meanwhile-{posts}", "{\"message\":\"meanwhile\"}")));
            _ = (await server.Api.GetAsync("/api/v1/system"))!.Value;
            posts++;
            patience.Token.ThrowIfCancellationRequested();
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, patience.Token);
        }

        output.WriteLine($"{dribblers.Count} connections cut; {posts} posts meanwhile, told to wait {waits} times");
        (await Task.WhenAll(dribblers)).ShouldAllBe(cut => cut);
        posts.ShouldBeGreaterThan(0);
        waits.ShouldBe(0);
        (await server.CountAsync("message:meanwhile")).ShouldBe(posts);
    }

    // Sends a little again and again until the server ends the connection.
    private static async Task<bool> DribbleAsync(Uri address, string begin, string drop, CancellationToken cancellationToken)
    {
        using TcpClient client = new();
        await client.ConnectAsync(address.Host, address.Port, cancellationToken);
        NetworkStream stream = client.GetStream();
        Task<bool> cut = UntilCutAsync(stream, cancellationToken);
        try
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(begin), cancellationToken);
            using PeriodicTimer timer = new(TimeSpan.FromSeconds(1));
            while (!cut.IsCompleted && await timer.WaitForNextTickAsync(cancellationToken))
                await stream.WriteAsync(Encoding.ASCII.GetBytes(drop), cancellationToken);
        }
        catch (IOException)
        {
            // It was cut while something was sent.
        }

        return await cut;
    }

    private static async Task<bool> UntilCutAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[1024];
        try
        {
            while (await stream.ReadAsync(buffer, cancellationToken) > 0)
            {
                // An answer, such as 408 or 401: the end comes after it.
            }
        }
        catch (IOException)
        {
            // Reset: cut as well.
        }

        return true;
    }
}
