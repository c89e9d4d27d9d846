using HueSoc.Server.Tests.Running;

namespace HueSoc.Server.Tests.Http;

/// <summary>Headers that every answer carries, whatever it is.</summary>
[Collection(ServerCollection.Name)]
public sealed class SecurityHeaderTests(RunningServer server)
{
    [Theory]
    [InlineData("/")]
    [InlineData("/huesoc.css")]
    [InlineData("/healthz")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/api/v1/alerts")]
    [InlineData("/nothing/here")]
    public async Task Answer_OfAnyKind_CarriesTheSecurityHeaders(string address)
    {
        using HttpClient client = server.Anonymous();

        using HttpResponseMessage response = await client.GetAsync(address);

        response.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("default-src 'none'");
        response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        response.Headers.GetValues("X-Frame-Options").ShouldBe(["DENY"]);
        response.Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"]);
        response.Headers.Contains("Server").ShouldBeFalse();
    }

    [Fact]
    public async Task FrontPage_LoadsNothingFromElsewhere()
    {
        using HttpClient client = server.Anonymous();

        string page = await client.GetStringAsync("/");

        page.ShouldContain("<html lang=\"vi\">");
        page.ShouldNotContain("<script");
        page.ShouldNotContain("//", Case.Sensitive);
    }

    [Theory]
    [InlineData("/healthz")]
    [InlineData("/readyz")]
    public async Task Health_OfAServerThatWorks_IsOk(string address)
    {
        using HttpClient client = server.Anonymous();

        (await client.GetAsync(address)).IsSuccessStatusCode.ShouldBeTrue();
    }

    [Fact]
    public async Task Metrics_FromThisMachine_AreTextForPrometheus()
    {
        using HttpClient client = server.Anonymous();

        string text = await client.GetStringAsync("/metrics");

        text.ShouldContain("# TYPE huesoc_ingest_stored_total counter\nhuesoc_ingest_stored_total ");
        text.ShouldContain("huesoc_evaluator_lag_events ");
    }
}
