using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace HueSoc.Server.Hosting;

/// <summary>An address to listen at.</summary>
/// <param name="Address">The network address.</param>
/// <param name="Port">The port; 0 for any free one.</param>
/// <param name="IsSecure">Whether TLS is spoken.</param>
internal sealed record ListenAddress(IPAddress Address, int Port, bool IsSecure)
{
    /// <summary>Whether only this machine can reach it.</summary>
    public bool IsLoopback => IPAddress.IsLoopback(Address);

    /// <summary>Reads an address.</summary>
    /// <param name="text"><c>http://127.0.0.1:5280</c>, <c>https://0.0.0.0:0</c>, <c>http://[::1]:80</c>, <c>https://*:443</c> or with <c>localhost</c>.</param>
    /// <param name="address">The address.</param>
    /// <param name="fault">What is wrong with the text.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out ListenAddress? address, [NotNullWhen(false)] out string? fault)
    {
        address = null;
        fault = null;
        // The star stands for every address, which no URI can say.
        if (!Uri.TryCreate(text.Replace("//*:", "//0.0.0.0:", StringComparison.Ordinal), UriKind.Absolute, out Uri? uri)
            || uri.Scheme is not ("http" or "https"))
            fault = "is not of the form http://address:port or https://address:port";
        else if (uri.AbsolutePath != "/" || uri.Query.Length > 0 || uri.Fragment.Length > 0 || uri.UserInfo.Length > 0)
            fault = "has more than an address and a port";
        else if (uri.Host == "localhost")
            address = new(IPAddress.Loopback, uri.Port, uri.Scheme == "https");
        else if (IPAddress.TryParse(uri.Host, out IPAddress? network))
            address = new(network, uri.Port, uri.Scheme == "https");
        else
            fault = "names no network address (an IP address, localhost or *)";
        return address is not null;
    }
}
