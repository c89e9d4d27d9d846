using System.Text.Json;
using HueSoc.Server.Tests.Running;
using HueSoc.Storage.Control.Accounts;

namespace HueSoc.Server.Tests.Http;

/// <summary>What an endpoint says stays text on the way to a browser.</summary>
[Collection(ServerCollection.Name)]
public sealed class HostileTextTests(RunningServer server)
{
    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\u202Egpj.exe\u202C")]
    [InlineData("\u0000\u001b[2J")]
    [InlineData("\u2028'\"`&<!--")]
    public async Task Alert_WithHostileTextInItsHost_IsJsonThatSaysTheSame(string text)
    {
        (_, string key) = await server.KeyAsync($"hostile-{Guid.NewGuid():N}"[..16], "");

        JsonElement alert = (await server.RaiseAsync(key, RunningServer.Process(text, "cmd attackword"))).Single();

        using HttpClient analyst = await server.ClientAsync(AccountRole.Analyst);
        using HttpResponseMessage response = await analyst.GetAsync($"/api/v1/signals?rule={alert.GetProperty("rule_id").GetString()}&limit=1");
        string body = await response.Content.ReadAsStringAsync();
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        body.AsSpan().IndexOfAny('<', '\u202E', '\u0000').ShouldBe(-1);
        JsonSerializer.Deserialize<JsonElement>(body).GetProperty("items")[0].GetProperty("host").GetString().ShouldBe(text);
    }
}
