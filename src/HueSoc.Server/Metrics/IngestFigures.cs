namespace HueSoc.Server.Metrics;

/// <summary>What ingest counts; the endpoint lives in a host of its own and is joined to this one when both are built.</summary>
internal sealed class IngestFigures
{
    /// <summary>Writes the figures.</summary>
    public Action<MetricsText> Write { get; set; } = static _ => { };
}
