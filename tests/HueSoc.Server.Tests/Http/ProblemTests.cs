using System.Net;
using System.Text;
using System.Text.Json;
using HueSoc.Server.Tests.Running;
using HueSoc.Storage.Control.Accounts;

namespace HueSoc.Server.Tests.Http;

/// <summary>Whatever goes wrong is problem details, also where no route of ours was reached.</summary>
[Collection(ServerCollection.Name)]
public sealed class ProblemTests(RunningServer server)
{
    [Theory]
    [InlineData("GET", "/nothing/here", 404)]
    [InlineData("GET", "/api/v1/alerts/none", 404)]
    [InlineData("GET", "/api/v1/events/%20", 404)]
    [InlineData("DELETE", "/api/v1/events", 405)]
    [InlineData("GET", "/api/v1/events?limit=0", 400)]
    [InlineData("GET", "/api/v1/events?limit=many", 400)]
    [InlineData("GET", "/api/v1/events?from=yesterday", 400)]
    [InlineData("GET", "/api/v1/events?after=nonsense", 400)]
    [InlineData("GET", "/api/v1/alerts?state=sleeping", 400)]
    [InlineData("GET", "/api/v1/alerts?limit=1001", 400)]
    public async Task Request_ThatCannotBeHonoured_AnswersProblemDetails(string method, string address, int status)
    {
        using HttpClient client = await server.ClientAsync(AccountRole.Admin);
        using HttpRequestMessage request = new(new(method), address);

        using HttpResponseMessage response = await client.SendAsync(request);

        await ShouldBeProblemAsync(response, status);
    }

    [Theory]
    [InlineData("text/plain", "{}", 415)]
    [InlineData("application/json", "{", 400)]
    [InlineData("application/json", "{\"unknown\":1}", 400)]
    [InlineData("application/json", "{\"from\":\"2026-01-01T00:00:00Z\",\"from\":\"2026-01-01T00:00:00Z\",\"to\":\"2026-01-02T00:00:00Z\"}", 400)]
    [InlineData("application/json", "{\"from\":\"2026-01-02T00:00:00Z\",\"to\":\"2026-01-01T00:00:00Z\"}", 400)]
    public async Task Body_ThatIsNotWhatIsExpected_AnswersProblemDetails(string type, string body, int status)
    {
        using HttpClient client = await server.ClientAsync(AccountRole.Admin);
        using StringContent content = new(body, Encoding.UTF8, type);

        using HttpResponseMessage response = await client.PostAsync("/api/v1/jobs", content);

        await ShouldBeProblemAsync(response, status);
    }

    [Fact]
    public async Task Body_OverTheLimit_IsTooLarge()
    {
        using HttpClient client = await server.ClientAsync(AccountRole.Admin);
        using StringContent content = new("{\"x\":\"" + new string('a', 2 << 20) + "\"}", Encoding.UTF8, "application/json");

        using HttpResponseMessage response = await client.PostAsync("/api/v1/jobs", content);

        await ShouldBeProblemAsync(response, 413);
    }

    [Fact]
    public async Task Query_ThatCannotBeRead_NamesTheColumn()
    {
        using HttpClient client = await server.ClientAsync(AccountRole.Analyst);

        using HttpResponseMessage response = await client.GetAsync("/api/v1/events?q=" + Uri.EscapeDataString("user.name:(an"));

        JsonElement problem = await ShouldBeProblemAsync(response, 400);
        problem.GetProperty("column").GetInt32().ShouldBeGreaterThan(0);
    }

    private static async Task<JsonElement> ShouldBeProblemAsync(HttpResponseMessage response, int status)
    {
        string text = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe((HttpStatusCode)status, text);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        JsonElement problem = JsonSerializer.Deserialize<JsonElement>(text);
        problem.GetProperty("status").GetInt32().ShouldBe(status);
        return problem;
    }
}
