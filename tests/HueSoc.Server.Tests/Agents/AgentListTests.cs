using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using HueSoc.Server.Tests.Running;
using HueSoc.Storage.Control.Accounts;

namespace HueSoc.Server.Tests.Agents;

/// <summary>What people see of agents, and may change.</summary>
[Collection(ServerCollection.Name)]
public sealed class AgentListTests(RunningServer server)
{
    [Fact]
    public async Task List_ByState_TellsThoseThatReportFromThoseThatDoNot()
    {
        using TestAgent reporting = await server.Server.EnrolledAsync();
        await reporting.BeatAsync();
        using TestAgent silent = await server.Server.EnrolledAsync();

        string[] active = await IdsAsync("state=active");
        string[] quiet = await IdsAsync("state=silent");

        active.ShouldContain(reporting.Id);
        active.ShouldNotContain(silent.Id);
        quiet.ShouldContain(silent.Id);
        quiet.ShouldNotContain(reporting.Id);
    }

    [Fact]
    public async Task List_PageByPage_NamesEachOnce()
    {
        using TestAgent one = await server.Server.EnrolledAsync();
        using TestAgent other = await server.Server.EnrolledAsync();
        using HttpClient admin = await server.ClientAsync(AccountRole.Admin);
        List<string> ids = [];
        string? after = null;
        do
        {
            JsonElement page = await admin.GetFromJsonAsync<JsonElement>($"/api/v1/agents?limit=1{(after is null ? "" : $"&after={after}")}");
            ids.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!));
            after = page.GetProperty("next").GetString();
        }
        while (after is not null);

        ids.ShouldBeUnique();
        ids.ShouldContain(one.Id);
        ids.ShouldContain(other.Id);
    }

    [Fact]
    public async Task Counts_ForAnOfficer_AreOfTheirAgency()
    {
        using TestAgent own = await server.Server.EnrolledAsync();
        using TestAgent other = await server.Server.EnrolledAsync(agency: RunningServer.Y);
        using HttpClient officer = await server.ClientAsync(AccountRole.AgencyOfficer, RunningServer.X);

        JsonElement counts = await officer.GetFromJsonAsync<JsonElement>("/api/v1/agents/counts");

        counts.GetProperty("agencies").EnumerateArray().ShouldHaveSingleItem().GetProperty("agency").GetString().ShouldBe(RunningServer.X);
    }

    [Fact]
    public async Task Patch_OfClassAndGroup_IsDoneAndAudited()
    {
        using TestAgent agent = await server.Server.EnrolledAsync();
        using HttpClient admin = await server.ClientAsync(AccountRole.Admin);
        using HttpRequestMessage request = new(HttpMethod.Patch, $"/api/v1/agents/{agent.Id}") { Content = JsonContent.Create(new { @class = "always_on", group = "web-servers" }) };
        request.Headers.Add("If-Match", "\"1\"");

        using HttpResponseMessage response = await admin.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        JsonElement changed = await response.Content.ReadFromJsonAsync<JsonElement>();
        changed.GetProperty("class").GetString().ShouldBe("always_on");
        changed.GetProperty("group").GetString().ShouldBe("web-servers");
        server.Server.Acts($"agent:{agent.Id}")[^1].Action.ShouldBe("agent.changed");
    }

    [Theory]
    [InlineData("{\"release_reason\":\"not in quarantine\"}")]
    [InlineData("{\"group\":\"No Spaces\"}")]
    [InlineData("{\"class\":\"toaster\"}")]
    public async Task Patch_OfWhatCannotBe_IsRefused(string body)
    {
        using TestAgent agent = await server.Server.EnrolledAsync();
        using HttpClient admin = await server.ClientAsync(AccountRole.Admin);
        using HttpRequestMessage request = new(HttpMethod.Patch, $"/api/v1/agents/{agent.Id}") { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
        request.Headers.Add("If-Match", "*");

        using HttpResponseMessage response = await admin.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private async Task<string[]> IdsAsync(string question)
    {
        using HttpClient admin = await server.ClientAsync(AccountRole.Admin);
        JsonElement page = await admin.GetFromJsonAsync<JsonElement>($"/api/v1/agents?limit=1000&{question}");
        return [.. page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!)];
    }
}
