using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using HueSoc.Server.Tests.Running;
using HueSoc.Storage.Control.Accounts;

namespace HueSoc.Server.Tests.Sessions;

/// <summary>Sessions of people: the cookie, the anti-forgery value, and how they end.</summary>
[Collection(ServerCollection.Name)]
public sealed class SessionTests(RunningServer server)
{
    private const string Password = "a-long-enough-password-7";

    [Fact]
    public async Task SignIn_WithTheRightPassword_SetsACookieThatScriptsAndOtherSitesCannotUse()
    {
        using HttpClient client = server.Anonymous();

        using HttpResponseMessage response = await SignInAsync(client, "admin", RunningServer.AdminPassword);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        string cookie = response.Headers.GetValues("Set-Cookie").Single();
        cookie.ShouldContain("httponly", Case.Insensitive);
        cookie.ShouldContain("samesite=strict", Case.Insensitive);
    }

    [Fact]
    public async Task UnsafeRequest_WithoutTheAntiForgeryHeader_IsForbidden()
    {
        using HttpClient client = Browser();
        using HttpResponseMessage session = await SignInAsync(client, "admin", RunningServer.AdminPassword);
        session.EnsureSuccessStatusCode();

        using HttpResponseMessage response = await client.PostAsJsonAsync("/api/v1/rules/reload", new { });

        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task UnsafeRequest_WithTheAntiForgeryHeader_IsDone()
    {
        using HttpClient client = Browser();
        using HttpResponseMessage session = await SignInAsync(client, "admin", RunningServer.AdminPassword);
        client.DefaultRequestHeaders.Add("X-CSRF-Token", (await session.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("csrf_token").GetString());

        using HttpResponseMessage response = await client.PostAsJsonAsync("/api/v1/rules/reload", new { });

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task UnsafeRequest_FromAPageOfAnotherOrigin_IsForbidden()
    {
        using HttpClient client = server.Anonymous();
        client.DefaultRequestHeaders.Add("Origin", "https://elsewhere.example");

        using HttpResponseMessage response = await SignInAsync(client, "admin", RunningServer.AdminPassword);

        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task SignIn_AfterFiveWrongPasswords_IsLockedEvenForTheRightOne()
    {
        await AddAccountAsync("locked-out", AccountRole.Analyst);
        using HttpClient client = server.Anonymous();
        for (int i = 0; i < AccountRules.FailuresToLock; i++)
            (await SignInAsync(client, "locked-out", "wrong-wrong-wrong")).Dispose();

        using HttpResponseMessage response = await SignInAsync(client, "locked-out", Password);

        response.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        response.Headers.RetryAfter.ShouldNotBeNull();
    }

    [Fact]
    public async Task SignIn_WhileSomebodyElsewhereGuesses_IsOpenToTheHolder()
    {
        await AddAccountAsync("guessed-at", AccountRole.Analyst);
        using HttpClient stranger = From("127.0.0.2");
        for (int i = 0; i < AccountRules.FailuresToLock; i++)
            (await SignInAsync(stranger, "guessed-at", "wrong-wrong-wrong")).Dispose();
        using HttpClient holder = server.Anonymous();

        using HttpResponseMessage there = await SignInAsync(stranger, "guessed-at", Password);
        using HttpResponseMessage here = await SignInAsync(holder, "guessed-at", Password);

        there.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        here.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Session_OfAnAccountThatIsDisabled_EndsAtOnce()
    {
        await AddAccountAsync("leaving", AccountRole.Analyst);
        using HttpClient client = Browser();
        (await SignInAsync(client, "leaving", Password)).EnsureSuccessStatusCode();
        using HttpClient admin = await server.ClientAsync(AccountRole.Admin);
        using HttpRequestMessage change = new(HttpMethod.Patch, "/api/v1/accounts/leaving") { Content = JsonContent.Create(new { disabled = true }) };
        change.Headers.Add("If-Match", "*");
        (await admin.SendAsync(change)).EnsureSuccessStatusCode();

        using HttpResponseMessage response = await client.GetAsync("/api/v1/session");

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Session_AfterSigningOut_IsOver()
    {
        using HttpClient client = Browser();
        using HttpResponseMessage session = await SignInAsync(client, "admin", RunningServer.AdminPassword);
        client.DefaultRequestHeaders.Add("X-CSRF-Token", (await session.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("csrf_token").GetString());
        (await client.DeleteAsync("/api/v1/session")).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        using HttpResponseMessage response = await client.GetAsync("/api/v1/session");

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Session_AfterSigningOut_IsOverForACopyOfItsCookieToo()
    {
        using HttpClient client = Browser();
        using HttpResponseMessage session = await SignInAsync(client, "admin", RunningServer.AdminPassword);
        using HttpClient thief = server.Anonymous();
        thief.DefaultRequestHeaders.Add("Cookie", session.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
        (await thief.GetAsync("/api/v1/session")).StatusCode.ShouldBe(HttpStatusCode.OK);
        client.DefaultRequestHeaders.Add("X-CSRF-Token", (await session.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("csrf_token").GetString());
        (await client.DeleteAsync("/api/v1/session")).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        using HttpResponseMessage response = await thief.GetAsync("/api/v1/session");

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Token_ThatIsRevoked_IsNotTakenAnyMore()
    {
        using HttpClient admin = await server.ClientAsync(AccountRole.Admin);
        using HttpResponseMessage made = await admin.PostAsJsonAsync("/api/v1/tokens", new { name = "short-lived", role = "analyst" });
        JsonElement token = await made.Content.ReadFromJsonAsync<JsonElement>();
        using HttpClient client = server.Anonymous();
        client.DefaultRequestHeaders.Authorization = new("Bearer", token.GetProperty("text").GetString());
        (await client.GetAsync("/api/v1/session")).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await admin.DeleteAsync($"/api/v1/tokens/{token.GetProperty("token").GetProperty("id").GetString()}")).EnsureSuccessStatusCode();

        (await client.GetAsync("/api/v1/session")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    // A client at another of the machine's addresses.
    private HttpClient From(string address) => new(new SocketsHttpHandler
    {
        UseProxy = false,
        ConnectCallback = async (context, cancellationToken) =>
        {
            Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
            await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    {
        BaseAddress = new(server.Server.ConsoleAddresses[0]),
    };

    private static Task<HttpResponseMessage> SignInAsync(HttpClient client, string name, string password) =>
        client.PostAsJsonAsync("/api/v1/session", new { name, password });

    private HttpClient Browser() => new(new SocketsHttpHandler { UseCookies = true, UseProxy = false }) { BaseAddress = new(server.Server.ConsoleAddresses[0]) };

    private async Task AddAccountAsync(string name, AccountRole role)
    {
        using HttpClient admin = await server.ClientAsync(AccountRole.Admin);
        (await admin.PostAsJsonAsync("/api/v1/accounts", new { name, role = AccountRoles.NameOf(role), password = Password })).EnsureSuccessStatusCode();
    }
}
