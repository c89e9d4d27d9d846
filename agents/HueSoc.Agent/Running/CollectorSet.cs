using HueSoc.Agent.Collectors;
using HueSoc.Fleet.Configuration;

namespace HueSoc.Agent.Running;

/// <summary>The collectors of a configuration. Used by the collecting thread alone.</summary>
/// <param name="make">Makes the collector of a source; it is told all sources.</param>
internal sealed class CollectorSet(Func<SourceConfiguration, IReadOnlyList<SourceConfiguration>, ICollector> make) : IDisposable
{
    private readonly List<(SourceConfiguration Source, ICollector Collector)> collectors = [];

    /// <summary>The collectors.</summary>
    public IEnumerable<ICollector> All => collectors.Select(pair => pair.Collector);

    /// <summary>
    /// Takes on another configuration: sources that are the same go on undisturbed, others end, and new ones begin where their
    /// source was left, if it is known. What was collected must have been committed.
    /// </summary>
    public void Apply(AgentConfiguration configuration)
    {
        for (int i = collectors.Count - 1; i >= 0; i--)
        {
            if (configuration.Sources.Any(source => source.IsSame(collectors[i].Source)))
                continue;
            collectors[i].Collector.Dispose();
            collectors.RemoveAt(i);
        }

        foreach (SourceConfiguration source in configuration.Sources)
        {
            if (!collectors.Exists(pair => pair.Source.IsSame(source)))
                collectors.Add((source, make(source, configuration.Sources)));
        }
    }

    /// <summary>Lets every collector have its turn.</summary>
    /// <returns>Whether one has more at once.</returns>
    public bool Collect(IRecordSink sink)
    {
        bool more = false;
        foreach ((_, ICollector collector) in collectors)
            more |= collector.Collect(sink);
        return more;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach ((_, ICollector collector) in collectors)
            collector.Dispose();
        collectors.Clear();
    }
}
