using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using HueSoc.Fleet.Configuration;
using HueSoc.Fleet.Heartbeats;
using HueSoc.Server.Tests.Running;
using HueSoc.Storage.Control.Accounts;

namespace HueSoc.Server.Tests.Agents;

/// <summary>What agents are told to do.</summary>
[Collection(ServerCollection.Name)]
public sealed class ConfigurationTests(RunningServer server)
{
    private static readonly string Target = $"/api/v1/agents/configurations/agency:{RunningServer.X}";

    [Fact]
    public async Task Put_OfASoundConfiguration_ReachesTheAgentsOfTheAgencyOnceWithItsVersion()
    {
        using TestAgent agent = await server.Server.EnrolledAsync();
        long version = await PutAsync(Sound("first"));

        AgentConfiguration? told = Told((await agent.BeatAsync()).Answer);
        agent.ConfigurationVersion = version;
        AgentConfiguration? again = Told((await agent.BeatAsync()).Answer);

        told.ShouldNotBeNull().Version.ShouldBe(version);
        told.Sources.ShouldHaveSingleItem().Name.ShouldBe("first");
        again.ShouldBeNull();
        server.Server.AgentOf(agent.Id)!.ConfigurationVersion.ShouldBe(version);
    }

    [Theory]
    [InlineData("\\\\server\\share\\x.log")]
    [InlineData("//server/share/x.log")]
    [InlineData("\\\\.\\PhysicalDrive0")]
    [InlineData("/dev/sda")]
    [InlineData("/proc/kcore")]
    [InlineData("/var/log/../../etc/shadow")]
    [InlineData("relative.log")]
    public async Task Put_OfAMaliciousConfiguration_IsRefusedAndAuditedAndReachesNobody(string path)
    {
        using TestAgent agent = await server.Server.EnrolledAsync();
        agent.ConfigurationVersion = await PutAsync(Sound("before"));
        using HttpClient admin = await server.ClientAsync(AccountRole.Admin);
        using HttpRequestMessage request = Request(new { sources = new object[] { new { name = "bad", kind = "file", paths = (string[])[path] } } });

        using HttpResponseMessage response = await admin.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadAsStringAsync()).ShouldContain("sources[0].paths[0]");
        server.Server.Acts($"agent_configuration:agency:{RunningServer.X}")[^1].Action.ShouldBe("agent_configuration.refused");
        Told((await agent.BeatAsync()).Answer).ShouldBeNull();
    }

    [Fact]
    public async Task Put_WithoutTheVersionThereIs_IsRefused()
    {
        await PutAsync(Sound("first"));
        using HttpClient admin = await server.ClientAsync(AccountRole.Admin);

        using HttpResponseMessage response = await admin.PutAsJsonAsync(Target, Sound("second"));

        response.StatusCode.ShouldBe((HttpStatusCode)428);
    }

    [Fact]
    public async Task Beat_ThatRefusesAConfiguration_IsAuditedOnceAndNotSentItAgain()
    {
        using TestAgent agent = await server.Server.EnrolledAsync();
        long version = await PutAsync(Sound("refused"));
        agent.Refused = new RefusedConfiguration { Version = version, Reasons = ["sources[0].paths[0]: names a device"] };

        HeartbeatAnswer? answer = (await agent.BeatAsync()).Answer;
        await agent.BeatAsync();

        Told(answer).ShouldBeNull();
        (string _, string details) = server.Server.Acts($"agent:{agent.Id}").Where(act => act.Action == "agent.configuration_refused").ShouldHaveSingleItem();
        details.ShouldContain("names a device");
    }

    private static object Sound(string name) => new { sources = new object[] { new { name, kind = "file", paths = (string[])["/var/log/*.log"] } } };

    private static AgentConfiguration? Told(HeartbeatAnswer? answer) => answer?.Configuration is { } json ? ConfigurationReader.Read(json).Value : null;

    private static HttpRequestMessage Request(object configuration)
    {
        HttpRequestMessage request = new(HttpMethod.Put, Target) { Content = JsonContent.Create(configuration) };
        request.Headers.Add("If-Match", "*");
        return request;
    }

    private async Task<long> PutAsync(object configuration)
    {
        using HttpClient admin = await server.ClientAsync(AccountRole.Admin);
        using HttpRequestMessage request = Request(configuration);
        using HttpResponseMessage response = await admin.SendAsync(request);
        return (await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("version").GetInt64();
    }
}
