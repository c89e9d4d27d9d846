using System.Collections.Frozen;
using System.Text;
using HueSoc.Events.Normalisers.Ecs;

namespace HueSoc.Events.Normalisers.Windows;

/// <summary>A source of events on Windows, and its rows of the table.</summary>
internal sealed class WindowsProvider
{
    private readonly FrozenDictionary<int, WindowsEvent> events;

    /// <param name="names">The names it writes under.</param>
    /// <param name="events">Its rows.</param>
    public WindowsProvider(string[] names, params WindowsEvent[] events)
    {
        Names = names;
        this.events = events.ToFrozenDictionary(row => row.Id);
    }

    /// <summary>The names it writes under.</summary>
    public string[] Names { get; }

    /// <summary>The channel that is its alone, for events that do not name their source.</summary>
    public string? Channel { get; init; }

    /// <summary><c>event.module</c>; empty for none.</summary>
    public string Module
    {
        init => ModuleJson = Encoding.UTF8.GetBytes($"\"{value}\"");
    }

    /// <summary>The same as JSON.</summary>
    public byte[] ModuleJson { get; private init; } = [];

    /// <summary>Whether its keywords say if what it tells of was allowed (the audit bits of the Security log).</summary>
    public bool Audits { get; init; }

    /// <summary>The ids it has rows for.</summary>
    public IEnumerable<int> Ids => events.Keys;

    /// <summary>The row of an id.</summary>
    public WindowsEvent? Find(int id) => events.TryGetValue(id, out WindowsEvent? row) ? row : null;
}
