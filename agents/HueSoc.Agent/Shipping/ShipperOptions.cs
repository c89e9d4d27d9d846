using System.Collections.Immutable;

namespace HueSoc.Agent.Shipping;

/// <summary>Where a shipper sends to and as whom. What may change while it runs is in <see cref="ShipperLimits"/>.</summary>
internal sealed record ShipperOptions
{
    /// <summary>The addresses of the ingest endpoint or of Elasticsearch, as in <c>https://soc.hue.gov.vn:9280/</c>; the first is preferred.</summary>
    public required ImmutableArray<Uri> Addresses { get; init; }

    /// <summary>The key, as <c>id:secret</c>; null to send none.</summary>
    public string? ApiKey { get; init; }

    /// <summary>The SHA-256 in hexadecimal of the certificate that must be in the server's chain; null to trust what the system trusts.</summary>
    public string? CertificatePin { get; init; }

    /// <summary>The folder for events that were refused for good.</summary>
    public required string DeadLetterFolder { get; init; }

    /// <summary>How many bytes of dead letters are kept.</summary>
    public long DeadLetterBytes { get; init; } = 16 << 20;

    /// <summary>How long a request may take, with its answer.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>After how long the first address is tried again while another is used.</summary>
    public TimeSpan PreferFirstAfter { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long is waited after failures.</summary>
    public BackOffOptions BackOff { get; init; } = new();
}
