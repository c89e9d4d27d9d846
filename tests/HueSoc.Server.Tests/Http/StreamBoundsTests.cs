using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using HueSoc.Detection.Alerts;
using HueSoc.Server.Access;
using HueSoc.Server.Hosting;
using HueSoc.Server.Stream;
using HueSoc.Server.Tests.Running;
using HueSoc.Storage.Control.Accounts;
using HueSoc.Storage.Control.Audit;
using HueSoc.Storage.Control.Keys;
using HueSoc.Storage.Control.Tokens;
using HueSoc.Storage.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace HueSoc.Server.Tests.Http;

/// <summary>What the stream says when nothing happens, and when too much does.</summary>
public sealed class StreamBoundsTests
{
    [Fact]
    public async Task Heartbeat_WhileTheTokenIsGood_IsAComment_AndWhenItIsNotTheEnd()
    {
        await using OwnServer server = await OwnServer.StartAsync(TimeProvider.System);
        IssuedToken token = await server.TokenAsync(AccountRole.Analyst);
        SteppedTime time = new();
        Pipe pipe = new();
        Task serving = ServeAsync(server, token, time, pipe.Writer.AsStream());
        using StreamReader reader = new(pipe.Reader.AsStream(), Encoding.UTF8);
        await reader.ReadLineAsync();
        await reader.ReadLineAsync();

        await time.TickAsync();
        string? comment = await reader.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(1));
        await server.Server.Services.GetRequiredService<TokenStore>().RevokeAsync(Actor.System, AgencyScope.City, token.Token.Id, CancellationToken.None);
        await time.TickAsync();
        await serving.WaitAsync(TimeSpan.FromMinutes(1));

        comment.ShouldNotBeNull().ShouldStartWith(":");
    }

    [Fact]
    public async Task Client_ThatDoesNotRead_IsToldHowManyNoticesItMissed()
    {
        const int alerts = AlertFeed.Waiting + 200;
        await using OwnServer server = await OwnServer.StartAsync(TimeProvider.System);
        string key = await server.KeyAsync(KeyQuota.None);
        using HttpClient analyst = await server.ClientAsync(AccountRole.Analyst);
        IssuedToken token = await server.TokenAsync(AccountRole.Admin);
        using HeldStream held = new();
        Task serving = ServeAsync(server, token, TimeProvider.System, held);
        await using AlertReader other = await AlertReader.OpenAsync(analyst, after: null);

        await server.ShipAsync(key, Enumerable.Range(0, alerts).Select(i => RunningServer.Process($"host-{i}", "cmd attackword")));
        for (long told = 0; told < alerts;)
        {
            (string name, _, JsonElement data) = await other.NextAsync();
            told += name == "skipped" ? data.GetProperty("skipped").GetInt64() : 1;
        }

        held.Release();
        string text = await held.UntilAsync("event: skipped");
        string line = text[(text.IndexOf("event: skipped", StringComparison.Ordinal) + "event: skipped\ndata: ".Length)..];
        JsonSerializer.Deserialize<JsonElement>(line[..line.IndexOf('\n', StringComparison.Ordinal)]).GetProperty("skipped").GetInt64().ShouldBeInRange(1, alerts - AlertFeed.Waiting);
        serving.IsCompleted.ShouldBeFalse();
    }

    private static async Task ServeAsync(OwnServer server, IssuedToken token, TimeProvider time, System.IO.Stream body)
    {
        IServiceProvider services = server.Server.Services;
        AlertStream stream = new(
            services.GetRequiredService<AlertFeed>(), services.GetRequiredService<CallerFinder>(), services.GetRequiredService<ServerOptions>(),
            services.GetRequiredService<IOptions<JsonOptions>>(), services.GetRequiredService<IHostApplicationLifetime>(), time);
        DefaultHttpContext context = new() { RequestServices = services };
        context.Request.Headers.Authorization = $"Bearer {token.Text}";
        context.Response.Body = body;
        Caller caller = (await services.GetRequiredService<CallerFinder>().FindAsync(context)).ShouldNotBeNull();
        await stream.ServeAsync(caller, context);
    }

    // Takes nothing until it is released, as a client does whose connection is stuck.
    private sealed class HeldStream : MemoryStream
    {
        private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly StringBuilder text = new();
        private TaskCompletionSource more = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Release() => released.SetResult();

        public async Task<string> UntilAsync(string word)
        {
            while (true)
            {
                Task next;
                lock (text)
                {
                    string so = text.ToString();
                    if (so.Contains(word, StringComparison.Ordinal) && so.EndsWith("\n\n", StringComparison.Ordinal))
                        return so;
                    next = more.Task;
                }

                await next.WaitAsync(TimeSpan.FromMinutes(1));
            }
        }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await released.Task.WaitAsync(cancellationToken);
            lock (text)
            {
                text.Append(Encoding.UTF8.GetString(buffer.Span));
                more.TrySetResult();
                more = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }
}
