using System.Collections.Immutable;

namespace HueSoc.Events.Layouts;

/// <summary>The layouts that are known, in the order they are tried.</summary>
public static class LayoutCatalog
{
    /// <summary>All layouts; the last one fits every event.</summary>
    public static ImmutableArray<Layout> All { get; } =
    [
        EvtxDumpLayout.Create(),
        WinlogbeatLayout.Create(),
        AuditdLayout.Create(),
        FlatLayout.CreateWindows(),
        WebLayout.Create(),
        FlatLayout.CreateAny(),
    ];
}
