using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace HueSoc.Server.Hosting;

/// <summary>Where a host listens.</summary>
internal static class Listening
{
    /// <summary>Tells Kestrel where to listen.</summary>
    public static void Listen(this KestrelServerOptions kestrel, IEnumerable<ListenAddress> addresses, X509Certificate2? certificate)
    {
        foreach (ListenAddress address in addresses)
        {
            kestrel.Listen(address.Address, address.Port, listen =>
            {
                listen.Protocols = address.IsSecure ? HttpProtocols.Http1AndHttp2 : HttpProtocols.Http1;
                if (address.IsSecure)
                    listen.UseHttps(certificate!);
            });
        }
    }

    /// <summary>Starts a host.</summary>
    /// <param name="host">The host.</param>
    /// <param name="setting">The setting that says where it listens.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="ServerStartException">An address is taken, is not this machine's, or may not be used.</exception>
    public static async Task StartAsync(WebApplication host, string setting, CancellationToken cancellationToken)
    {
        try
        {
            await host.StartAsync(cancellationToken);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            // Of an address that is taken Kestrel says which; of others the system says only why.
            throw new ServerStartException($"{setting}: it is not possible to listen there: {e.Message}", e);
        }
    }

    /// <summary>Where a host that was started really listens: with the ports that were found free.</summary>
    public static ImmutableArray<string> Addresses(WebApplication host) =>
        [.. host.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses];

    /// <summary>The addresses of texts that have been validated.</summary>
    public static ImmutableArray<ListenAddress> Parse(ImmutableArray<string> texts) =>
        [.. texts.Select(text => ListenAddress.TryParse(text, out ListenAddress? address, out _) ? address : new(IPAddress.Loopback, 0, IsSecure: false))];
}
