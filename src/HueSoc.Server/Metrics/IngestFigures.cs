using HueSoc.Server.Hosting;
using HueSoc.Server.Ingest;

namespace HueSoc.Server.Metrics;

/// <summary>What ingest has counted.</summary>
/// <param name="ingest">The endpoint's host.</param>
internal sealed class IngestFigures(IngestPart ingest)
{
    /// <summary>Writes the figures.</summary>
    public void Write(MetricsText text)
    {
        IngestStatistics counted = ingest.Pipeline.Statistics;
        text.Counter("huesoc_ingest_requests_total", "Bulk requests answered item by item.", counted.Requests);
        text.Counter("huesoc_ingest_refused_requests_total", "Bulk requests told to wait.", counted.RefusedRequests);
        text.Counter("huesoc_ingest_bytes_total", "Bytes of bodies, without compression.", counted.Bytes);
        text.Counter("huesoc_ingest_stored_total", "Events stored.", counted.Stored);
        text.Counter("huesoc_ingest_duplicates_total", "Events that were there already.", counted.Duplicates);
        text.Counter("huesoc_ingest_retries_total", "Documents the client was told to send again.", counted.Retries);
        text.Counter("huesoc_ingest_rejected_total", "Documents refused for good.", counted.Rejected);
    }
}
