using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace HueSoc.EndToEnd.Tests.Agents;

/// <summary>What a network does with what is sent over it.</summary>
#pragma warning disable MA0048 // The network and what it can be told are one thing.
internal enum LinkState
{
    /// <summary>It carries everything.</summary>
    Whole,

    /// <summary>It carries nothing: connections are broken, and new ones refused.</summary>
    Cut,

    /// <summary>It carries requests and no answers.</summary>
    NoAnswers,
}

/// <summary>
/// The network between agent and server: an address that stays the same while servers come and go, and that can be cut, or
/// made to lose answers, at a moment of the test's choice.
/// </summary>
internal sealed class NetworkLink : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource end = new();
    private readonly ConcurrentDictionary<TcpClient, TcpClient?> connections = [];
    private readonly Task accepting;
    private TaskCompletionSource answerLost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource requestSeen = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Uri? target;
    private volatile LinkState state;

    /// <summary>Begins to listen.</summary>
    public NetworkLink()
    {
        listener.Start();
        accepting = AcceptAsync();
    }

    /// <summary>The address agents use.</summary>
    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

    /// <summary>Leads to another server from now on; null for none.</summary>
    public void LeadTo(Uri? server)
    {
        target = server;
        Break();
    }

    /// <summary>Changes what the network does.</summary>
    public void Become(LinkState now)
    {
        if (now == LinkState.NoAnswers)
        {
            answerLost = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        state = now;
        if (now != LinkState.NoAnswers)
            Break();
    }

    /// <summary>Completes when an answer was kept back since <see cref="LinkState.NoAnswers"/> began.</summary>
    public Task AnswerLostAsync(CancellationToken cancellationToken) => answerLost.Task.WaitAsync(cancellationToken);

    /// <summary>Completes when the next bytes of a request pass.</summary>
    public Task RequestAsync(CancellationToken cancellationToken)
    {
        requestSeen = new(TaskCreationOptions.RunContinuationsAsynchronously);
        return requestSeen.Task.WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        listener.Stop();
        Break();
        await accepting;
        end.Dispose();
    }

    private void Break()
    {
        foreach ((TcpClient agent, TcpClient? server) in connections)
        {
            agent.Dispose();
            server?.Dispose();
        }

        connections.Clear();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                TcpClient agent = await listener.AcceptTcpClientAsync(end.Token);
                _ = CarryAsync(agent);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The end.
        }
    }

    private async Task CarryAsync(TcpClient agent)
    {
        using TcpClient server = new();
        try
        {
            if (target is not { } to || state == LinkState.Cut)
                return;
            connections[agent] = server;
            await server.ConnectAsync(to.Host, to.Port, end.Token);
            Task there = PumpAsync(agent.GetStream(), server.GetStream(), answers: false);
            Task back = PumpAsync(server.GetStream(), agent.GetStream(), answers: true);
            await Task.WhenAny(there, back);
            agent.Dispose();
            server.Dispose();
            await Task.WhenAll(there, back);
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            // Broken off, by one of the two or by the test.
        }
        finally
        {
            connections.TryRemove(agent, out _);
            agent.Dispose();
        }
    }

    private async Task PumpAsync(NetworkStream from, NetworkStream to, bool answers)
    {
        byte[] buffer = new byte[64 << 10];
        try
        {
            while (await from.ReadAsync(buffer, end.Token) is > 0 and int length)
            {
                if (!answers)
                    requestSeen.TrySetResult();
                if (answers && state == LinkState.NoAnswers)
                {
                    answerLost.TrySetResult();
                    continue;
                }

                await to.WriteAsync(buffer.AsMemory(0, length), end.Token);
            }
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // As above.
        }
    }
}
