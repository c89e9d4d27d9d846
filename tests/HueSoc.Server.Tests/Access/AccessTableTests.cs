using HueSoc.Server.Access;
using HueSoc.Server.Tests.Running;
using HueSoc.Storage.Control.Accounts;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace HueSoc.Server.Tests.Access;

/// <summary>The table against the routes there are, and against what roles mean.</summary>
[Collection(ServerCollection.Name)]
public sealed class AccessTableTests(RunningServer server)
{
    [Fact]
    public void Routes_OfTheConsole_AreExactlyThoseOfTheTable()
    {
        string[] mapped =
        [
            .. from endpoint in server.Server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
               from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
               select $"{method} /{endpoint.RoutePattern.RawText!.Trim('/')}",
        ];

        mapped.Order(StringComparer.Ordinal).ShouldBe(AccessTable.Rules.Select(rule => $"{rule.Method} {rule.Pattern}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Rules_ThatChangeSomething_NeverAllowAnAuditor() =>
        AccessTable.Rules.Where(rule => rule.Method != "GET" && rule.Reach != Reach.Own && rule.Roles.Contains(AccountRole.Auditor)).ShouldBeEmpty();

    [Fact]
    public void Rules_ThatOnlyRead_AlwaysAllowAnAuditor() =>
        AccessTable.Rules.Where(rule => rule.Method == "GET" && rule.Reach != Reach.Public && !rule.Roles.Contains(AccountRole.Auditor)).ShouldBeEmpty();

    [Fact]
    public void Rules_AboutTheCity_NeverAllowAnAgencyOfficer() =>
        AccessTable.Rules.Where(rule => rule.Reach == Reach.City && rule.Roles.Contains(AccountRole.AgencyOfficer)).ShouldBeEmpty();

    [Fact]
    public void Rules_ThatChangeSomething_ArePublicOnlyForSigningInAndForAgentsWhichSign() =>
        AccessTable.Rules.Where(rule => rule.Method != "GET" && rule.Reach == Reach.Public).Select(rule => rule.Pattern)
            .ShouldBe(["/api/v1/session", "/api/v1/agents/enroll", "/api/v1/agents/heartbeat"]);
}
