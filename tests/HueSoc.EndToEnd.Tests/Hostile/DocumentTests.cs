using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using HueSoc.EndToEnd.Tests.Serving;

namespace HueSoc.EndToEnd.Tests.Hostile;

/// <summary>Documents that are too much, or say what is not theirs to say.</summary>
public sealed class DocumentTests
{
    private const string Other = "19777";
    private static readonly JsonSerializerOptions Raw = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task Documents_OutOfBounds_AreRefusedOneByOneAndKept()
    {
        await using HostileServer server = await HostileServer.StartAsync();
        string good = "{\"message\":\"neighbour\"}";
        (string, string)[] documents =
        [
            ("g1", good),
            ("fields", "{" + string.Join(',', Enumerable.Range(0, 100_000).Select(i => string.Create(CultureInfo.InvariantCulture, $"\"f{i}\":1"))) + "}"),
            ("g2", good),
            ("arrays", "{\"a\":" + new string('[', 1_000) + new string(']', 1_000) + "}"),
            ("objects", string.Concat(Enumerable.Repeat("{\"a\":", 1_000)) + "1" + new string('}', 1_000)),
            ("g3", good),
            ("string", "{\"a\":\"" + new string('x', 16 << 20) + "\"}"),
            ("name", "{\"" + new string('x', 2 << 20) + "\":1}"),
            ("g4", good),
        ];

        (int status, int[] items) = await server.PostAsync(HostileServer.Body(documents));

        status.ShouldBe(200);
        items.ShouldBe([201, 400, 201, 400, 400, 201, 400, 400, 201]);
        (await server.CountAsync("message:neighbour")).ShouldBe(4);
        List<JsonElement> letters = await server.Api.ListAsync("/api/v1/dead-letters").ToListAsync();
        letters.Count.ShouldBe(5);
        await server.WaitUntilEvaluatedAsync();
    }

    [Fact]
    public async Task StampedFields_InEverySpelling_AreTheServers()
    {
        await using HostileServer server = await HostileServer.StartAsync();
        string officer = (await HuesocProcess.RunAsync(["admin", "token", "--data", server.Data, "--role", "agency-officer", "--agency", Other])).Trim();
        string[] claims =
        [
            .. ((string[])
            [
            """{"organization":{"id":"OTHER"}}""",
            """{"organization.id":"OTHER"}""",
            """{"organization":{"id":"OTHER"},"organization":{"id":"OTHER"}}""",
            """{"organization":{"id":"OTHER"},"organization.id":"OTHER"}""",
            """{"organization":[{"id":"OTHER"}]}""",
            """{"organization":"OTHER"}""",
            """{"organization":["OTHER"]}""",
            """{"organization":[["OTHER"],[{"id":"OTHER"}]]}""",
            """{"organization":[{"name":"n"},{"id":["OTHER"]}],"organization.id":[{"id":"OTHER"}]}""",
            """{"organization":{"id":{"id":"OTHER"}}}""",
            """{"organization":{"id":["OTHER"]}}""",
            """{"organi\u007aation":{"\u0069d":"OTHER"}}""",
            """{"organization\u002eid":"OTHER"}""",
            """{"organization":{"id.x":"OTHER"}}""",
            """{"huesoc":{"key":{"name":"other"}},"organization":null,"organization.id":"OTHER"}""",
            """{"huesoc.key.name":"other"}""",
            """{"huesoc":{"key.name":"other"}}""",
            """{"huesoc.key":{"name":"other"}}""",
            """{"huesoc":[{"key":{"name":"other"}}]}""",
            """{"huesoc":{"key":[[{"name":"other"}],"other"]}}""",
            """{"event":{"ingested":"2001-01-01T00:00:00Z"}}""",
            """{"event.ingested":"2001-01-01T00:00:00Z"}""",
            """{"event":{"ingested":"2001-01-01T00:00:00Z"},"event.ingested":"2001-01-01T00:00:00Z"}""",
            """{"event":[{"ingested":"2001-01-01T00:00:00Z"}]}""",
            """{"event":["2001-01-01T00:00:00Z",[{"ingested":["2001-01-01T00:00:00Z"]}]]}""",
            """{"agent":{"id":"mine"}}""",
            """{"agent.id":"mine"}""",
            """{"agent":{"id":"mine"},"agent.id":"mine","\u0061gent":{"id":"mine"}}""",
        ]).Select(claim => claim.Replace("OTHER", Other, StringComparison.Ordinal)),
        ];

        int[] statuses = (await server.PostAsync(HostileServer.Body(claims.Select((claim, i) => ($"claim-{i}", claim))))).Items;

        statuses.ShouldAllBe(status => status == 201);
        DateTimeOffset recent = TimeProvider.System.GetUtcNow().AddHours(-1);
        for (int i = 0; i < claims.Length; i++)
        {
            JsonElement stored = (await server.Api.GetAsync($"/api/v1/events/{ApiClient.KeyWord("key:hostile", $"claim-{i}")}"))!.Value;
            JsonElement document = stored.GetProperty("document");
            stored.GetProperty("agency").GetString().ShouldBe(HostileServer.Agency, claims[i]);
            Leaves(document, "organization.id").ShouldBe([HostileServer.Agency], claims[i]);
            Leaves(document, "organization").ShouldNotContain(Other, claims[i]);
            Leaves(document, "huesoc.key").ShouldBe(["hostile"], claims[i]);
            DateTimeOffset.Parse(Leaves(document, "event.ingested").ShouldHaveSingleItem(claims[i]), CultureInfo.InvariantCulture).ShouldBeGreaterThan(recent, claims[i]);
            document.EnumerateObject().Select(member => member.Name).ShouldNotContain(
                name => name.StartsWith("organization.", StringComparison.Ordinal) || name.StartsWith("huesoc.", StringComparison.Ordinal) || name == "event.ingested", claims[i]);
        }

        using ApiClient stranger = new(server.Process.Console, officer);
        (await stranger.ListAsync("/api/v1/events").ToListAsync()).ShouldBeEmpty();
        (await stranger.GetAsync($"/api/v1/events/{ApiClient.KeyWord("key:hostile", "claim-0")}")).ShouldBeNull();
    }

    [Fact]
    public async Task Text_ThatIsMarkupOrTurnsTheLineRound_IsInertInEveryAnswer()
    {
        const string evil = "<script>alert(1)</script>\u202Egpj.exe\u202C\u2066\u200B\u001b[2J\"'&";
        await using HostileServer server = await HostileServer.StartAsync();
        string now = JsonSerializer.Serialize(TimeProvider.System.GetUtcNow().UtcDateTime);
        // The relaxed writer leaves as much raw as JSON allows: what comes in is as bad as it can be.
        string text = JsonSerializer.Serialize(evil, Raw).Replace("\\u202E", "\u202E", StringComparison.OrdinalIgnoreCase);
        string document = """
            {"@timestamp":NOW,"Channel":"Microsoft-Windows-Sysmon/Operational","EventID":1,"Hostname":TEXT,"SourceName":"Microsoft-Windows-Sysmon","Image":TEXT,"CommandLine":"attackword INNER","User":TEXT,TEXT:TEXT,"message":TEXT,"agent":{"id":TEXT},"source":{"ip":TEXT},"event":{"dataset":TEXT,"code":TEXT},"user":{"name":TEXT}}
            """.Replace("NOW", now, StringComparison.Ordinal).Replace("INNER", text[1..^1], StringComparison.Ordinal).Replace("TEXT", text, StringComparison.Ordinal);
        using AlertStreamText stream = await AlertStreamText.OpenAsync(server);

        int[] statuses = (await server.PostAsync(HostileServer.Body(("id " + evil, document), ("bad" + evil, $"[{text}]")))).Items;
        statuses.ShouldBe([201, 400]);
        string told = await stream.NextAsync();
        JsonElement alert = (await server.Api.ListAsync("/api/v1/alerts").ToListAsync()).ShouldHaveSingleItem();
        JsonElement letter = (await server.Api.ListAsync("/api/v1/dead-letters").ToListAsync()).ShouldHaveSingleItem();
        JsonElement signal = (await server.Api.ListAsync("/api/v1/signals").ToListAsync()).ShouldHaveSingleItem();
        string[] paths =
        [
            "/", "/metrics", "/api/v1/events", $"/api/v1/events/{ApiClient.KeyWord("key:hostile", "id " + evil)}", "/api/v1/events/values?field=host.name",
            "/api/v1/events/values?field=user.name", "/api/v1/signals", $"/api/v1/signals/{signal.GetProperty("id").GetString()}", "/api/v1/alerts",
            $"/api/v1/alerts/{alert.GetProperty("id").GetString()}", "/api/v1/dead-letters", $"/api/v1/dead-letters/{letter.GetProperty("number")}", "/api/v1/system", "/api/v1/audit",
            $"/api/v1/events?q={Uri.EscapeDataString("host.name:(" + evil)}", $"/api/v1/{Uri.EscapeDataString(evil)}", $"/api/v1/events?after={Uri.EscapeDataString(evil)}",
        ];

        Inert(told, "the stream");
        using HttpClient browser = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = server.Process.Console };
        browser.DefaultRequestHeaders.Authorization = new("Bearer", server.Token);
        foreach (string path in paths)
        {
            using HttpResponseMessage response = await browser.GetAsync(new Uri(path, UriKind.Relative));
            string body = await response.Content.ReadAsStringAsync();
            ((int)response.StatusCode).ShouldBeLessThan((int)HttpStatusCode.InternalServerError, $"{path}: {body}");
            response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
            if (response.Content.Headers.ContentType?.MediaType == "text/html")
                body.ShouldNotContain("alert(1)", Case.Insensitive, path);
            else
                Inert(body, path);
        }

        Inert(server.Process.Said, "standard error");
        signal.GetProperty("host").GetString().ShouldBe(evil);
    }

    private static void Inert(string text, string where) => text.ShouldNotContain(character => "<\u202E\u202C\u2066\u200B\u001b".Contains(character), $"{where}: {text}");

    // Every scalar at a path or below it, through arrays, whichever way the names are spelled.
    private static List<string> Leaves(JsonElement value, string path) => value.ValueKind switch
    {
        JsonValueKind.Array => [.. value.EnumerateArray().SelectMany(element => Leaves(element, path))],
        JsonValueKind.Object =>
        [
            .. value.EnumerateObject().SelectMany(member =>
                path.Length == 0 || member.Name == path || member.Name.StartsWith(path + ".", StringComparison.Ordinal) ? Leaves(member.Value, "")
                : path.StartsWith(member.Name + ".", StringComparison.Ordinal) ? Leaves(member.Value, path[(member.Name.Length + 1)..])
                : []),
        ],
        _ => path.Length == 0 ? [value.ToString()] : [],
    };
}
