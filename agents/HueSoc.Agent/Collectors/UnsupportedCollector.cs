namespace HueSoc.Agent.Collectors;

/// <summary>A source that this system has no collector for: it collects nothing and says why.</summary>
internal sealed class UnsupportedCollector(string name, string problem) : ICollector
{
    public string Name => name;

    public long Lag => -1;

    public string? Problem => problem;

    public bool Collect(IRecordSink sink) => false;

    public void Dispose()
    {
    }
}
