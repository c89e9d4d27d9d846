using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using HueSoc.Fleet.Enrollment;
using HueSoc.Fleet.Heartbeats;
using HueSoc.Fleet.Identity;
using HueSoc.Server.Tests.Running;
using HueSoc.Storage.Control.Accounts;

namespace HueSoc.Server.Tests.Agents;

/// <summary>What agents say each minute, and what others say in their name.</summary>
[Collection(ServerCollection.Name)]
public sealed class HeartbeatTests(RunningServer server)
{
    [Fact]
    public async Task Beat_OfAnHonestAgent_IsTakenAgainAndAgain()
    {
        using TestAgent agent = await server.Server.EnrolledAsync("pc-honest");

        for (int i = 0; i < 5; i++)
            (await agent.BeatAsync()).Answer.ShouldNotBeNull().State.ShouldBe(AgentState.Active);

        using HttpClient analyst = await server.ClientAsync(AccountRole.Analyst);
        JsonElement shown = await analyst.GetFromJsonAsync<JsonElement>($"/api/v1/agents/{agent.Id}");
        shown.GetProperty("state").GetString().ShouldBe("active");
        shown.GetProperty("status").GetProperty("spool_events").GetInt64().ShouldBe(3);
    }

    [Fact]
    public async Task Beat_WhoseAnswersAreLostAgainAndAgain_DoesNotQuarantineTheAgent()
    {
        using TestAgent agent = await server.Server.EnrolledAsync();
        await agent.BeatAsync();

        for (int i = 0; i < 4; i++)
            await agent.BeatAsync(isAnswerLost: true);
        await agent.BeatAsync();
        HeartbeatAnswer? last = (await agent.BeatAsync()).Answer;

        last!.State.ShouldBe(AgentState.Active);
    }

    [Fact]
    public async Task Beat_OfACopyOfTheStateFolder_QuarantinesBothMarksTheirEventsAndRaisesOneAlert()
    {
        using TestAgent original = await server.Server.EnrolledAsync("pc-cloned");
        await original.BeatAsync();
        using TestAgent copy = new(server.Server, "pc-cloned", original);

        // The first heartbeat of the copy is the original's last one, attempt and all: as if an answer had been lost.
        await original.BeatAsync();
        await copy.BeatAsync();
        (await original.BeatAsync()).Answer!.State.ShouldBe(AgentState.Active);
        AgentState ofCopy = (await copy.BeatAsync()).Answer!.State;
        AgentState ofOriginal = (await original.BeatAsync()).Answer!.State;
        await copy.BeatAsync();

        ofCopy.ShouldBe(AgentState.Quarantined);
        ofOriginal.ShouldBe(AgentState.Quarantined);
        string word = $"marked{Nonces.New()}";
        (await original.ShipAsync("20260101-" + Nonces.New(), new { message = word })).ShouldBe(HttpStatusCode.OK);
        string stored = (await server.EventAsync(word)).GetRawText();
        stored.ShouldContain("\"quarantined\":true");
        JsonElement alert = (await server.AlertsAsync(original.Id)).ShouldHaveSingleItem();
        alert.GetProperty("kind").GetString().ShouldBe("fleet");
        alert.GetProperty("agency").GetString().ShouldBe(RunningServer.X);
        alert.GetProperty("host").GetString().ShouldBe("pc-cloned");
        server.Server.Acts($"agent:{original.Id}").Count(act => act.Action == "agent.quarantined").ShouldBe(1);
    }

    [Fact]
    public async Task Beat_OfTwoCopiesInTurn_IsFoundOutWhoeverComesSecond()
    {
        using TestAgent one = await server.Server.EnrolledAsync();
        using TestAgent other = new(server.Server, "pc-01", one) { Attempt = Nonces.New() };

        await other.BeatAsync();
        AgentState state = (await one.BeatAsync()).Answer!.State;

        state.ShouldBe(AgentState.Quarantined);
    }

    [Fact]
    public async Task Beat_WithANonceFromBefore_IsQuarantinedAndAudited()
    {
        using TestAgent agent = await server.Server.EnrolledAsync();
        string old = agent.Nonce;
        await agent.BeatAsync();
        await agent.BeatAsync();
        agent.Nonce = old;

        (await agent.BeatAsync()).Answer!.State.ShouldBe(AgentState.Quarantined);

        server.Server.Acts($"agent:{agent.Id}")[^1].Action.ShouldBe("agent.quarantined");
    }

    [Fact]
    public async Task Beat_OfASecondMachineUnderOneKey_IsQuarantinedWithAnAlert()
    {
        using TestAgent agent = await server.Server.EnrolledAsync();
        await agent.BeatAsync();
        agent.MachineId = new string('b', 64);

        (await agent.BeatAsync()).Answer!.State.ShouldBe(AgentState.Quarantined);

        (await server.AlertsAsync(agent.Id)).ShouldHaveSingleItem().GetProperty("title").GetString().ShouldBe("Two machines use the key of one agent");
    }

    [Fact]
    public async Task Beat_AfterARelease_IsActiveUntilASecondOneComesAgain()
    {
        using TestAgent agent = await server.Server.EnrolledAsync();
        using TestAgent copy = new(server.Server, "pc-01", agent) { Attempt = Nonces.New() };
        await agent.BeatAsync();
        await copy.BeatAsync();
        using HttpClient analyst = await server.ClientAsync(AccountRole.Analyst);
        using HttpRequestMessage release = new(HttpMethod.Patch, $"/api/v1/agents/{agent.Id}") { Content = JsonContent.Create(new { release_reason = "the copy was removed" }) };
        release.Headers.Add("If-Match", "*");
        (await analyst.SendAsync(release)).EnsureSuccessStatusCode();

        AgentState released = (await agent.BeatAsync()).Answer!.State;
        AgentState next = (await agent.BeatAsync()).Answer!.State;
        AgentState again = (await copy.BeatAsync()).Answer!.State;

        released.ShouldBe(AgentState.Active);
        next.ShouldBe(AgentState.Active);
        again.ShouldBe(AgentState.Quarantined);
        (await server.AlertsAsync(agent.Id)).Length.ShouldBe(2);
        server.Server.Acts($"agent:{agent.Id}").ShouldContain(act => act.Action == "agent.released" && act.Details.Contains("the copy was removed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Beat_SignedByAnother_IsRefusedAndAuditedAndChangesNothing()
    {
        using TestAgent agent = await server.Server.EnrolledAsync();
        using TestAgent other = await server.Server.EnrolledAsync();

        (HttpStatusCode status, _) = await agent.BeatAsync(signer: other);

        status.ShouldBe(HttpStatusCode.Unauthorized);
        server.Server.Acts($"agent:{agent.Id}")[^1].Action.ShouldBe("agent.signature_refused");
        server.Server.AgentOf(agent.Id)!.LastSeen.ShouldBeNull();
        (await agent.BeatAsync()).Answer!.State.ShouldBe(AgentState.Active);
    }

    [Fact]
    public async Task Beat_SignedButSayingWhatNoneMaySay_IsRefusedAndAudited()
    {
        using TestAgent agent = await server.Server.EnrolledAsync();
        byte[] body = """{"nonce": 5}"""u8.ToArray();

        (await agent.PostAsync("/api/v1/agents/heartbeat", body, agent.SignatureOf(body))).Status.ShouldBe(HttpStatusCode.BadRequest);

        (string action, string details) = server.Server.Acts($"agent:{agent.Id}")[^1];
        action.ShouldBe("agent.heartbeat_refused");
        details.ShouldContain("nonce");
        server.Server.AgentOf(agent.Id)!.LastSeen.ShouldBeNull();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==")]
    public async Task Beat_WithASignatureThatIsNone_IsRefused(string? signature)
    {
        using TestAgent agent = await server.Server.EnrolledAsync();

        (await agent.PostAsync("/api/v1/agents/heartbeat", "{}"u8.ToArray(), signature)).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Beat_OfAnAgentThatIsNotEnrolled_IsRefused()
    {
        using TestAgent agent = new(server.Server) { Nonce = Nonces.New(), Attempt = Nonces.New() };

        (await agent.BeatAsync()).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Revoke_OfAnAgent_RefusesItsHeartbeatsAndItsEvents()
    {
        using TestAgent agent = await server.Server.EnrolledAsync();
        (await agent.ShipAsync("20260101-" + Nonces.New(), new { message = "x" })).ShouldBe(HttpStatusCode.OK);
        using HttpClient admin = await server.ClientAsync(AccountRole.Admin);

        (await admin.DeleteAsync(new Uri($"/api/v1/agents/{agent.Id}", UriKind.Relative))).EnsureSuccessStatusCode();

        (await agent.ShipAsync("20260101-" + Nonces.New(), new { message = "x" })).ShouldBe(HttpStatusCode.Unauthorized);
        (await agent.BeatAsync()).Status.ShouldBe(HttpStatusCode.Forbidden);
        server.Server.Acts($"agent:{agent.Id}")[^1].Action.ShouldBe("agent.revoked");
    }

    [Fact]
    public async Task Ship_UnderAnothersId_IsStoredAsTheKeysOwnAndTheClaimIsKept()
    {
        using TestAgent a = await server.Server.EnrolledAsync("pc-a");
        using TestAgent b = await server.Server.EnrolledAsync("pc-b", RunningServer.Y);
        string word = $"claim{Nonces.New()}";

        await a.ShipAsync("20260101-" + Nonces.New(), new
        {
            message = word, agent = new { id = b.Id }, organization = new { id = RunningServer.Y }, huesoc = new { agent = new { quarantined = false } },
        });

        string stored = (await server.EventAsync(word)).GetRawText();
        using JsonDocument document = JsonDocument.Parse(stored);
        stored.ShouldContain($"\"agent\":{{\"id\":\"{a.Id}\"}}");
        stored.ShouldContain(RunningServer.X);
        stored.ShouldContain("claimed");
        stored[..stored.IndexOf("claimed", StringComparison.Ordinal)].ShouldNotContain(b.Id);
    }

    [Fact]
    public async Task Keys_OfAgents_AreNotAmongTheKeysOfShippersAndReadNothing()
    {
        using TestAgent agent = await server.Server.EnrolledAsync();
        using HttpClient admin = await server.ClientAsync(AccountRole.Admin);
        using HttpClient reader = server.Anonymous();
        reader.DefaultRequestHeaders.Authorization = new("Bearer", agent.IngestKey);

        (await admin.GetStringAsync(new Uri("/api/v1/keys?limit=1000", UriKind.Relative))).ShouldNotContain(agent.Id);
        (await reader.GetAsync(new Uri("/api/v1/events", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }
}
