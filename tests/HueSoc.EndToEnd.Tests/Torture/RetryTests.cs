using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using HueSoc.EndToEnd.Tests.Serving;

namespace HueSoc.EndToEnd.Tests.Torture;

/// <summary>An answer is lost, and the client comes back two days later: it is told that everything is there, and nothing is stored twice.</summary>
public sealed class RetryTests
{
    private const int Events = 600;

    [MovedClockFact]
    public async Task Serve_LostAnswerRetriedTwoDaysLater_EveryEventIsAConflictAndStoredOnce()
    {
        using TemporaryFolder folder = new();
        NumberedEvents events = Now();
        await using TortureServer server = await TortureServer.PrepareAsync(folder.Of("data"));
        await server.StartAsync();
        using BulkClient client = new(events, server.Authorization);
        await using (RawPost post = await RawPost.BeginAsync(server.Process.Ingest, server.Authorization, client.Body(Enumerable.Range(0, Events))))
        {
            await post.SendAsync();
            await server.State.WaitUntilEvaluatedAsync(server.Process, events.Id(Events - 1), CancellationToken.None);
            await server.State.WaitUntilEvaluatedAsync(server.Process, events.Id(Events - 2), CancellationToken.None);
            await server.Process.KillAsync();
        }

        // Days with events of their own lie between: the first copy is not in the newest file.
        await server.StartAsync(Later(TimeSpan.FromDays(1)));
        await PostOneAsync(server, server.Key, """{"create":{"_index":"logs-x-default","_id":"giữa"}}""", """{"message":"ngày ở giữa"}""", 201);
        await server.Process.KillAsync();
        await server.StartAsync(Later(TimeSpan.FromDays(2)));
        (await client.PostAsync(server.Process.Ingest, [.. Enumerable.Range(0, Events)], CancellationToken.None)).ShouldBeEmpty();

        (client.Created, client.Conflicts).ShouldBe((0L, (long)Events));
        await server.State.WaitUntilAllIsEvaluatedAsync(server.Process, CancellationToken.None);
        Verification verification = new(events, Events);
        using (ApiClient api = server.Api())
        {
            await verification.SignalsAsync(api, TortureServer.Sender);
            await verification.AlertsAsync(api);
        }

        (await server.Process.StopAsync()).ShouldBe(0);
        verification.Events(server.Data, TortureServer.Sender, others: ["giữa"]).Count.ShouldBe(Events);
    }

    [MovedClockFact]
    public async Task Serve_SamePositionOtherBytesAndSameIdUnderAnotherKey_AreOtherEvents()
    {
        using TemporaryFolder folder = new();
        await using TortureServer server = await TortureServer.PrepareAsync(folder.Of("data"));
        string other = await TortureServer.AddKeyAsync(server.Data, "other");
        DateTimeOffset day = TimeProvider.System.GetUtcNow();
        string first = SpooledId(day, "đăng nhập");
        string second = SpooledId(day, "đăng xuất");
        await server.StartAsync();
        await PostOneAsync(server, server.Key, Create(first), Message("đăng nhập"), 201);
        await PostOneAsync(server, server.Key, Create("không ngày"), Message("đăng nhập"), 201);
        await server.Process.KillAsync();

        await server.StartAsync(Later(TimeSpan.FromDays(2)));

        // The file was cut and written anew: the position is the same, the bytes are not.
        await PostOneAsync(server, server.Key, Create(second), Message("đăng xuất"), 201);
        await PostOneAsync(server, server.Key, Create(first), Message("đăng nhập"), 409);
        await PostOneAsync(server, server.Key, Create("không ngày"), Message("đăng nhập"), 409);
        // An id is a sender's own: another sender's is another event.
        await PostOneAsync(server, other, Create(first), Message("đăng nhập"), 201);
        await PostOneAsync(server, other, Create("không ngày"), Message("đăng nhập"), 201);
        await PostOneAsync(server, other, Create(first), Message("đăng nhập"), 409);
        // With "index" the same bytes change nothing, and other bytes are refused.
        await PostOneAsync(server, server.Key, Create(first).Replace("create", "index", StringComparison.Ordinal), Message("đăng nhập"), 200);
        await PostOneAsync(server, server.Key, Create(first).Replace("create", "index", StringComparison.Ordinal), Message("khác"), 409);
        using ApiClient api = server.Api();
        foreach ((string sender, string id) in new[] { ("key:torture", first), ("key:torture", second), ("key:other", first), ("key:other", "không ngày"), ("key:torture", "không ngày") })
            (await api.GetAsync($"/api/v1/events/{ApiClient.KeyWord(sender, id)}")).ShouldNotBeNull($"{sender} {id}");
    }

    private static NumberedEvents Now()
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        return new(now.AddMinutes(-1), now.AddMinutes(-1));
    }

    private static IReadOnlyDictionary<string, string> Later(TimeSpan by) => MovedClock.By(TimeProvider.System, by).Environment;

    // As agents do it: day, then source, generation, position and bytes.
    private static string SpooledId(DateTimeOffset day, string bytes) => string.Create(
        CultureInfo.InvariantCulture,
        $"{day:yyyyMMdd}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"/var/log/auth.log\n1\n4096\n{bytes}")).AsSpan(0, 16))}");

    private static string Create(string id) => $$$"""{"create":{"_index":"logs-x-default","_id":"{{{id}}}"}}""";

    private static string Message(string text) => $$"""{"message":"{{text}}"}""";

    private static async Task PostOneAsync(TortureServer server, string key, string action, string document, int expected)
    {
        using HttpClient http = new();
        using HttpRequestMessage request = new(HttpMethod.Post, new Uri(server.Process.Ingest, "/_bulk")) { Content = new StringContent($"{action}\n{document}\n", Encoding.UTF8) };
        request.Content.Headers.ContentType = new("application/x-ndjson");
        request.Headers.TryAddWithoutValidation("Authorization", TortureServer.AuthorizationOf(key));
        using HttpResponseMessage response = await http.SendAsync(request);
        string answer = await response.Content.ReadAsStringAsync();
        response.IsSuccessStatusCode.ShouldBeTrue(answer);
        using JsonDocument json = JsonDocument.Parse(answer);
        json.RootElement.GetProperty("items")[0].EnumerateObject().Single().Value.GetProperty("status").GetInt32().ShouldBe(expected, answer);
    }
}
