namespace HueSoc.Server.Ingest;

/// <summary>The bounds and habits of the ingest endpoint.</summary>
public sealed class IngestOptions
{
    /// <summary>The section these options are read from.</summary>
    public const string Section = "Ingest";

    /// <summary>How many bytes a request's body may have on the wire; 64 KiB to 1 GiB. More is answered with 413.</summary>
    public long MaxRequestBytes { get; set; } = 32L << 20;

    /// <summary>How many bytes a body may have after gzip is taken off; 64 KiB to 1 GiB. More is answered with 413.</summary>
    public long MaxBodyBytes { get; set; } = 64L << 20;

    /// <summary>How many bytes all requests together may hold in memory; from twice <see cref="MaxBodyBytes"/>. When they are used up the answer is 429.</summary>
    public long MaxBytesInFlight { get; set; } = 384L << 20;

    /// <summary>How many bytes a document may have; 1 KiB to 16 MiB. A longer one is an item 400.</summary>
    public int MaxDocumentBytes { get; set; } = 1 << 20;

    /// <summary>How many levels of objects and arrays a document may have; 8 to 64.</summary>
    public int MaxDepth { get; set; } = 64;

    /// <summary>How many fields a document may have, on all levels; 100 to 100,000.</summary>
    public int MaxFields { get; set; } = 10_000;

    /// <summary>How many bytes a string in a document may have as it is written there; from 1 KiB.</summary>
    public int MaxStringBytes { get; set; } = 512 << 10;

    /// <summary>How many documents a request may hold; 1,000 to 1,000,000. More is answered with 413.</summary>
    public int MaxItems { get; set; } = 100_000;

    /// <summary>How far in the future an event's time may lie before it is not believed; up to a day.</summary>
    public TimeSpan MaxFuture { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>The zone of times that name none, as an IANA name.</summary>
    public string TimeZone { get; set; } = "Asia/Ho_Chi_Minh";

    /// <summary>What a client is told to wait when the memory for requests is used up or the store is busy; 1 second to 10 minutes.</summary>
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The slowest a client may send a body, after a grace of five seconds; bytes a second, from 1.</summary>
    public double MinBytesPerSecond { get; set; } = 240;

    /// <summary>How many connections may be open at once; 10 to 100,000.</summary>
    public int MaxConnections { get; set; } = 2_000;
}
