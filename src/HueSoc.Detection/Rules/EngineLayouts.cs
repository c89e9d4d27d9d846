using System.Collections.Immutable;
using HueSoc.Events.Layouts;
using HueSoc.Sigma;

namespace HueSoc.Detection.Rules;

/// <summary>
/// The layouts of events as the engine takes them. The reader of events and the engine do not know each other: what one
/// says about layouts is handed to the other here.
/// </summary>
public static class EngineLayouts
{
    /// <summary>All layouts, in the order they are tried.</summary>
    public static ImmutableArray<EventLayout> All { get; } =
    [
        .. LayoutCatalog.All.Select(layout => new EventLayout
        {
            Name = layout.Name,
            Product = layout.Product,
            Markers = layout.Markers,
            Paths = layout.Paths,
            TimestampPaths = layout.TimestampPaths,
            HostPaths = layout.HostPaths,
            RecordPaths = layout.RecordPaths,
            DropsSpacesInKeys = layout.DropsSpacesInKeys,
        }),
    ];
}
