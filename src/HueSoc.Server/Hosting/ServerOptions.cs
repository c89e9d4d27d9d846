using System.Collections.Immutable;

namespace HueSoc.Server.Hosting;

/// <summary>What an operator decides about a server. Read from <c>huesoc.json</c>, <c>HUESOC_*</c> and flags by <see cref="ServerSettings"/>.</summary>
public sealed record ServerOptions
{
    /// <summary>The data folder. Default: <c>huesoc-data</c> in the current folder.</summary>
    public string Data { get; init; } = "huesoc-data";

    /// <summary>Where console and API listen: <c>http://address:port</c> or <c>https://address:port</c>; port 0 for any free one.</summary>
    public ImmutableArray<string> Urls { get; init; } = ["http://127.0.0.1:5280"];

    /// <summary>Where shippers are listened to.</summary>
    public ImmutableArray<string> IngestUrls { get; init; } = ["http://127.0.0.1:9280"];

    /// <summary>Folders and files with Sigma rules, beside those that come with the program.</summary>
    public ImmutableArray<string> Rules { get; init; } = [];

    /// <summary>Whether the rules that come with the program are left out.</summary>
    public bool OnlyGivenRules { get; init; }

    /// <summary>Processing pipelines; empty for those that come with the program.</summary>
    public ImmutableArray<string> Pipelines { get; init; } = [];

    /// <summary>A certificate for <c>https</c>: a PFX file, or a PEM file with <see cref="CertificateKey"/>.</summary>
    public string? Certificate { get; init; }

    /// <summary>The private key of a PEM certificate, in a PEM file of its own.</summary>
    public string? CertificateKey { get; init; }

    /// <summary>The password of the certificate's file.</summary>
    public string? CertificatePassword { get; init; }

    /// <summary>Whether a certificate is made, kept in the data folder and used for <c>https</c>.</summary>
    public bool SelfSigned { get; init; }

    /// <summary>How many days events are kept, 1 to 3,650.</summary>
    public int RetentionDays { get; init; } = 90;

    /// <summary>How many days events have to be kept by law, 1 to 3,650. Retention below it is refused.</summary>
    public int MinimumRetentionDays { get; init; } = 90;

    /// <summary>Where nightly backups go; null for none.</summary>
    public string? BackupFolder { get; init; }

    /// <summary>When backups are made, local time.</summary>
    public TimeOnly BackupAt { get; init; } = new(2, 30);

    /// <summary>How many backups are kept, from 1.</summary>
    public int BackupsKept { get; init; } = 7;

    /// <summary>How long a session lasts without being used, 5 to 1,440 minutes.</summary>
    public int SessionMinutes { get; init; } = 480;

    /// <summary>How often a minute somebody at one address may try to sign in, 1 to 10,000.</summary>
    public int SignInsPerMinute { get; init; } = 20;

    /// <summary>How many clients may follow the stream at once, 1 to 10,000.</summary>
    public int StreamClients { get; init; } = 200;

    /// <summary>Where enrolled agents ship to, when it is not the ingest address under the name they enrolled at: behind a proxy, for example.</summary>
    public ImmutableArray<string> AgentIngestUrls { get; init; } = [];

    /// <summary>How many seconds there are from a heartbeat of an agent to the next, 5 to 120.</summary>
    public int HeartbeatSeconds { get; init; } = 60;

    /// <summary>How often a minute agents at one address may ask to be enrolled, 1 to 10,000.</summary>
    public int EnrollmentsPerMinute { get; init; } = 60;

    /// <summary>After how many minutes the silence of a server is an alert, 2 to 10,080.</summary>
    public int AgentSilenceMinutes { get; init; } = 15;

    /// <summary>From when people work, Monday to Friday, by the clock of Viet Nam: then an agency that loses many devices at once is an alert.</summary>
    public TimeOnly WorkFrom { get; init; } = new(7, 30);

    /// <summary>Until when people work.</summary>
    public TimeOnly WorkTo { get; init; } = new(17, 0);

    /// <summary>How many events the evaluator may be behind before shippers are told to wait, from 1,000.</summary>
    public long LagLimit { get; init; } = 200_000;

    /// <summary>How many megabytes stay free on the disk of the data folder, 0 to 1,048,576: below that, shippers are told to wait, and alerts can still be worked on.</summary>
    public int ReserveMegabytes { get; init; } = 512;

    /// <summary>From which level on the server's own log goes to standard error: verbose, debug, information, warning, error or fatal.</summary>
    public string LogLevel { get; init; } = "warning";
}
