using HueSoc.Agent.Collectors.Files;
using HueSoc.Agent.Collectors.Journald;
using HueSoc.Agent.Collectors.WindowsLog;
using HueSoc.Fleet.Configuration;

namespace HueSoc.Agent.Collectors;

/// <summary>Makes the collectors of configured sources.</summary>
internal static class CollectorFactory
{
    /// <summary>Makes the collector of a source. Nothing is opened before its first turn.</summary>
    /// <param name="source">The source, which was validated.</param>
    /// <param name="sources">All sources of the configuration: which of them goes on with a file does not hang on a name alone.</param>
    /// <param name="states">What is kept of all sources.</param>
    /// <param name="time">The clock; only its monotonic side is used.</param>
    public static ICollector Create(SourceConfiguration source, IEnumerable<SourceConfiguration> sources, IEnumerable<SourceState> states, TimeProvider time) => source.Kind switch
    {
        SourceKind.File when OperatingSystem.IsLinux() => new FileCollector(source, sources, states, new FileSettings(), new LinuxFileAccess(), time),
        SourceKind.File when OperatingSystem.IsWindows() => new FileCollector(source, sources, states, new FileSettings(), new WindowsFileAccess(), time),
        SourceKind.Journald when OperatingSystem.IsLinux() => new JournalCollector(source, states, new JournalSettings(), time),
        SourceKind.WindowsEventLog when OperatingSystem.IsWindows() => new WindowsLogCollector(source, states, new WindowsLogSettings(), new WindowsEventLogSource(), time),
        _ => new UnsupportedCollector(source.Name, $"sources of the kind {source.Kind} are not collected on this system"),
    };
}
