using System.Collections.Immutable;
using HueSoc.Events.Normalisers.Ecs;
using HueSoc.Events.Normalisers.Windows.Providers;

namespace HueSoc.Events.Normalisers.Windows;

/// <summary>The sources of events that the table has rows for.</summary>
internal static class WindowsCatalog
{
    private static readonly WindowsProvider[] ByName;
    private static readonly WindowsProvider[] ByChannel;
    private static readonly Utf8Names Names;
    private static readonly Utf8Names Channels;

    static WindowsCatalog()
    {
        (string Name, WindowsProvider Provider)[] names = [.. All.SelectMany(provider => provider.Names.Select(name => (name, provider)))];
        WindowsProvider[] channels = [.. All.Where(provider => provider.Channel is not null)];
        Names = new(names.Select(pair => pair.Name));
        ByName = [.. names.Select(pair => pair.Provider)];
        Channels = new(channels.Select(provider => provider.Channel!));
        ByChannel = channels;
    }

    /// <summary>All of them.</summary>
    public static ImmutableArray<WindowsProvider> All { get; } =
    [
        SecurityEvents.Provider,
        SysmonEvents.Provider,
        PowerShellEvents.Operational,
        PowerShellEvents.Classic,
        EventLogEvents.Provider,
        .. SystemEvents.Providers,
        DefenderEvents.Provider,
        TaskSchedulerEvents.Provider,
        .. TerminalServicesEvents.Providers,
        WmiEvents.Provider,
        DnsClientEvents.Provider,
        BitsEvents.Provider,
        AppLockerEvents.Provider,
        FirewallEvents.Provider,
    ];

    /// <summary>The source of an event by its name, or else by its channel.</summary>
    public static WindowsProvider? Find(ReadOnlySpan<byte> name, ReadOnlySpan<byte> channel)
    {
        if (!name.IsEmpty)
        {
            int number = Names.Find(name);
            return number < 0 ? null : ByName[number];
        }

        int ofChannel = Channels.Find(channel);
        return ofChannel < 0 ? null : ByChannel[ofChannel];
    }
}
