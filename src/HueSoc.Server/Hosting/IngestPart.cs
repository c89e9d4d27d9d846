using System.Collections.Immutable;
using HueSoc.Server.Ingest;

namespace HueSoc.Server.Hosting;

/// <summary>
/// The ingest host's pipeline, for those in the console's host who feed events in. The hosts are apart so that shippers
/// cannot use up the console's connections; they are joined here when both are built.
/// </summary>
internal sealed class IngestPart
{
    private IngestPipeline? pipeline;

    /// <summary>Where shippers are listened to; empty before the host is started.</summary>
    public ImmutableArray<string> Addresses { get; set; } = [];

    /// <summary>The pipeline.</summary>
    /// <exception cref="InvalidOperationException">The hosts are not joined yet.</exception>
    public IngestPipeline Pipeline
    {
        get => pipeline ?? throw new InvalidOperationException("the ingest host is not built yet");
        set => pipeline = value;
    }
}
