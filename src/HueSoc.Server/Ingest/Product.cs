using System.Text;
using Microsoft.AspNetCore.Http;

namespace HueSoc.Server.Ingest;

/// <summary>What the endpoint says it is: as much as clients check before they send anything.</summary>
internal static class Product
{
    /// <summary>Clients from 7.14 on refuse a server without it.</summary>
    public const string Header = "X-elastic-product";

    public const string HeaderValue = "Elasticsearch";

    /// <summary>The answer to <c>GET /</c>. The version is the newest of the one the client asks to be compatible with.</summary>
    public static byte[] Info(int version)
    {
        string number = version switch { 8 => "8.19.0", 9 => "9.4.0", _ => "7.17.29" };
        return Encoding.UTF8.GetBytes($$"""
            {
              "name" : "huesoc",
              "cluster_name" : "huesoc",
              "cluster_uuid" : "huesoc-ingest-endpoint",
              "version" : {
                "number" : "{{number}}",
                "build_flavor" : "default",
                "build_type" : "tar",
                "build_hash" : "unknown",
                "build_date" : "2026-01-01T00:00:00.000000000Z",
                "build_snapshot" : false,
                "lucene_version" : "8.11.3",
                "minimum_wire_compatibility_version" : "6.8.0",
                "minimum_index_compatibility_version" : "6.0.0-beta1"
              },
              "tagline" : "You Know, for Search"
            }

            """.ReplaceLineEndings("\n"));
    }

    /// <summary>The answer to <c>GET /_license</c>.</summary>
    public static byte[] License { get; } = Encoding.UTF8.GetBytes("""
        {
          "license" : {
            "status" : "active",
            "uid" : "00000000-0000-0000-0000-000000000000",
            "type" : "basic",
            "issue_date" : "2026-01-01T00:00:00.000Z",
            "issue_date_in_millis" : 1767225600000,
            "max_nodes" : 1000,
            "issued_to" : "huesoc",
            "issuer" : "elasticsearch",
            "start_date_in_millis" : -1
          }
        }

        """.ReplaceLineEndings("\n"));

    public static byte[] Acknowledged { get; } = """{"acknowledged":true}"""u8.ToArray();

    /// <summary>Sends a body in the type the client asked for.</summary>
    public static async Task SendAsync(HttpContext http, int version, ReadOnlyMemory<byte> body)
    {
        http.Response.ContentType = MediaType.Answer(version);
        http.Response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
            await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }
}
