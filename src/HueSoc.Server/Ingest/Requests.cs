using Microsoft.AspNetCore.Http;

namespace HueSoc.Server.Ingest;

/// <summary>What requests say of their client.</summary>
internal static class Requests
{
    /// <summary>The version the client asks to be compatible with; 0 when it asks for none that there is.</summary>
    public static int VersionOf(HttpContext http)
    {
        int version = MediaType.Version(http.Request.Headers.Accept);
        if (version == 0)
            version = MediaType.Version(http.Request.ContentType);
        return Math.Max(version, 0);
    }
}
