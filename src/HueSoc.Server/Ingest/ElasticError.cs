using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace HueSoc.Server.Ingest;

/// <summary>Answers of a request that failed whole, in the shapes of Elasticsearch.</summary>
internal static class ElasticError
{
    private const string Challenge = "Basic realm=\"security\" charset=\"UTF-8\"";
    private const string NoAnonymous = "unable to authenticate with provided credentials and anonymous access is not allowed for this request";

    /// <summary>An error with a type and a reason.</summary>
    public static Task WriteAsync(HttpContext http, int version, int status, string type, string reason) =>
        SendAsync(http, version, status, writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartObject("error");
            writer.WriteStartArray("root_cause");
            writer.WriteStartObject();
            writer.WriteString("type", type);
            writer.WriteString("reason", reason);
            writer.WriteEndObject();
            writer.WriteEndArray();
            writer.WriteString("type", type);
            writer.WriteString("reason", reason);
            writer.WriteEndObject();
            writer.WriteNumber("status", status);
            writer.WriteEndObject();
        });

    /// <summary>An error that is only a sentence.</summary>
    public static Task WritePlainAsync(HttpContext http, int version, int status, string error, bool withStatus = true) =>
        SendAsync(http, version, status, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("error", error);
            if (withStatus)
                writer.WriteNumber("status", status);
            writer.WriteEndObject();
        });

    /// <summary>429: the client is to come back.</summary>
    public static Task WriteBusyAsync(HttpContext http, int version, TimeSpan wait, string reason)
    {
        http.Response.Headers.RetryAfter = Seconds(wait).ToString(CultureInfo.InvariantCulture);
        return WriteAsync(http, version, StatusCodes.Status429TooManyRequests, "es_rejected_execution_exception", reason);
    }

    /// <summary>Whole seconds, at least one.</summary>
    public static long Seconds(TimeSpan wait) => Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds));

    /// <summary>401: without the product header, as Elasticsearch has it.</summary>
    public static Task WriteUnauthorizedAsync(HttpContext http, int version, Credentials.Kind kind, string id)
    {
        http.Response.Headers.Remove(Product.Header);
        http.Response.Headers.Append(HeaderNames.WWWAuthenticate, Challenge);
        http.Response.Headers.Append(HeaderNames.WWWAuthenticate, "ApiKey");
        string path = http.Request.PathBase + http.Request.Path;
        (string reason, string? credentials) = kind switch
        {
            Credentials.Kind.Missing => ($"missing authentication credentials for REST request [{path}]", null),
            Credentials.Kind.Basic => ($"unable to authenticate user [{id}] for REST request [{path}]", null),
            Credentials.Kind.Garbage => (NoAnonymous, "API key: invalid ApiKey value"),
            _ => (NoAnonymous, "API key: invalid credentials"),
        };
        return SendAsync(http, version, StatusCodes.Status401Unauthorized, writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartObject("error");
            writer.WriteStartArray("root_cause");
            writer.WriteStartObject();
            WriteSecurity(writer, reason, credentials);
            writer.WriteEndObject();
            writer.WriteEndArray();
            WriteSecurity(writer, reason, credentials);
            writer.WriteEndObject();
            writer.WriteNumber("status", StatusCodes.Status401Unauthorized);
            writer.WriteEndObject();
        });
    }

    private static void WriteSecurity(Utf8JsonWriter writer, string reason, string? credentials)
    {
        writer.WriteString("type", "security_exception");
        writer.WriteString("reason", reason);
        if (credentials is not null)
            writer.WriteString("additional_unsuccessful_credentials", credentials);
        writer.WriteStartObject("header");
        writer.WriteStartArray("WWW-Authenticate");
        writer.WriteStringValue(Challenge);
        writer.WriteStringValue("ApiKey");
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static async Task SendAsync(HttpContext http, int version, int status, Action<Utf8JsonWriter> write)
    {
        using MemoryStream body = new();
        using (Utf8JsonWriter writer = new(body, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            write(writer);
        http.Response.StatusCode = status;
        await Product.SendAsync(http, version, body.GetBuffer().AsMemory(0, (int)body.Length));
    }
}
