using System.Net;
using System.Text;
using HueSoc.Server.Access;
using HueSoc.Server.Tests.Running;
using HueSoc.Storage.Control.Accounts;

namespace HueSoc.Server.Tests.Access;

/// <summary>Every operation of the description, asked for by every role and by nobody.</summary>
[Collection(ServerCollection.Name)]
public sealed class RoleMatrixTests(RunningServer server)
{
    public static TheoryData<AccountRole> Roles => [.. Enum.GetValues<AccountRole>()];

    [Theory]
    [MemberData(nameof(Roles))]
    public async Task EveryOperation_ByARole_IsForbiddenExactlyWhereTheTableSaysSo(AccountRole role)
    {
        using HttpClient client = await server.ClientAsync(role, role == AccountRole.AgencyOfficer ? RunningServer.X : "");
        List<string> wrong = [];
        foreach ((string method, string path) in await ApiOperations.ReadAsync(client))
        {
            AccessRule rule = AccessTable.Find(method, path)!;
            bool isAllowed = rule.Reach == Reach.Public || rule.Roles.Contains(role);
            using HttpResponseMessage response = await SendAsync(client, method, path);
            if (response.StatusCode == HttpStatusCode.Unauthorized && rule.Reach != Reach.Public)
                wrong.Add($"{method} {path}: {role} is not known");
            if ((response.StatusCode == HttpStatusCode.Forbidden) == isAllowed)
                wrong.Add($"{method} {path}: {role} got {(int)response.StatusCode}");
            if ((int)response.StatusCode >= 500)
                wrong.Add($"{method} {path}: {role} got {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
        }

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task EveryOperation_ByNobody_AnswersOnlyWhereTheTableSaysSo()
    {
        using HttpClient client = server.Anonymous();
        List<string> wrong = [];
        foreach ((string method, string path) in await ApiOperations.ReadAsync(client))
        {
            AccessRule rule = AccessTable.Find(method, path)!;
            using HttpResponseMessage response = await SendAsync(client, method, path);
            bool isRefused = response.StatusCode == HttpStatusCode.Unauthorized;
            if (rule.Reach != Reach.Public && !rule.OpenToThisMachine && !isRefused)
                wrong.Add($"{method} {path}: {(int)response.StatusCode}");
        }

        wrong.ShouldBeEmpty();
    }

    // A body that no operation takes: who may call gets past the gate, and changes nothing.
    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, string method, string path)
    {
        string address = path.Replace("{id}", "0", StringComparison.Ordinal).Replace("{key}", "0", StringComparison.Ordinal)
            .Replace("{code}", "none", StringComparison.Ordinal).Replace("{name}", "none", StringComparison.Ordinal).Replace("{target}", "default", StringComparison.Ordinal);
        if (address == "/api/v1/events/values")
            address += "?field=host.name";
        using HttpRequestMessage request = new(new(method), address);
        if (method is "POST" or "PUT" or "PATCH")
            request.Content = new StringContent("{\"unknown\":1}", Encoding.UTF8, "application/json");
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }
}
