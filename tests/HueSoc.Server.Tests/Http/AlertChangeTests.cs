using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using HueSoc.Server.Tests.Running;
using HueSoc.Storage.Control.Accounts;

namespace HueSoc.Server.Tests.Http;

/// <summary>Alerts through their life, with the version in If-Match.</summary>
[Collection(ServerCollection.Name)]
public sealed class AlertChangeTests(RunningServer server)
{
    [Fact]
    public async Task Change_WithoutIfMatch_IsPreconditionRequired() =>
        (await ChangeAsync(await RaiseAsync("no-header"), ifMatch: null, new { state = "acknowledged" })).StatusCode.ShouldBe((HttpStatusCode)428);

    [Fact]
    public async Task Change_OfTheVersionThatWasRead_IsDoneAndGivesTheNextVersion()
    {
        string id = await RaiseAsync("right-version");

        using HttpResponseMessage response = await ChangeAsync(id, await VersionAsync(id), new { state = "acknowledged" });

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Headers.ETag!.Tag.ShouldBe(await VersionAsync(id));
    }

    [Fact]
    public async Task Change_OfAVersionThatIsGone_IsPreconditionFailed()
    {
        string id = await RaiseAsync("old-version");
        string read = await VersionAsync(id);
        (await ChangeAsync(id, read, new { state = "acknowledged" })).EnsureSuccessStatusCode();

        (await ChangeAsync(id, read, new { state = "in_progress" })).StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
    }

    [Fact]
    public async Task Change_ThatClosesWithoutAReason_IsRefused()
    {
        string id = await RaiseAsync("no-reason");

        (await ChangeAsync(id, "*", new { state = "closed", resolution = "false_positive" })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Comment_OnAnAlert_IsShownWithItsAuthor()
    {
        string id = await RaiseAsync("commented");
        using HttpClient analyst = await server.ClientAsync(AccountRole.Analyst);

        (await analyst.PostAsJsonAsync($"/api/v1/alerts/{id}/comments", new { text = "Đã gọi cho đơn vị" })).EnsureSuccessStatusCode();

        JsonElement comment = (await analyst.GetFromJsonAsync<JsonElement>($"/api/v1/alerts/{id}")).GetProperty("comments")[0];
        comment.GetProperty("text").GetString().ShouldBe("Đã gọi cho đơn vị");
    }

    [Fact]
    public async Task ChangeOfMany_OfWhichOneIsNotThere_ChangesTheOthers()
    {
        string id = await RaiseAsync("bulk");
        using HttpClient analyst = await server.ClientAsync(AccountRole.Analyst);

        using HttpResponseMessage response = await analyst.PostAsJsonAsync(
            "/api/v1/alerts/bulk", new { alerts = new[] { new { id, version = (long?)null }, new { id = "none", version = (long?)null } }, change = new { state = "acknowledged" } });

        JsonElement items = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("items");
        items.EnumerateArray().Select(item => item.GetProperty("outcome").GetString()).ShouldBe(["updated", "not_found"]);
    }

    private async Task<string> RaiseAsync(string host)
    {
        (_, string key) = await server.KeyAsync($"changes-{host}", "");
        return (await server.RaiseAsync(key, RunningServer.Process(host, "cmd attackword"))).Single().GetProperty("id").GetString()!;
    }

    private async Task<string> VersionAsync(string id)
    {
        using HttpClient analyst = await server.ClientAsync(AccountRole.Analyst);
        using HttpResponseMessage response = await analyst.GetAsync($"/api/v1/alerts/{id}");
        return response.Headers.ETag!.Tag;
    }

    private async Task<HttpResponseMessage> ChangeAsync(string id, string? ifMatch, object change)
    {
        using HttpClient analyst = await server.ClientAsync(AccountRole.Analyst);
        using HttpRequestMessage request = new(HttpMethod.Patch, $"/api/v1/alerts/{id}") { Content = JsonContent.Create(change) };
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return await analyst.SendAsync(request);
    }
}
