using System.Text;
using Microsoft.AspNetCore.Http;

namespace HueSoc.Server.Ingest;

/// <summary>What shippers ask for beside <c>_bulk</c>: what this is, its licence, that their templates were taken.</summary>
internal sealed class SmallEndpoints(IngestGate gate)
{
    public Task InfoAsync(HttpContext http) => AdmittedAsync(http, version => Product.SendAsync(http, version, Product.Info(version)));

    public Task LicenseAsync(HttpContext http) => AdmittedAsync(http, version => Product.SendAsync(http, version, Product.License));

    // The layout of events is the store's own affair; a template is taken note of as little as that needs.
    public Task AcknowledgeAsync(HttpContext http) => AdmittedAsync(http, version => Product.SendAsync(http, version, Product.Acknowledged));

    // rsyslog looks here whether anybody is at home.
    public Task HealthAsync(HttpContext http) => AdmittedAsync(http, async _ =>
    {
        http.Response.ContentType = "text/plain; charset=UTF-8";
        byte[] line = Encoding.ASCII.GetBytes("huesoc green 1 1 1 1 0 0 0 0 - 100.0%\n");
        http.Response.ContentLength = line.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
            await http.Response.Body.WriteAsync(line, http.RequestAborted);
    });

    public Task WrongMethodAsync(HttpContext http) => AdmittedAsync(http, version =>
    {
        http.Response.Headers.Allow = "POST,PUT";
        return ElasticError.WritePlainAsync(
            http, version, StatusCodes.Status405MethodNotAllowed,
            $"Incorrect HTTP method for uri [{Uri(http)}] and method [{http.Request.Method}], allowed: [POST, PUT]");
    });

    public Task NothingHereAsync(HttpContext http) => AdmittedAsync(http, version => ElasticError.WritePlainAsync(
        http, version, StatusCodes.Status400BadRequest, $"no handler found for uri [{Uri(http)}] and method [{http.Request.Method}]", withStatus: false));

    private static string Uri(HttpContext http) => http.Request.Path + http.Request.QueryString;

    private async Task AdmittedAsync(HttpContext http, Func<int, Task> answer)
    {
        int version = Requests.VersionOf(http);
        if (await gate.AdmitAsync(http, version) is not null)
            await answer(version);
    }
}
