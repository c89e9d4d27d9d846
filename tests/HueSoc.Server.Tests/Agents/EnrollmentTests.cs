using System.Net;
using System.Net.Http.Json;
using System.Text;
using HueSoc.Fleet.Enrollment;
using HueSoc.Fleet.Identity;
using HueSoc.Server.Tests.Running;
using HueSoc.Storage.Control.Accounts;
using HueSoc.Storage.Control.Agents;
using HueSoc.Storage.Control.Audit;
using HueSoc.Storage.Tenancy;
using Microsoft.Extensions.DependencyInjection;

namespace HueSoc.Server.Tests.Agents;

/// <summary>Who is let in, and who is not.</summary>
[Collection(ServerCollection.Name)]
public sealed class EnrollmentTests(RunningServer server)
{
    [Fact]
    public async Task Enroll_WithAFreshToken_LetsTheAgentInToTheAgencyOfTheToken()
    {
        IssuedEnrollmentToken token = await server.Server.TokenAsync(deviceClass: DeviceClass.Server);
        using TestAgent agent = new(server.Server, "srv-01");

        (HttpStatusCode status, EnrollmentAnswer? answer, _) = await agent.EnrollAsync(token.Text);

        status.ShouldBe(HttpStatusCode.OK);
        answer.ShouldNotBeNull().ShouldSatisfyAllConditions(
            a => a.AgentId.ShouldBe(agent.Id), a => a.Agency.ShouldBe(RunningServer.X), a => a.DeviceClass.ShouldBe(DeviceClass.Server),
            a => a.IngestKey.ShouldStartWith(agent.Id + ":"), a => a.IngestAddresses.ShouldBeEmpty());
        server.Server.Acts($"agent:{agent.Id}").Select(act => act.Action).ShouldBe(["agent.enrolled"]);
        server.Server.AgentOf(agent.Id).ShouldNotBeNull().HostName.ShouldBe("srv-01");
    }

    [Fact]
    public async Task Enroll_WhereTheConsoleListens_SaysWhereToShipTo()
    {
        IssuedEnrollmentToken token = await server.Server.TokenAsync();
        using AgentKey key = AgentKey.Create();
        byte[] body = Fleet.Json.FleetJson.Write(new EnrollmentRequest
        {
            Token = token.Text, Attempt = Nonces.New(), PublicKey = Convert.ToBase64String(key.PublicKey), MachineId = new string('a', 64), HostName = "pc", Os = "x", AgentVersion = "1",
        });
        using HttpClient client = server.Anonymous();
        using HttpRequestMessage request = new(HttpMethod.Post, "/api/v1/agents/enroll") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Add(AgentSignature.SignatureHeader, key.Sign(body));

        using HttpResponseMessage response = await client.SendAsync(request);

        EnrollmentAnswer answer = Fleet.Json.FleetJson.ReadEnrollmentAnswer(await response.Content.ReadAsByteArrayAsync()).Value.ShouldNotBeNull();
        answer.IngestAddresses.ShouldBe([server.Server.IngestAddresses[0]]);
    }

    [Fact]
    public async Task Enroll_WithATokenThatWasUsed_IsRefusedAndAudited()
    {
        IssuedEnrollmentToken token = await server.Server.TokenAsync();
        using TestAgent first = new(server.Server);
        await first.EnrollAsync(token.Text);
        using TestAgent second = new(server.Server);

        (HttpStatusCode status, _, string text) = await second.EnrollAsync(token.Text);

        status.ShouldBe(HttpStatusCode.Unauthorized);
        text.ShouldContain("used already");
        server.Server.AgentOf(second.Id).ShouldBeNull();
        ShouldBeRefused(second, "used already");
    }

    [Fact]
    public async Task Enroll_AgainByTheSameAgentWithItsUsedToken_IsRefused()
    {
        IssuedEnrollmentToken token = await server.Server.TokenAsync();
        using TestAgent agent = new(server.Server);
        await agent.EnrollAsync(token.Text);

        (await agent.EnrollAsync(token.Text)).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Enroll_OnceMoreAsTheSameAttempt_IsTheSameAgentAndUsesTheTokenOnce()
    {
        IssuedEnrollmentToken token = await server.Server.TokenAsync(uses: 2);
        using TestAgent agent = new(server.Server);
        string attempt = Nonces.New();
        await agent.EnrollAsync(token.Text, attempt);
        string lost = agent.IngestKey;

        (HttpStatusCode status, _, _) = await agent.EnrollAsync(token.Text, attempt);

        status.ShouldBe(HttpStatusCode.OK);
        server.Server.Services.GetRequiredService<EnrollmentTokenStore>().Find(AgencyScope.City, token.Token.Id)!.UsesLeft.ShouldBe(1);
        (await agent.ShipAsync("20260101-" + Nonces.New(), new { message = "x" })).ShouldBe(HttpStatusCode.OK);
        agent.IngestKey = lost;
        (await agent.ShipAsync("20260101-" + Nonces.New(), new { message = "x" })).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Enroll_AgainWithAnotherToken_KeepsTheId()
    {
        using TestAgent agent = await server.Server.EnrolledAsync();

        (HttpStatusCode status, EnrollmentAnswer? answer, _) = await agent.EnrollAsync((await server.Server.TokenAsync()).Text);

        status.ShouldBe(HttpStatusCode.OK);
        answer!.AgentId.ShouldBe(agent.Id);
        server.Server.Acts($"agent:{agent.Id}").Select(act => act.Action).ShouldBe(["agent.enrolled", "agent.enrolled_again"]);
    }

    [Fact]
    public async Task Enroll_WithATokenThatExpired_IsRefusedAndAudited()
    {
        await using OwnServer own = await OwnServer.StartAsync(TimeProvider.System);
        IssuedEnrollmentToken token = await own.Server.TokenAsync(agency: "", lifetime: TimeSpan.FromHours(24));
        await own.RestartAsync(new MovedTime(TimeSpan.FromHours(25)));
        using TestAgent agent = new(own.Server);

        (HttpStatusCode status, _, string text) = await agent.EnrollAsync(token.Text);

        status.ShouldBe(HttpStatusCode.Unauthorized);
        text.ShouldContain("expired");
        own.Server.Acts($"agent:{agent.Id}").ShouldHaveSingleItem().Details.ShouldContain("expired");
    }

    [Fact]
    public async Task Enroll_WithATokenThatWasRevoked_IsRefusedAndAudited()
    {
        IssuedEnrollmentToken token = await server.Server.TokenAsync();
        using HttpClient admin = await server.ClientAsync(AccountRole.Admin);
        (await admin.DeleteAsync(new Uri($"/api/v1/agents/tokens/{token.Token.Id}", UriKind.Relative))).EnsureSuccessStatusCode();
        using TestAgent agent = new(server.Server);

        (HttpStatusCode status, _, _) = await agent.EnrollAsync(token.Text);

        status.ShouldBe(HttpStatusCode.Unauthorized);
        ShouldBeRefused(agent, "revoked");
    }

    [Theory]
    [InlineData("enroll_0123456789abcdef_0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    [InlineData("nothing")]
    public async Task Enroll_WithATokenOfNobody_IsRefusedAndAudited(string token)
    {
        using TestAgent agent = new(server.Server);

        (HttpStatusCode status, _, _) = await agent.EnrollAsync(token);

        status.ShouldBe(HttpStatusCode.Unauthorized);
        ShouldBeRefused(agent, "no such token");
    }

    [Fact]
    public async Task Enroll_WithATokensIdAndAnotherSecret_IsRefused()
    {
        IssuedEnrollmentToken token = await server.Server.TokenAsync();
        using TestAgent agent = new(server.Server);

        (await agent.EnrollAsync($"{token.Text[..^1]}{(token.Text[^1] == '0' ? '1' : '0')}")).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Enroll_WithATokenOfAnotherAgency_DoesNotMoveTheAgentAndIsAudited()
    {
        using TestAgent agent = await server.Server.EnrolledAsync();

        (HttpStatusCode status, _, _) = await agent.EnrollAsync((await server.Server.TokenAsync(RunningServer.Y)).Text);

        status.ShouldBe(HttpStatusCode.Conflict);
        server.Server.AgentOf(agent.Id)!.Agency.ShouldBe(RunningServer.X);
        ShouldBeRefused(agent, "another agency");
    }

    [Fact]
    public async Task Enroll_WithTheKeyOfAnother_IsRefusedBecauseItCannotSign()
    {
        using TestAgent victim = await server.Server.EnrolledAsync();
        using TestAgent thief = new(server.Server);
        IssuedEnrollmentToken token = await server.Server.TokenAsync();

        (HttpStatusCode status, _, _) = await victim.EnrollAsync(token.Text, signer: thief);

        status.ShouldBe(HttpStatusCode.Unauthorized);
        server.Server.Services.GetRequiredService<EnrollmentTokenStore>().Find(AgencyScope.City, token.Token.Id)!.UsesLeft.ShouldBe(1);
    }

    [Fact]
    public async Task Enroll_OfAnAgentThatWasRevoked_IsRefused()
    {
        using TestAgent agent = await server.Server.EnrolledAsync();
        await server.Server.Services.GetRequiredService<AgentStore>().RevokeAsync(Actor.System, AgencyScope.City, agent.Id, CancellationToken.None);

        (await agent.EnrollAsync((await server.Server.TokenAsync()).Text)).Status.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Enroll_TooOften_IsToldToWait()
    {
        await using OwnServer own = await OwnServer.StartAsync(TimeProvider.System, ("enrollmentsPerMinute", "5"));
        List<HttpStatusCode> statuses = [];
        using TestAgent agent = new(own.Server);

        for (int i = 0; i < 40; i++)
            statuses.Add((await agent.EnrollAsync("nothing")).Status);

        statuses.Take(5).ShouldAllBe(status => status == HttpStatusCode.Unauthorized);
        // A minute may end in between, once.
        statuses.Count(status => status == HttpStatusCode.TooManyRequests).ShouldBeGreaterThanOrEqualTo(30);
    }

    [Theory]
    [InlineData("{\"token\":\"x\"}", HttpStatusCode.BadRequest)]
    [InlineData("{", HttpStatusCode.BadRequest)]
    [InlineData("null", HttpStatusCode.BadRequest)]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", HttpStatusCode.BadRequest)]
    [InlineData("", HttpStatusCode.BadRequest)]
    public async Task Enroll_WithABodyThatIsNone_IsRefused(string body, HttpStatusCode status)
    {
        using TestAgent agent = new(server.Server);

        (await agent.PostAsync("/api/v1/agents/enroll", Encoding.UTF8.GetBytes(body), signature: null)).Status.ShouldBe(status);
    }

    [Theory]
    [InlineData("/api/v1/agents/enroll")]
    [InlineData("/api/v1/agents/heartbeat")]
    public async Task Post_OfABodyThatIsTooLarge_IsRefused(string path)
    {
        using TestAgent agent = await server.Server.EnrolledAsync();

        (await agent.PostAsync(path, new byte[1 << 20], signature: null)).Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Post_OfAnotherMediaType_IsRefused()
    {
        using TestAgent agent = new(server.Server);

        (await agent.PostAsync("/api/v1/agents/enroll", "{}"u8.ToArray(), null, "text/plain")).Status.ShouldBe(HttpStatusCode.UnsupportedMediaType);
    }

    private void ShouldBeRefused(TestAgent agent, string reason)
    {
        (string action, string details) = server.Server.Acts($"agent:{agent.Id}")[^1];
        action.ShouldBe("agent.enrollment_refused");
        details.ShouldContain(reason);
    }
}
