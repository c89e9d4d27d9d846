using System.Net;
using System.Net.Http.Json;
using HueSoc.Server.Tests.Running;

namespace HueSoc.Server.Tests.Sessions;

/// <summary>How often one may try to sign in.</summary>
public sealed class SignInLimitTests
{
    [Fact]
    public async Task SignIn_MoreOftenThanMay_IsToldToWaitWhateverTheName()
    {
        await using OwnServer server = await OwnServer.StartAsync(TimeProvider.System, ("signInsPerMinute", "4"));
        using HttpClient client = server.Anonymous();
        List<HttpStatusCode> answers = [];
        for (int i = 0; i < 4; i++)
            answers.Add((await client.PostAsJsonAsync("/api/v1/session", new { name = $"nobody-{i}", password = "wrong-wrong-wrong" })).StatusCode);

        using HttpResponseMessage response = await client.PostAsJsonAsync("/api/v1/session", new { name = "admin", password = RunningServer.AdminPassword });

        // The window may turn between two attempts, once: then the next ones fill it.
        if (response.StatusCode == HttpStatusCode.OK)
        {
            for (int i = 0; i < 4; i++)
                answers.Add((await client.PostAsJsonAsync("/api/v1/session", new { name = "nobody", password = "wrong-wrong-wrong" })).StatusCode);
            answers[^1].ShouldBe(HttpStatusCode.TooManyRequests);
            return;
        }

        answers.ShouldAllBe(status => status == HttpStatusCode.Unauthorized);
        response.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        response.Headers.RetryAfter.ShouldNotBeNull();
    }
}
