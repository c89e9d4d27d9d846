using System.Net;
using HueSoc.Server.Tests.Running;

namespace HueSoc.Server.Tests.Access;

/// <summary>Metrics without a session, for what runs on this machine alone.</summary>
[Collection(ServerCollection.Name)]
public sealed class LocalWatchTests(RunningServer server)
{
    [Theory]
    [InlineData("localhost:5280", HttpStatusCode.OK)]
    [InlineData("127.0.0.1:5280", HttpStatusCode.OK)]
    [InlineData("[::1]:5280", HttpStatusCode.OK)]
    [InlineData("rebound.example:5280", HttpStatusCode.Unauthorized)]
    [InlineData("127.0.0.1.example", HttpStatusCode.Unauthorized)]
    [InlineData("10.0.0.1", HttpStatusCode.Unauthorized)]
    public async Task Metrics_ByTheNameTheServerIsCalled_AreForThisMachine(string host, HttpStatusCode status)
    {
        using HttpClient client = server.Anonymous();
        using HttpRequestMessage request = new(HttpMethod.Get, "/metrics");
        request.Headers.Host = host;

        using HttpResponseMessage response = await client.SendAsync(request);

        response.StatusCode.ShouldBe(status);
    }
}
