using Microsoft.AspNetCore.Http;

namespace HueSoc.Server.Ingest;

/// <summary>Who may send, and whether now.</summary>
internal sealed class IngestGate(IShipperAuthenticator authenticator, IEnumerable<IIngestPressure> pressures, KeyQuotas quotas)
{
    private readonly IIngestPressure[] pressures = [.. pressures];

    /// <summary>Says who sends a request; answers it with 401 and says null when that cannot be told.</summary>
    public async ValueTask<IngestSender?> AdmitAsync(HttpContext http, int version)
    {
        http.Response.Headers[Product.Header] = Product.HeaderValue;
        Credentials.Kind kind = Credentials.Read(http.Request.Headers.Authorization, out string id, out string secret);
        IngestSender? sender = kind is Credentials.Kind.ApiKey or Credentials.Kind.Basic ? authenticator.Authenticate(id, secret) : null;
        if (sender is null)
            await ElasticError.WriteUnauthorizedAsync(http, version, kind, id);
        return sender;
    }

    /// <summary>How long a sender has to wait; null when it may send.</summary>
    public TimeSpan? WaitOf(IngestSender sender, out string reason)
    {
        reason = "the evaluation of events lags behind";
        TimeSpan? longest = null;
        foreach (IIngestPressure pressure in pressures)
        {
            if (pressure.RetryAfter is { } wait && (longest is null || wait > longest))
                longest = wait;
        }

        if (longest is not null)
            return longest;
        reason = "the key's quota is used up";
        return quotas.WaitOf(sender);
    }

    /// <summary>Notes what was taken from a sender.</summary>
    public void Charge(IngestSender sender, long events, long bytes) => quotas.Charge(sender, events, bytes);
}
