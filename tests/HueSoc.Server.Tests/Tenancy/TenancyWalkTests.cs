using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using HueSoc.Server.Access;
using HueSoc.Server.Tests.Agents;
using HueSoc.Server.Tests.Running;
using HueSoc.Storage.Control.Accounts;

namespace HueSoc.Server.Tests.Tenancy;

/// <summary>
/// Walks every operation of the description, twice: as the city, which has to find agency Y's marker wherever there is
/// something of Y, and as an officer of X, who must not find a byte of it anywhere.
/// </summary>
[Collection(ServerCollection.Name)]
public sealed class TenancyWalkTests(RunningServer server)
{
    private const string Marker = "zqmarkerofy";

    // Operations whose answers hold nothing of any agency: what they count or name belongs to the house.
    private static readonly HashSet<string> WithoutMarker =
    [
        "GET /healthz", "GET /readyz", "GET /metrics", "GET /api/v1/session", "GET /api/v1/alerts/counts", "GET /api/v1/agents/counts", "GET /api/v1/events/histogram",
        "GET /api/v1/rules", "GET /api/v1/rules/{id}", "GET /api/v1/jobs", "GET /api/v1/jobs/{id}", "GET /api/v1/dead-letters/count",
        "GET /api/v1/audit/head", "GET /api/v1/audit/verification", "GET /api/v1/system", "GET /api/v1/system/store",
        "GET /api/v1/system/coverage", "GET /api/v1/system/schedules",
    ];

    [Fact]
    public async Task EveryOperation_ByTheCityAndByAnOfficerOfAnotherAgency_ShowsTheMarkerToTheCityAlone()
    {
        Dictionary<string, string> ofY = await SeedAsync();
        using HttpClient city = await server.ClientAsync(AccountRole.Admin);
        using HttpClient officer = await server.ClientAsync(AccountRole.AgencyOfficer, RunningServer.X);
        List<string> wrong = [];
        int walked = 0;
        foreach ((string method, string path) in await ApiOperations.ReadAsync(city))
        {
            AccessRule rule = AccessTable.Find(method, path)!;
            if (path == "/api/v1/stream" || rule.Reach == Reach.Public)
                continue;
            walked++;
            string name = $"{method} {path}";
            string address = AddressOf(path, ofY);
            if (method == "GET")
            {
                (HttpStatusCode status, string text) = await SendAsync(city, method, address);
                if (status != HttpStatusCode.OK)
                    wrong.Add($"{name}: the city got {(int)status}: {text}");
                else if (!WithoutMarker.Contains(name) && !text.Contains(Marker, StringComparison.OrdinalIgnoreCase))
                    wrong.Add($"{name}: the city does not see the marker: {text[..Math.Min(text.Length, 300)]}");
            }

            (HttpStatusCode theirs, string seen) = await SendAsync(officer, method, address);
            if (seen.Contains(Marker, StringComparison.OrdinalIgnoreCase))
                wrong.Add($"{name}: an officer of another agency sees the marker");
            HttpStatusCode? expected = !rule.Roles.Contains(AccountRole.AgencyOfficer) ? HttpStatusCode.Forbidden
                : rule.Reach == Reach.Scoped && path.Contains('{', StringComparison.Ordinal) ? HttpStatusCode.NotFound
                : method == "GET" ? HttpStatusCode.OK : null;
            if (expected is { } status2 && theirs != status2)
                wrong.Add($"{name}: an officer of another agency got {(int)theirs} instead of {(int)status2}");
        }

        wrong.ShouldBeEmpty();
        walked.ShouldBeGreaterThan(40);
    }

    [Theory]
    [InlineData("/api/v1/events?q=" + Marker)]
    [InlineData("/api/v1/events?q=host.name:" + Marker + "*")]
    [InlineData("/api/v1/events/histogram?q=" + Marker)]
    [InlineData("/api/v1/alerts/counts?agency=" + RunningServer.Y)]
    [InlineData("/api/v1/alerts?agency=" + RunningServer.Y)]
    [InlineData("/api/v1/signals?agency=" + RunningServer.Y)]
    public async Task Question_AboutTheOtherAgency_CountsNothing(string address)
    {
        await SeedAsync();
        using HttpClient officer = await server.ClientAsync(AccountRole.AgencyOfficer, RunningServer.X);

        JsonElement answer = await officer.GetFromJsonAsync<JsonElement>(address);

        JsonElement items = answer.TryGetProperty("items", out JsonElement list) ? list
            : answer.TryGetProperty("buckets", out JsonElement buckets) ? buckets : answer.GetProperty("counts");
        items.GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Stream_OfAnOfficerOfAnotherAgency_TellsOfTheOwnAlertAndNotOfTheOther()
    {
        (_, string keyX) = await server.KeyAsync($"x-{Guid.NewGuid():N}"[..12], RunningServer.X);
        (_, string keyY) = await server.KeyAsync($"y-{Guid.NewGuid():N}"[..12], RunningServer.Y);
        using HttpClient officer = await server.ClientAsync(AccountRole.AgencyOfficer, RunningServer.X);
        await using AlertReader stream = await AlertReader.OpenAsync(officer, after: "0");

        await server.RaiseAsync(keyY, RunningServer.Process(Marker + "-stream", "cmd attackword"));
        await server.RaiseAsync(keyX, RunningServer.Process("own-host-of-x", "cmd attackword"));

        // Notices come in the order they were made: what is not here before the own alert will not come.
        while ((await stream.NextAsync()).Data is { } alert)
        {
            if (alert.TryGetProperty("host", out JsonElement host) && host.GetString() == "own-host-of-x")
                break;
        }

        stream.Text.ToString().ShouldNotContain(Marker);
    }

    private static string AddressOf(string path, Dictionary<string, string> ofY)
    {
        string address = ofY.TryGetValue(path, out string? known) ? known : path;
        foreach ((string prefix, string value) in ofY)
        {
            if (prefix.EndsWith('}') && path.StartsWith(prefix, StringComparison.Ordinal))
                address = value + path[prefix.Length..];
        }

        return address switch
        {
            "/api/v1/events/values" => "/api/v1/events/values?field=host.name&size=1000",
            _ => address,
        };
    }

    private static async Task<(HttpStatusCode Status, string Text)> SendAsync(HttpClient client, string method, string address)
    {
        using HttpRequestMessage request = new(new(method), address);
        if (method is "POST" or "PUT" or "PATCH")
        {
            string body = address.EndsWith("/comments", StringComparison.Ordinal) ? "{\"text\":\"x\"}" : "{}";
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
            request.Headers.TryAddWithoutValidation("If-Match", "*");
        }

        using HttpResponseMessage response = await client.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync() + string.Concat(response.Headers.Select(header => string.Concat(header.Value))));
    }

    /// <summary>Makes something of Y in every room of the house.</summary>
    /// <returns>By path with its placeholder: the address of Y's object.</returns>
    private async Task<Dictionary<string, string>> SeedAsync()
    {
        string unique = Guid.NewGuid().ToString("N")[..8];
        using HttpClient admin = await server.ClientAsync(AccountRole.Admin);
        JsonElement agency = await admin.GetFromJsonAsync<JsonElement>($"/api/v1/agencies/{RunningServer.Y}");
        using HttpRequestMessage rename = new(HttpMethod.Put, $"/api/v1/agencies/{RunningServer.Y}")
        {
            Content = JsonContent.Create(new { name = $"Agency {Marker}", type = agency.GetProperty("type").GetString() }),
        };
        rename.Headers.Add("If-Match", "*");
        (await admin.SendAsync(rename)).EnsureSuccessStatusCode();
        (string keyId, string keyText) = await server.KeyAsync($"{Marker}-{unique}", RunningServer.Y);
        JsonElement alert = (await server.RaiseAsync(keyText, RunningServer.Process($"{Marker}-{unique}", $"cmd attackword {Marker}"))).Single();
        string alertId = alert.GetProperty("id").GetString()!;
        (await admin.PostAsJsonAsync($"/api/v1/alerts/{alertId}/comments", new { text = Marker })).EnsureSuccessStatusCode();
        (await server.ShipAsync(keyText, $"{{\"{Marker}\":")).ShouldBe([400]);
        using HttpResponseMessage account = await admin.PostAsJsonAsync(
            "/api/v1/accounts", new { name = $"{Marker}-{unique}", role = "agency_officer", agency = RunningServer.Y, password = "a-long-enough-passphrase-5" });
        account.EnsureSuccessStatusCode();
        using HttpResponseMessage token = await admin.PostAsJsonAsync("/api/v1/tokens", new { name = Marker, role = "agency_officer", agency = RunningServer.Y });
        string tokenId = (await token.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetProperty("id").GetString()!;
        using HttpResponseMessage job = await admin.PostAsJsonAsync("/api/v1/jobs", new { from = "2020-01-01T00:00:00Z", to = "2020-01-02T00:00:00Z" });
        string jobId = (await job.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
        string group = $"{Marker}-{unique}";
        using HttpResponseMessage letsIn = await admin.PostAsJsonAsync("/api/v1/agents/tokens", new { agency = RunningServer.Y, group });
        JsonElement enrollment = await letsIn.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
        using TestAgent agent = new(server.Server, $"{Marker}-{unique}");
        (await agent.EnrollAsync(enrollment.GetProperty("text").GetString()!)).Status.ShouldBe(HttpStatusCode.OK);
        object configuration = new { sources = new object[] { new { name = Marker, kind = "file", paths = (string[])["/var/log/*.log"] } } };
        (await admin.PutAsJsonAsync($"/api/v1/agents/configurations/group:{group}", configuration)).EnsureSuccessStatusCode();
        JsonElement signal = (await admin.GetFromJsonAsync<JsonElement>($"/api/v1/signals?agency={RunningServer.Y}")).GetProperty("items")[0];
        JsonElement rule = (await admin.GetFromJsonAsync<JsonElement>("/api/v1/rules")).GetProperty("items")[0];
        return new()
        {
            ["/api/v1/agencies/{code}"] = $"/api/v1/agencies/{RunningServer.Y}",
            ["/api/v1/keys/{id}"] = $"/api/v1/keys/{keyId}",
            ["/api/v1/alerts/{id}"] = $"/api/v1/alerts/{alertId}",
            ["/api/v1/signals/{id}"] = $"/api/v1/signals/{signal.GetProperty("id").GetString()}",
            ["/api/v1/events/{key}"] = $"/api/v1/events/{signal.GetProperty("event_key").GetString()}",
            ["/api/v1/accounts/{name}"] = $"/api/v1/accounts/{Marker}-{unique}",
            ["/api/v1/tokens/{id}"] = $"/api/v1/tokens/{tokenId}",
            ["/api/v1/jobs/{id}"] = $"/api/v1/jobs/{jobId}",
            ["/api/v1/agents/{id}"] = $"/api/v1/agents/{agent.Id}",
            ["/api/v1/agents/tokens/{id}"] = $"/api/v1/agents/tokens/{enrollment.GetProperty("token").GetProperty("id").GetString()}",
            ["/api/v1/agents/configurations/{target}"] = $"/api/v1/agents/configurations/group:{group}",
            ["/api/v1/rules/{id}"] = $"/api/v1/rules/{rule.GetProperty("id").GetString()}",
            ["/api/v1/dead-letters/{id}"] = $"/api/v1/dead-letters/{await DeadLetterAsync(admin)}",
        };
    }

    // Refused documents are written a moment after they are answered.
    private static async Task<long> DeadLetterAsync(HttpClient admin)
    {
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(60));
        using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(50));
        while (await timer.WaitForNextTickAsync(patience.Token))
        {
            JsonElement items = (await admin.GetFromJsonAsync<JsonElement>("/api/v1/dead-letters", patience.Token)).GetProperty("items");
            if (items.GetArrayLength() > 0)
                return items[0].GetProperty("number").GetInt64();
        }

        throw new TimeoutException("the refused document was not kept");
    }
}
