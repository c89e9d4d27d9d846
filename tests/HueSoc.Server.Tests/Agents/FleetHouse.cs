using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using HueSoc.Fleet.Enrollment;
using HueSoc.Server.Tests.Running;
using HueSoc.Storage.Control.Accounts;
using HueSoc.Storage.Control.Agents;
using HueSoc.Storage.Control.Audit;
using HueSoc.Storage.Tenancy;
using Microsoft.Extensions.DependencyInjection;

namespace HueSoc.Server.Tests.Agents;

/// <summary>What tests of agents ask of a server.</summary>
internal static class FleetHouse
{
    /// <summary>Makes a token for enrollment.</summary>
    public static async Task<IssuedEnrollmentToken> TokenAsync(
        this HueSocServer server, string agency = RunningServer.X, int uses = 1, TimeSpan? lifetime = null, DeviceClass? deviceClass = null) =>
        (await server.Services.GetRequiredService<EnrollmentTokenStore>().AddAsync(Actor.System, new(agency, null, deviceClass, lifetime, uses), CancellationToken.None)).Value.ShouldNotBeNull();

    /// <summary>An agent that is enrolled.</summary>
    public static async Task<TestAgent> EnrolledAsync(this HueSocServer server, string hostName = "pc-01", string agency = RunningServer.X)
    {
        TestAgent agent = new(server, hostName);
        (await agent.EnrollAsync((await server.TokenAsync(agency)).Text)).Status.ShouldBe(HttpStatusCode.OK);
        return agent;
    }

    /// <summary>An agent as the server knows it.</summary>
    public static EnrolledAgent? AgentOf(this HueSocServer server, string id) => server.Services.GetRequiredService<AgentStore>().Find(AgencyScope.City, id);

    /// <summary>The audited acts on something, the oldest first.</summary>
    public static (string Action, string Details)[] Acts(this HueSocServer server, string subject) =>
    [
        .. server.Services.GetRequiredService<AuditLog>().List(AgencyScope.City, AuditFilter.All with { Subject = subject }, 1_000, null)
            .Items.Reverse().Select(entry => (entry.Action, entry.Details)),
    ];

    /// <summary>The alerts about an agent.</summary>
    public static async Task<JsonElement[]> AlertsAsync(this RunningServer server, string agentId)
    {
        using HttpClient analyst = await server.ClientAsync(AccountRole.Analyst);
        JsonElement page = await analyst.GetFromJsonAsync<JsonElement>($"/api/v1/alerts?text={agentId}&limit=1000");
        return [.. page.GetProperty("items").EnumerateArray()];
    }

    /// <summary>A stored event as the server shows it.</summary>
    public static async Task<JsonElement> EventAsync(this RunningServer server, string text)
    {
        using HttpClient analyst = await server.ClientAsync(AccountRole.Analyst);
        JsonElement page = await analyst.GetFromJsonAsync<JsonElement>($"/api/v1/events?q={Uri.EscapeDataString(text)}");
        return page.GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
    }
}
