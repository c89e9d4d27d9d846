namespace HueSoc.Events.Tests.Layouts;

public sealed class WebLayoutTests
{
    private const string Event =
        """
        {"http":{"request":{"method":"POST","referrer":"https://a/"},"response":{"status_code":200}},"url":{"original":"/up/x.aspx?cmd=whoami","path":"/up/x.aspx",
        "query":"cmd=whoami","domain":"portal"},"user_agent":{"original":"curl/8"},"source":{"address":"10.0.0.9","ip":"10.0.0.9"},"destination":{"port":443},"user":{"name":"an"}}
        """;

    [Theory]
    [InlineData("cs-method", "POST")]
    [InlineData("cs-uri-stem", "/up/x.aspx")]
    [InlineData("cs-uri-query", "cmd=whoami")]
    [InlineData("c-uri", "/up/x.aspx?cmd=whoami")]
    [InlineData("sc-status", "200")]
    [InlineData("cs-user-agent", "curl/8")]
    [InlineData("cs-referer", "https://a/")]
    [InlineData("c-ip", "10.0.0.9")]
    [InlineData("cs-host", "portal")]
    [InlineData("cs-username", "an")]
    [InlineData("s-port", "443")]
    [InlineData("url.query", "cmd=whoami")]
    public void Field_OfARequest_IsFoundUnderTheNameRulesHaveForIt(string field, string value) =>
        PathLookup.Values(Event, field).ShouldBe([value]);
}
