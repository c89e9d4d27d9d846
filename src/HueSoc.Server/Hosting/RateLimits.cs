using System.Globalization;
using System.Net;
using System.Threading.RateLimiting;
using HueSoc.Server.Problems;
using Microsoft.AspNetCore.RateLimiting;

namespace HueSoc.Server.Hosting;

/// <summary>How often things may be asked for.</summary>
internal static class RateLimits
{
    /// <summary>Signing in: hashing a password is dear on purpose, and guessing has to be slow.</summary>
    public const string Logins = "logins";

    /// <summary>Looking for events: each reads a lot of disk.</summary>
    public const string Searches = "searches";

    private const int SearchesAtOnce = 16;
    private const int SearchesWaiting = 64;

    /// <summary>Adds the limits.</summary>
    public static IServiceCollection AddRateLimits(this IServiceCollection services, ServerOptions options) => services.AddRateLimiter(limits =>
    {
        limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limits.OnRejected = (rejected, _) =>
        {
            TimeSpan wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out TimeSpan known) ? known : TimeSpan.FromSeconds(1);
            rejected.HttpContext.Response.Headers.RetryAfter = Math.Ceiling(Math.Max(1, wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            return new(ProblemAnswers.WriteAsync(rejected.HttpContext, StatusCodes.Status429TooManyRequests, "Too many requests; Retry-After says when to try again."));
        };
        limits.AddPolicy(Logins, context => RateLimitPartition.GetFixedWindowLimiter(NetworkOf(context), _ => new FixedWindowRateLimiterOptions
        {
            PermitLimit = options.SignInsPerMinute,
            Window = TimeSpan.FromMinutes(1),
            QueueLimit = 0,
        }));
        limits.AddConcurrencyLimiter(Searches, searches =>
        {
            searches.PermitLimit = SearchesAtOnce;
            searches.QueueLimit = SearchesWaiting;
        });
    });

    /// <summary>Where a request comes from. Whoever has one address of IPv6 has the whole network of 64 bits.</summary>
    public static string NetworkOf(HttpContext context)
    {
        if (context.Connection.RemoteIpAddress is not { } address)
            return "";
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        byte[] bytes = address.GetAddressBytes();
        return bytes.Length == 16 ? Convert.ToHexString(bytes, 0, 8) : new IPAddress(bytes).ToString();
    }
}
