using System.Collections.Immutable;
using System.Net;

namespace HueSoc.Server.Agents;

/// <summary>Tells an agent where to ship to.</summary>
internal static class IngestAddresses
{
    /// <summary>The addresses.</summary>
    /// <param name="request">The agent's request. The name it called the server by is one it can reach.</param>
    /// <param name="configured">What the operator says; empty for what follows from the rest.</param>
    /// <param name="listening">Where shippers are listened to.</param>
    public static ImmutableArray<string> For(HttpRequest request, ImmutableArray<string> configured, ImmutableArray<string> listening)
    {
        if (!configured.IsEmpty)
            return configured;
        string host = request.Host.Host;
        if (listening.IsEmpty || host.Length == 0 || !Uri.TryCreate(listening[0], UriKind.Absolute, out Uri? address))
            return [];
        if (IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? literal) && literal.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6)
            host = $"[{literal}]";
        return [new UriBuilder(address.Scheme, host, address.Port).Uri.GetLeftPart(UriPartial.Authority)];
    }
}
