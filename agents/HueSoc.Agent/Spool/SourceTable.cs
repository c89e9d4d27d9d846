using HueSoc.Agent.Collectors;

namespace HueSoc.Agent.Spool;

/// <summary>What is known of the sources: as they are on disk, and what the appending thread changed since.</summary>
internal sealed class SourceTable
{
    private readonly Dictionary<string, SourceState> _committed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly List<Entry> _changed = [];

    /// <summary>The sources as they are on disk. The caller keeps <see cref="Commit"/> away meanwhile.</summary>
    public IReadOnlyCollection<SourceState> Committed => _committed.Values;

    /// <summary>An event of the source was read.</summary>
    public void Move(string source, int generation, SourcePosition after)
    {
        Entry entry = Change(source);
        entry.IsForgotten = false;
        entry.Generation = generation;
        entry.Position = after;
    }

    /// <summary>The source's collector keeps this.</summary>
    public void Save(SourceState state)
    {
        Entry entry = Change(state.Source);
        entry.IsForgotten = false;
        entry.Generation = state.Generation;
        entry.Position = state.Position;
        entry.Details = state.Details.ToArray();
    }

    /// <summary>The source is gone.</summary>
    public void Forget(string source)
    {
        Entry entry = Change(source);
        entry.IsForgotten = true;
        entry.Details = default;
    }

    /// <summary>What was changed is on disk.</summary>
    public void Commit()
    {
        foreach (Entry entry in _changed)
        {
            entry.IsChanged = false;
            if (entry.IsForgotten)
            {
                _committed.Remove(entry.Source);
                _entries.Remove(entry.Source);
            }
            else
            {
                _committed[entry.Source] = new SourceState(entry.Source, entry.Generation, entry.Position, entry.Details);
            }
        }

        _changed.Clear();
    }

    private Entry Change(string source)
    {
        if (!_entries.TryGetValue(source, out Entry? entry))
        {
            entry = new Entry(source);
            _entries.Add(source, entry);
        }

        if (!entry.IsChanged)
        {
            entry.IsChanged = true;
            _changed.Add(entry);
        }

        return entry;
    }

    private sealed class Entry(string source)
    {
        public string Source { get; } = source;

        public int Generation { get; set; }

        public SourcePosition Position { get; set; }

        public ReadOnlyMemory<byte> Details { get; set; }

        public bool IsForgotten { get; set; }

        public bool IsChanged { get; set; }
    }
}
