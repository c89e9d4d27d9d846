namespace HueSoc.Server.Ingest;

/// <summary>Whether what comes after ingest keeps up. Asked once a request, so it must be cheap.</summary>
public interface IIngestPressure
{
    /// <summary>How long clients should wait before they send more; null while all is well.</summary>
    TimeSpan? RetryAfter { get; }
}
