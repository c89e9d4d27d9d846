using System.Net;

namespace HueSoc.Agent.Enrollment;

/// <summary>Rules for the address of a server.</summary>
internal static class ServerAddress
{
    /// <summary>Reads an address as people write it.</summary>
    /// <param name="text"><c>https://host:9280</c>; <c>http</c> only for this machine.</param>
    /// <param name="fault">What is wrong with it; null when nothing is.</param>
    /// <returns>Scheme, host and port; null when something is wrong.</returns>
    public static string? Read(string text, out string? fault)
    {
        fault = null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) || uri.Scheme is not ("http" or "https") || uri.UserInfo.Length > 0 || uri.Query.Length > 0 || uri.Fragment.Length > 0 || uri.AbsolutePath != "/")
            fault = "is not an address like https://host:9280";
        else if (uri.Scheme == "http" && !IsThisMachine(uri.Host))
            fault = "would send the token and the key in the clear: http is for this machine only, use https";
        else
            return uri.GetLeftPart(UriPartial.Authority);
        return null;
    }

    private static bool IsThisMachine(string host) => host == "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? address) && IPAddress.IsLoopback(address));
}
